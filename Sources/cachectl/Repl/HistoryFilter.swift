import Recipe
import SourceText

/// What of the input may stand in a file: in one line, and never a secret.
enum HistoryFilter {
  /// The line to keep; nil for a secret, and for what begins with a blank, which asks to be forgotten.
  static func line(for chunk: StatementInput.Chunk, typed: String) -> String? {
    if let first = typed.first, first == " " || first == "\t" { return nil }
    let text: String
    switch chunk {
    case .statement(let statement):
      if commands(in: statement).contains(where: holdsSecret) { return nil }
      text = oneLine(statement)
    case .meta(let meta):
      if meta.hasPrefix("raw "), holdsSecret(String(meta.dropFirst(4))) { return nil }
      text = chunk.text
    case .raw(let line):
      if holdsSecret(line) { return nil }
      text = line
    }
    if text.utf8.count > 64 << 10 || holdsPasswordInURL(text) { return nil }
    return text
  }

  /// A statement as it may be kept, or what says that it may not.
  static func withoutSecret(_ statement: String) -> String {
    let hasSecret =
      commands(in: statement).contains(where: holdsSecret) || holdsPasswordInURL(statement)
    return hasSecret ? "# not kept: it holds a secret" : statement
  }

  /// The canonical form; what the parser does not understand stays as typed, on one line.
  static func oneLine(_ text: String) -> String {
    let parsed = Parser.parse(SourceFile(path: "<prompt>", text: text))
    guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else {
      return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    return parsed.syntax.statements.map {
      String(decoding: Formatter.oneLine($0, in: parsed.syntax), as: UTF8.self)
    }.joined(separator: "; ")
  }

  /// AUTH, HELLO, ACL SETUSER, CONFIG SET of a password, MIGRATE … AUTH: in any case and quoting.
  static func holdsSecret(_ line: String) -> Bool {
    let words: [String]
    do {
      words = try RawCommandLine(line).arguments.map {
        String(decoding: $0, as: UTF8.self).uppercased()
      }
    } catch {
      // Not even quoted right: look at whatever words there are.
      words = line.uppercased().split { !$0.isLetter && $0 != "-" && !$0.isNumber }.map(String.init)
    }
    guard let command = words.first else { return false }
    let rest = words.dropFirst()
    switch command {
    case "AUTH", "HELLO": return true
    case "ACL": return rest.first == "SETUSER"
    case "CONFIG": return rest.first == "SET" && rest.contains(where: secretSettings.contains)
    case "MIGRATE": return rest.contains("AUTH") || rest.contains("AUTH2")
    case "SENTINEL": return rest.contains("AUTH-PASS") || rest.contains("SENTINEL-PASS")
    default: return false
    }
  }

  private static let secretSettings: Set<String> = [
    "REQUIREPASS", "MASTERAUTH", "PRIMARYAUTH", "TLS-KEY-FILE-PASS", "TLS-CLIENT-KEY-FILE-PASS",
    "SENTINEL-PASS",
  ]

  /// What stands in backticks.
  private static func commands(in statement: String) -> [String] {
    statement.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// `redis://user:secret@host`.
  private static func holdsPasswordInURL(_ text: String) -> Bool {
    // The expression alone takes time by the square of a long word.
    text.contains("://") && text.contains(/[a-z]+:\/\/[^\s\/@"]*:[^\s\/@"]*@/)
  }
}
