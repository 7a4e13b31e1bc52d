/// Prints diagnostics for people: what, where, the line with carets under the span, why, and what to write instead.
///
/// A value type without state but its settings. Whatever the source holds, no control character reaches the output, and
/// a line of any length becomes one of at most `excerptWidth` columns around the span.
package struct DiagnosticRenderer: Sendable {
  /// How many columns of a source line are shown at most.
  static let excerptWidth = 120

  /// How many problems of a file are shown; the rest is counted.
  package static let limit = 20

  package let usesColor: Bool

  package init(usesColor: Bool = false) { self.usesColor = usesColor }

  /// All of them, with a blank line between; after `limit` only how many more there are.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    var parts = diagnostics.prefix(Self.limit).map { render($0) }
    if diagnostics.count > Self.limit {
      let more = diagnostics.count - Self.limit
      parts.append("… and \(more) more problem\(more == 1 ? "" : "s")\n")
    }
    return parts.joined(separator: "\n")
  }

  /// One of them, ending with a newline.
  package func render(_ diagnostic: Diagnostic) -> String {
    let name = "\(diagnostic.severity.rawValue)[\(diagnostic.id)]"
    var text =
      paint(name, diagnostic.severity.color) + paint(": \(safe(diagnostic.message))", .bold) + "\n"
    var gutter = 2
    if let location = diagnostic.location {
      let position = location.position
      let excerpt = SourceExcerpt(location)
      gutter = excerpt.gutterWidth
      let place = "\(safe(location.file.path)):\(position.line):\(position.column)"
      text += "\(SafeText.blanks(gutter))\(paint("-->", .blue)) \(place)\n"
      text += excerpt.render(label: safe(diagnostic.label), severity: diagnostic.severity, self)
    } else if !diagnostic.label.isEmpty {
      text += "   \(safe(diagnostic.label))\n"
    }
    let margin = SafeText.blanks(gutter + 1) + paint("=", .blue)
    if let help = diagnostic.help { text += "\(margin) \(paint("help:", .bold)) \(safe(help))\n" }
    for note in diagnostic.notes { text += "\(margin) \(paint("note:", .bold)) \(safe(note))\n" }
    return text
  }

  enum Color: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"
  }

  func paint(_ text: String, _ color: Color) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A message may quote the source or a server, so it passes the same filter as the source does.
  private func safe(_ text: String) -> String {
    SafeText.cells(Array(text.utf8)[...]).map(\.cell.text).joined()
  }
}

extension Diagnostic.Severity {
  var color: DiagnosticRenderer.Color { self == .warning ? .yellow : .red }
}
