/// Writes lines: how they begin, where a blank line stays, where comments go.
struct LayoutWriter {
  private(set) var output: [UInt8] = []
  /// Newlines of the source since the last thing was written.
  private var newlines = 0
  /// Whether a blank line here would be the first thing of a block.
  private var isAtBlockStart = false

  mutating func noteNewline() { newlines += 1 }

  mutating func openBlock() {
    write(" {")
    isAtBlockStart = true
  }

  /// Begins a line, after at most one blank line where the source had some.
  mutating func startLine(indent: Int, keepsBlankLine: Bool = true) {
    if !output.isEmpty {
      output.append(UInt8(ascii: "\n"))
      if newlines > 1, keepsBlankLine, !isAtBlockStart { output.append(UInt8(ascii: "\n")) }
    }
    blanks(indent)
    newlines = 0
    isAtBlockStart = false
  }

  /// A comment behind what stands on the line, or on a line of its own where it had one.
  mutating func comment(_ text: ArraySlice<UInt8>, indent: Int) {
    let isTrailing = newlines == 0 && !output.isEmpty
    if isTrailing { blanks(2) } else { startLine(indent: indent) }
    output += text
    while output.last == UInt8(ascii: " ") || output.last == UInt8(ascii: "\t") {
      output.removeLast()
    }
  }

  mutating func write(_ text: ArraySlice<UInt8>) {
    output += text
    newlines = 0
  }

  mutating func write(_ text: StaticString) {
    output += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    newlines = 0
  }

  mutating func blanks(_ count: Int) {
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, count)))
  }

  /// The text, with one newline at its end unless it is empty.
  consuming func finish() -> [UInt8] {
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    return output
  }
}
