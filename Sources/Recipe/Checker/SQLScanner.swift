/// Where a hole of an SQL text stands: among the statement's words, or inside a quote or a comment, where a bound parameter
/// cannot be.
struct SQLScanner {
  /// What the scanner is inside of; text outside is plain.
  enum State: Equatable {
    case plain
    case quote(UInt8)
    case lineComment
    /// Nested, as PostgreSQL nests them.
    case blockComment(Int)
    case dollarQuote([UInt8])

    var phrase: String? {
      switch self {
      case .plain: nil
      case .quote(UInt8(ascii: "'")): "a quoted text"
      case .quote: "a quoted name"
      case .lineComment, .blockComment: "a comment"
      case .dollarQuote: "a dollar-quoted text"
      }
    }
  }

  private(set) var state = State.plain

  /// Reads the text up to the next hole.
  mutating func read(_ text: [UInt8]) {
    var index = 0
    while index < text.count { index += step(text, at: index) }
  }

  /// Handles what stands at `index` and says how many bytes that was.
  private mutating func step(_ text: [UInt8], at index: Int) -> Int {
    let byte = text[index]
    let next = index + 1 < text.count ? text[index + 1] : 0
    switch state {
    case .plain: return stepPlain(text, at: index, next)
    case .quote(let quote):
      if byte == quote { state = .plain }
    case .lineComment:
      if byte == UInt8(ascii: "\n") { state = .plain }
    case .blockComment(let depth):
      if byte == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
        state = depth == 1 ? .plain : .blockComment(depth - 1)
        return 2
      }
      if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        state = .blockComment(depth + 1)
        return 2
      }
    case .dollarQuote(let tag):
      if text[index...].starts(with: tag) {
        state = .plain
        return tag.count
      }
    }
    return 1
  }

  private mutating func stepPlain(_ text: [UInt8], at index: Int, _ next: UInt8) -> Int {
    switch text[index] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): state = .quote(text[index])
    case UInt8(ascii: "-") where next == UInt8(ascii: "-"): state = .lineComment
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
      state = .blockComment(1)
      return 2
    case UInt8(ascii: "$"):
      if let tag = dollarTag(text, at: index) {
        state = .dollarQuote(tag)
        return tag.count
      }
    default: break
    }
    return 1
  }

  /// `$$` or `$name$` at `index`.
  private func dollarTag(_ text: [UInt8], at index: Int) -> [UInt8]? {
    var end = index + 1
    while end < text.count, text[end] != UInt8(ascii: "$") {
      let byte = text[end]
      let isName =
        byte == UInt8(ascii: "_") || (byte | 0x20) &- 97 < 26 || byte >= 0x80
        || end > index + 1 && byte &- 48 < 10
      guard isName else { return nil }
      end += 1
    }
    return end < text.count ? Array(text[index...end]) : nil
  }
}
