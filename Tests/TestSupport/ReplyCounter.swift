/// Finds where top-level replies end in a stream of RESP2, byte by byte. Written for the proxy, so that it shares no
/// code with the reader that it tests.
struct ReplyCounter {
  private(set) var complete = 0
  private var line: [UInt8] = []
  private var bodyLeft = 0
  /// Replies still to come, for each array that is open.
  private var open: [Int] = []

  mutating func take(_ byte: UInt8) {
    if bodyLeft > 0 {
      bodyLeft -= 1
      if bodyLeft == 0 { endElement() }
      return
    }
    line.append(byte)
    guard byte == UInt8(ascii: "\n") else { return }
    defer { line = [] }
    let number = Int(String(decoding: line[1..<(line.count - 2)], as: UTF8.self)) ?? 0
    switch line[0] {
    case UInt8(ascii: "$") where number >= 0:
      bodyLeft = number + 2
    case UInt8(ascii: "*") where number > 0:
      open.append(number)
    default:
      endElement()
    }
  }

  private mutating func endElement() {
    while let last = open.last {
      if last > 1 {
        open[open.count - 1] = last - 1
        return
      }
      open.removeLast()
    }
    complete += 1
  }
}
