/// Names that mean something by themselves wherever a value may stand.
enum Keyword: String, CaseIterable {
  case or
  case and
  case not
  case `in`
  case like
  case `true`
  case `false`
  case on
  case off
  case null
  case never

  private static let index = WordIndex(allCases.map(\.rawValue))

  init?(_ key: WordKey?) {
    guard let position = Self.index.find(key) else { return nil }
    self = Self.allCases[position]
  }

  var isInfix: Bool {
    switch self {
    case .or, .and, .not, .in, .like: true
    default: false
    }
  }

  var literal: Literal? {
    switch self {
    case .true, .on: .boolean(true)
    case .false, .off: .boolean(false)
    case .null: .null
    case .never: .never
    default: nil
    }
  }
}
