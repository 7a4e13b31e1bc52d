/// The lines that a diagnostic shows, with carets under its span.
struct SourceExcerpt {
  private let file: SourceFile
  private let span: Span
  private let firstLine: Int
  private let lastLine: Int

  /// How wide the line numbers are.
  var gutterWidth: Int { max(String(lastLine).utf8.count, 2) }

  init(_ location: Location) {
    file = location.file
    span = location.span
    firstLine = location.position.line
    // A span that ends with a newline does not reach into the next line.
    let last = span.count == 0 ? span.start : span.end - 1
    lastLine = file.position(of: last).line
  }

  /// The gutter and the lines; of a span of several lines the first and the last, with carets under both.
  func render(
    label: String, severity: Diagnostic.Severity, _ renderer: DiagnosticRenderer
  ) -> String {
    let width = gutterWidth
    let bar = renderer.paint("|", .blue)
    let empty = "\(SafeText.blanks(width)) \(bar)"
    var text = "\(empty)\n"
    for line in firstLine == lastLine ? [firstLine] : [firstLine, lastLine] {
      if line == lastLine, lastLine > firstLine + 1 { text += "...\n" }
      let number = String(line)
      let gutter = SafeText.blanks(width - number.utf8.count) + number
      let shown = shown(line)
      text += "\(renderer.paint(gutter, .blue)) \(bar) \(shown.text)".trimmed + "\n"
      var marks = SafeText.blanks(shown.start) + renderer.paint(shown.carets, severity.color)
      if line == lastLine, !label.isEmpty { marks += " " + renderer.paint(label, severity.color) }
      text += "\(empty) \(marks)\n"
    }
    return text
  }

  /// The part of a line around the span, the column at which the carets begin, and the carets.
  private func shown(_ line: Int) -> (text: String, start: Int, carets: String) {
    let bytes = PasswordMask.masked(file.line(line))
    let from = min(max(span.start, bytes.startIndex), bytes.endIndex)
    let to = min(max(span.end, from), bytes.endIndex)
    let window = window(bytes, from, to)
    var text = window.lowerBound > bytes.startIndex ? "…" : ""
    var column = text.isEmpty ? 0 : 1
    var start: Int?
    var end: Int?
    for (offset, cell) in SafeText.cells(bytes[window]) {
      if offset >= from, start == nil { start = column }
      if offset >= to, end == nil { end = column }
      text += cell.text
      column += cell.width
    }
    let first = start ?? column
    if window.upperBound < bytes.endIndex { text += "…" }
    let length = max(1, (end ?? column) - first)
    return (text, first, String(repeating: "^", count: length))
  }

  /// At most `excerptWidth` bytes: all of a short line, else what stands around the span's beginning.
  private func window(_ bytes: ArraySlice<UInt8>, _ from: Int, _ to: Int) -> Range<Int> {
    let width = DiagnosticRenderer.excerptWidth
    guard bytes.count > width else { return bytes.indices }
    var start = max(bytes.startIndex, from - width / 3)
    start = min(start, bytes.endIndex - width)
    while start > bytes.startIndex, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(bytes.endIndex, start + width)
    while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate var trimmed: String {
    var text = self
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }
}
