import Recipe

/// What was typed and not yet run: the lines of one input, until it is whole.
struct StatementInput {
  /// One thing to run.
  enum Chunk: Equatable {
    case statement(String)
    /// Without its backslash: `c prod-eu`.
    case meta(String)
    case raw(String)

    /// As it was typed.
    var text: String {
      switch self {
      case .statement(let text), .raw(let text): text
      case .meta(let text): "\\" + text
      }
    }
  }

  private(set) var lines: [String] = []

  var isEmpty: Bool { lines.isEmpty }
  var text: String { lines.joined(separator: "\n") }
  /// The number of the line that comes next, from 1.
  var nextLine: Int {
    isEmpty ? 1 : text.split(separator: "\n", omittingEmptySubsequences: false).count + 1
  }

  mutating func append(_ line: String) { lines.append(line) }
  mutating func clear() { lines = [] }

  /// Whether another line must follow: a brace, a bracket, a text or a backtick is open, or an operator ends the line.
  var isUnfinished: Bool {
    guard case .statement(let text)? = Self.chunks(of: text).last else { return false }
    return RecipeIncompleteness.of(Array(text.utf8)) != nil
  }

  /// The input as what is to be run one after the other: a paste may hold several.
  static func chunks(of text: String) -> [Chunk] {
    var chunks: [Chunk] = []
    var open: String?
    var reason: RecipeIncompleteness?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if open != nil {
        open?.append("\n")
        open?.append(contentsOf: line)
        if let reason, !reason.mayEnd(with: line) { continue }
      } else {
        let trimmed = line.drop { $0 == " " || $0 == "\t" }
        if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
        if trimmed.hasPrefix("\\") {
          chunks.append(.meta(String(trimmed.dropFirst())))
          continue
        }
        guard Vocabulary.verb(firstWord(of: trimmed)) != nil else {
          chunks.append(.raw(String(trimmed)))
          continue
        }
        open = String(trimmed)
      }
      guard let whole = open else { continue }
      reason = RecipeIncompleteness.of(Array(whole.utf8))
      if reason == nil {
        chunks.append(.statement(whole))
        open = nil
      }
    }
    if let open { chunks.append(.statement(open)) }
    return chunks
  }

  static func firstWord(of text: some StringProtocol) -> String {
    String(text.prefix { !$0.isWhitespace && $0 != "{" && $0 != "`" && $0 != "\"" })
  }
}
