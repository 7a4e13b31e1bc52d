import Recipe
import SourceText

/// Writes the digests of scripts into the recipe that declares them. Nothing else of the text changes.
package struct PinEdit: Sendable {
  package let script: String
  /// As it was written; nil where there was none.
  package let before: String?
  package let after: String

  /// The bytes from here to there give way to `text`.
  fileprivate let span: Span
  fileprivate let text: String

  /// What has to be written so that every pin in a file says what the files on disk hold.
  package static func edits(in syntax: RecipeSyntax, for scripts: [Script]) -> [PinEdit] {
    syntax.statements.compactMap { statement in
      guard statement.rule.word == "lua", case .name(let name) = statement.subject,
        let script = scripts.first(where: {
          $0.location.file.path == syntax.file.path && $0.location.span == name.span
        })
      else { return nil }
      return edit(statement, script, in: syntax.file)
    }
  }

  /// The text with the edits in it.
  package static func apply(_ edits: [PinEdit], to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
    }
    return bytes
  }

  private static func unquoted(_ text: String) -> String {
    String(text.drop { $0 == "\"" }.prefix { $0 != "\"" })
  }

  private static func edit(
    _ statement: Statement, _ script: Script, in file: SourceFile
  ) -> PinEdit? {
    let digest = script.digest.description
    if let written = statement.clause("pin")?.expression() {
      guard script.pin?.digest != script.digest else { return nil }
      return PinEdit(
        script: script.name, before: Self.unquoted(file.text(written.span)), after: digest,
        span: written.span,
        text: "\"\(digest)\"")
    }
    guard let clause = statement.clause("file") else { return nil }
    let separator = lineStart(of: clause, in: file).map { lineEnd(behind: clause, in: file) + $0 }
    return PinEdit(
      script: script.name, before: nil, after: digest, span: Span(clause.span.end, clause.span.end),
      text: "\(separator ?? " ")pin \"\(digest)\"")
  }

  /// As the clause's own line ends: a file that has CRLF keeps it.
  private static func lineEnd(behind clause: Phrase, in file: SourceFile) -> String {
    let rest = file.bytes[clause.span.end...]
    guard let newline = rest.firstIndex(of: UInt8(ascii: "\n")), newline > clause.span.end,
      file.bytes[newline - 1] == UInt8(ascii: "\r")
    else { return "\n" }
    return "\r\n"
  }

  /// The blanks before a clause that begins its line; nil for one that stands behind something.
  private static func lineStart(of clause: Phrase, in file: SourceFile) -> String? {
    let line = file.start(ofLine: file.position(of: clause.span.start).line)
    let before = file.bytes[line..<clause.span.start]
    guard before.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else {
      return nil
    }
    return String(decoding: before, as: UTF8.self)
  }
}
