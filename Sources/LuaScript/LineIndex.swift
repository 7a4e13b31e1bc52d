import SourceText

/// Where the lines of a text begin, as Lua counts them.
struct LineIndex {
  private let bytes: [UInt8]
  private let starts: [Int]

  init(_ bytes: [UInt8], from start: Int) {
    var starts = [start]
    for index in start..<bytes.count where bytes[index] == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    (self.bytes, self.starts) = (bytes, starts)
  }

  /// The bytes of a 1-based line, its end included; of the last one for a line that is not there.
  func range(of line: Int) -> Range<Int> {
    let index = min(max(line, 1), starts.count) - 1
    return starts[index]..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)
  }

  /// Without the blanks around it.
  func trimmed(_ line: Int) -> Span {
    var (start, end) = (range(of: line).lowerBound, range(of: line).upperBound)
    while end > start, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    while start < end, bytes[start] <= UInt8(ascii: " ") { start += 1 }
    return Span(start, end)
  }
}
