import Platform

/// A reply as a test looks at it. Parsed here, so that it shares no code with the reader under test.
package indirect enum TestReply: Hashable, Sendable {
  case status(String)
  case error(String)
  case integer(Int)
  case bulk([UInt8])
  case null
  case array([TestReply])

  package var text: String? {
    switch self {
    case .status(let text), .error(let text): text
    case .bulk(let bytes): String(decoding: bytes, as: UTF8.self)
    case .integer(let number): String(number)
    case .null, .array: nil
    }
  }

  package var integer: Int? {
    switch self {
    case .integer(let number): number
    case .bulk, .status: text.flatMap { Int($0) }
    case .error, .null, .array: nil
    }
  }

  /// What a bulk string holds; nothing of any other reply.
  package var bytes: [UInt8] { if case .bulk(let bytes) = self { bytes } else { [] } }

  package var elements: [TestReply] { if case .array(let elements) = self { elements } else { [] } }
}

/// A test's own connection to its server: blocking, one thread at a time.
package final class TestClient {
  private let server: TestServer
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0

  /// Keeps the server alive.
  package init(_ server: TestServer) throws {
    self.server = server
    guard let descriptor = StreamSocket.connect(path: server.socketPath) else {
      throw TestFailure("the test server is not there")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  @discardableResult
  package func call(_ arguments: String...) throws -> TestReply {
    try pipeline([arguments])[0]
  }

  @discardableResult
  package func pipeline(_ commands: [[String]]) throws -> [TestReply] {
    try pipeline(commands.map { command in command.map { Array($0.utf8) } })
  }

  /// Sends all, then reads all replies; in portions, so that neither side's buffer fills up.
  @discardableResult
  package func pipeline(_ commands: [[[UInt8]]]) throws -> [TestReply] {
    var replies: [TestReply] = []
    replies.reserveCapacity(commands.count)
    for start in stride(from: 0, to: commands.count, by: 1000) {
      let portion = commands[start..<min(start + 1000, commands.count)]
      var bytes: [UInt8] = []
      for command in portion {
        bytes += Array("*\(command.count)\r\n".utf8)
        for argument in command {
          bytes += Array("$\(argument.count)\r\n".utf8) + argument + [0x0D, 0x0A]
        }
      }
      guard StreamSocket.send(bytes, to: descriptor) else {
        throw TestFailure("the server is gone")
      }
      for _ in portion { replies.append(try read()) }
    }
    return replies
  }

  private func read() throws -> TestReply {
    let line = try readLine()
    let rest = String(decoding: line.dropFirst(), as: UTF8.self)
    switch line.first {
    case UInt8(ascii: "+"): return .status(rest)
    case UInt8(ascii: "-"): return .error(rest)
    case UInt8(ascii: ":"): return .integer(Int(rest) ?? 0)
    case UInt8(ascii: "$"):
      guard let length = Int(rest), length >= 0 else { return .null }
      let bytes = try take(length)
      _ = try take(2)
      return .bulk(bytes)
    case UInt8(ascii: "*"):
      guard let count = Int(rest), count >= 0 else { return .null }
      return .array(try (0..<count).map { _ in try read() })
    default: throw TestFailure("no reply: \(rest)")
    }
  }

  private func readLine() throws -> [UInt8] {
    var end = position
    while true {
      while end < buffer.count {
        if buffer[end] == UInt8(ascii: "\n") {
          let line = Array(buffer[position..<end - 1])
          position = end + 1
          return line
        }
        end += 1
      }
      let consumed = position
      try fill()
      end -= consumed - position
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while buffer.count - position < count { try fill() }
    defer { position += count }
    return Array(buffer[position..<position + count])
  }

  private func fill() throws {
    if position > 1 << 16 {
      buffer.removeFirst(position)
      position = 0
    }
    let more = StreamSocket.receive(from: descriptor, limit: 64 << 10)
    if more.isEmpty { throw TestFailure("the server closed the connection") }
    buffer += more
  }
}
