/// An operator between two values, and how tightly it binds.
struct InfixOperator {
  enum Meaning {
    case binary(BinaryOperator)
    case range
  }

  /// Looser first, as in the grammar of docs/language.md.
  enum Level: Int, Comparable {
    case or = 1
    case and
    case comparison
    case sum
    case product
    case range

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// The level of an operand on the right: operators of one level group to the left.
    var tighter: Int { rawValue + 1 }

    /// `a < b < c` and `1..2..3` mean nothing.
    var isAssociative: Bool { self != .comparison && self != .range }
  }

  let meaning: Meaning
  let level: Level
  /// Two for `not in` and `not like`.
  let tokenCount: Int

  init(_ binary: BinaryOperator, _ level: Level, tokenCount: Int = 1) {
    self.meaning = .binary(binary)
    self.level = level
    self.tokenCount = tokenCount
  }

  private init() {
    self.meaning = .range
    self.level = .range
    self.tokenCount = 1
  }

  static let range = InfixOperator()

  var needsBlanks: Bool { level != .range }
}
