/// Cuts a stream of requests into commands: RESP arrays of bulk strings. Written for the proxy, so that it shares no code with
/// the encoder that it tests.
struct RequestSplitter {
  struct Command {
    let bytes: [UInt8]
    let arguments: [[UInt8]]
  }

  private var buffer: [UInt8] = []

  /// The commands that are whole now.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [Command] {
    buffer += bytes
    var commands: [Command] = []
    var start = 0
    while let (command, end) = next(from: start) {
      commands.append(command)
      start = end
    }
    buffer.removeFirst(start)
    return commands
  }

  private func next(from start: Int) -> (Command, Int)? {
    guard var (count, position) = number(at: start) else { return nil }
    var arguments: [[UInt8]] = []
    while count > 0 {
      guard let (length, body) = number(at: position), body + length + 2 <= buffer.count
      else { return nil }
      arguments.append(Array(buffer[body..<body + length]))
      position = body + length + 2
      count -= 1
    }
    return (Command(bytes: Array(buffer[start..<position]), arguments: arguments), position)
  }

  /// `*3\r\n` or `$11\r\n`: the number, and where the line ends.
  private func number(at start: Int) -> (Int, Int)? {
    guard let end = buffer[min(start, buffer.count)...].firstIndex(of: UInt8(ascii: "\n")) else {
      return nil
    }
    return (Int(String(decoding: buffer[(start + 1)..<(end - 1)], as: UTF8.self)) ?? 0, end + 1)
  }
}
