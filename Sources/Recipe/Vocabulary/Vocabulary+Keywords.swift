/// The names that mean something by themselves wherever a value may stand.
extension Vocabulary {
  /// `and`, `like`.
  package static let operatorWords = Keyword.allCases.filter(\.isInfix).map(\.rawValue)
  /// `true`, `never`.
  package static let constantWords = Keyword.allCases.filter { $0.literal != nil }.map(\.rawValue)
}
