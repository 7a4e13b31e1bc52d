/// One recipe's text, as bytes, and where its lines begin.
///
/// A file is immutable and shared by the syntax tree, the checker and every diagnostic that points into it.
package final class SourceFile: Sendable {
  /// The path as the user gave it; `<stdin>`, `<arguments>` or `<prompt>` when there is no file.
  package let path: String
  package let bytes: [UInt8]
  private let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  package convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var lineCount: Int { lineStarts.count }

  /// The 1-based line and column (in characters of UTF-8, an invalid byte counting as one) of an offset.
  package func position(of offset: Int) -> Position {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let start = lineStarts[low]
    let column = bytes[start..<max(start, min(offset, bytes.count))].count { $0 & 0xC0 != 0x80 }
    return Position(line: low + 1, column: column + 1)
  }

  /// The bytes of a 1-based line, without its newline.
  package func line(_ number: Int) -> ArraySlice<UInt8> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }

  /// The offset at which a 1-based line begins.
  package func start(ofLine number: Int) -> Int { lineStarts[number - 1] }

  /// The text of a span; invalid UTF-8 is repaired, so this is for messages.
  package func text(_ span: Span) -> String { String(decoding: bytes[span.range], as: UTF8.self) }
}

/// A 1-based line and column.
package struct Position: Hashable, Sendable {
  package let line: Int
  package let column: Int
}

/// A span and the file it is of.
package struct Location: Sendable {
  package let file: SourceFile
  package let span: Span

  package init(_ file: SourceFile, _ span: Span) {
    self.file = file
    self.span = span
  }

  package var position: Position { file.position(of: span.start) }
}
