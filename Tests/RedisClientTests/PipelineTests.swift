import Bytes
import RESP
import RedisClient
import TestSupport
import Testing

@Suite struct PipelineTests {
  private func connected(
    to address: ServerAddress, _ change: (inout ConnectionOptions) -> Void = { _ in }
  ) throws -> Connection {
    var options = ConnectionOptions()
    change(&options)
    let connection = Connection(to: address, options: options)
    try connection.connect()
    return connection
  }

  private func tcp(_ port: UInt16) -> ServerAddress {
    ServerAddress(.tcp(.init(host: "127.0.0.1", port: port)))
  }

  private static func set(_ number: Int) -> [[UInt8]] {
    ["SET", "k:\(number)", "v\(number)"].map { Array($0.utf8) }
  }

  private static func enqueue(_ number: Int, on connection: Connection) {
    connection.encoder.append(command: set(number))
    connection.didEnqueue(tag: UInt64(number))
  }

  @Test func questionsOfOneRoundTripKeepTheirOrder() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = try connected(to: .unixSocket(server.socketPath))
    let questions = [["SET", "a", "1"], ["NOSUCH"], ["INCR", "a"], ["GET", "b"]]
    let replies = try connection.call(all: questions.map { $0.map { Array($0.utf8) } })
    #expect(replies.map(\.text) == ["OK", nil, nil, nil])
    #expect(replies.map { $0.error != nil } == [false, true, false, false])
    #expect(replies[2].integer == 2)
    #expect(try connection.call(all: []).isEmpty)
  }

  @Test func aHundredThousandWritesInOrder() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = try connected(to: .unixSocket(server.socketPath))
    var next = 0
    var replied = 0
    while replied < 100_000 {
      while next < 100_000, connection.inFlightCommands < 10_000 {
        Self.enqueue(next, on: connection)
        next += 1
      }
      try connection.pump(timeout: .seconds(1)) { tag, command, reply in
        if tag != UInt64(replied) || !reply.isOK { Issue.record("reply \(replied) has tag \(tag)") }
        if replied % 9973 == 0 {
          var expected = CommandEncoder()
          expected.append(command: Self.set(replied))
          #expect(Array(command) == expected.bytes.copy())
        }
        replied += 1
      }
    }
    #expect(connection.inFlightBytes == 0)
    #expect(try connection.call("DBSIZE") == .integer(100_000))
  }

  /// Batches encoded elsewhere, replies taken in runs: every command is answered once and in its order, whatever stands between.
  @Test func runsOfOKsAndOtherRepliesKeepTheirOrder() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = try connected(to: .unixSocket(server.socketPath))
    let total = 50_000
    func isOther(_ number: Int) -> Bool { number % 97 == 5 || number % 1000 < 3 }
    func check(_ number: Int, _ tag: UInt64, _ command: ByteSlice, isOK: Bool) {
      if tag != UInt64(number) || isOK == isOther(number) {
        Issue.record("reply \(number) has tag \(tag)")
      }
      if number % 991 == 0 { #expect(command.description.contains("k:\(number)\r\n")) }
    }
    var next = 0
    var replied = 0
    var runs = 0
    while replied < total {
      while next < total, connection.inFlightCommands < 5000 {
        var encoder = CommandEncoder()
        var queued: [QueuedCommand] = []
        for number in next..<min(next + 300, total) {
          let verb = isOther(number) ? "STRLEN" : "SET"
          let words = [verb, "k:\(number)"] + (isOther(number) ? [] : ["v"])
          encoder.append(command: words.map { Array($0.utf8) })
          queued.append(QueuedCommand(tag: UInt64(number), end: encoder.bytes.count))
        }
        next += queued.count
        queued.withUnsafeBufferPointer { connection.enqueue(encoder.bytes.slice, $0) }
      }
      try connection.pump(timeout: .seconds(1)) { tag, command, reply in
        check(replied, tag, command, isOK: reply.isOK)
        replied += 1
      } onRun: { run in
        runs += 1
        for index in 0..<run.count {
          check(replied + index, run.tag(index), run.command(index), isOK: true)
        }
        replied += run.count
      }
    }
    #expect(runs > 0 && connection.inFlightBytes == 0)
  }

  /// Replies far larger than all buffers between us, while we have as much to write: neither side may wait for the other.
  @Test func doesNotDeadlockWhenBothSidesAreFull() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = try connected(to: .unixSocket(server.socketPath))
    let value = [UInt8](repeating: 120, count: 100_000)
    for number in 0..<300 {
      connection.encoder.append(command: [Array("ECHO".utf8), value])
      connection.didEnqueue(tag: UInt64(number))
    }
    var replies = 0
    try connection.drain { _, _, reply in replies += reply.bytes.count == value.count ? 1 : 0 }
    #expect(replies == 300)
  }

  @Test func namesTheCommandThatFailed() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = try connected(to: .unixSocket(server.socketPath))
    for number in 0..<1000 {
      let verb = number == 617 ? "LPUSH" : "SET"
      let key = number == 617 ? "k:616" : "k:\(number)"
      connection.encoder.append(command: [verb, key, "v"].map { Array($0.utf8) })
      connection.didEnqueue(tag: UInt64(number))
    }
    var failed: [(UInt64, String, ServerErrorKind)] = []
    try connection.drain { tag, command, reply in
      if reply.isError {
        failed.append((tag, command.description, ServerErrorKind(of: reply.bytes)))
      }
    }
    try #require(failed.count == 1)
    #expect(failed[0].0 == 617 && failed[0].1.contains("k:616") && failed[0].2 == .wrongType)
  }

  @Test func aHandlerMayEnqueue() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = try connected(to: .unixSocket(server.socketPath))
    Self.enqueue(0, on: connection)
    var count = 0
    try connection.drain { tag, _, _ in
      count += 1
      if tag < 5000 {
        Self.enqueue(Int(tag) + 1, on: connection)
        if tag == 0 { Self.enqueue(10_000, on: connection) }
      }
    }
    #expect(count == 5002)
  }

  @Test func repliesSplitIntoSingleBytes() throws {
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { _ in
      var fault = FaultProxy.Fault()
      fault.splitsReplies = true
      return fault
    }
    defer { proxy.stop() }
    let connection = try connected(to: tcp(proxy.port))
    for number in 0..<500 { Self.enqueue(number, on: connection) }
    var tags: [UInt64] = []
    try connection.drain { tag, _, reply in if reply.isOK { tags.append(tag) } }
    #expect(tags == (0..<500).map(UInt64.init))
    for number in 0..<500 { Self.enqueue(number, on: connection) }
    var ofRuns: [UInt64] = []
    while connection.inFlightCommands > 0 {
      try connection.pump(timeout: .seconds(1)) { tag, _, _ in
        ofRuns.append(tag)
      } onRun: { run in
        for index in 0..<run.count { ofRuns.append(run.tag(index)) }
      }
    }
    #expect(ofRuns == tags)
  }

  @Test func oneThreadDrivesManyConnections() throws {
    let servers = try (0..<3).map { _ in try TestServer() }
    defer { for server in servers { server.stop() } }
    let connections = try servers.map { try connected(to: .unixSocket($0.socketPath)) }
    for number in 0..<9000 { Self.enqueue(number, on: connections[number % 3]) }
    var replies = 0
    while replies < 9000 {
      for connection in connections { try connection.advance { _, _, _ in replies += 1 } }
      Connection.wait(for: connections, timeout: .seconds(1))
    }
    for connection in connections { #expect(try connection.call("DBSIZE") == .integer(3000)) }
  }
}
