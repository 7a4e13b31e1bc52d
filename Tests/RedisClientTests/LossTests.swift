import Bytes
import RESP
import RedisClient
import TestSupport
import Testing

@Suite struct LossTests {
  private static let handshakeReplies = 2
  private static let commands = 2000

  private func connected(
    _ proxy: FaultProxy, _ change: (inout ConnectionOptions) -> Void = { _ in }
  ) throws -> Connection {
    var options = ConnectionOptions()
    change(&options)
    let connection = Connection(
      to: ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port))), options: options)
    try connection.connect()
    return connection
  }

  private func enqueueIncrements(on connection: Connection) {
    for number in 0..<Self.commands {
      connection.encoder.append(command: ["INCR", "k:\(number)"].map { Array($0.utf8) })
      connection.didEnqueue(tag: UInt64(number))
    }
  }

  /// What was replied is final, the rest is listed, and together they are everything, in order.
  @Test(arguments: [0, 1, 2, 17, 999, 1998, 1999], [false, true])
  func cutAfterReply(count: Int, resets: Bool) throws {
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { index in
      index == 0 ? .cut(afterReplies: Self.handshakeReplies + count, resets: resets) : .init()
    }
    defer { proxy.stop() }
    let connection = try connected(proxy)
    enqueueIncrements(on: connection)
    var replied: [UInt64] = []
    let error = #expect(throws: ConnectionError.self) {
      try connection.drain { tag, _, _ in replied.append(tag) }
    }
    #expect(error?.kind == .closedHalfway)
    // A reset may overtake replies; they are then unknown, and never more than were sent.
    #expect(resets ? replied.count <= count : replied.count == count)
    var unreplied: [UInt64] = []
    connection.forEachUnreplied { command in
      unreplied.append(command.tag)
      if !command.bytes.description.contains("k:\(command.tag)\r\n") {
        Issue.record("tag \(command.tag) has the bytes of another command")
      }
    }
    #expect(replied + unreplied == (0..<UInt64(Self.commands)).map { $0 })

    var resent = 0
    try connection.reconnect { command in
      resent += 1
      return command.tag % 2 == 0
    }
    #expect(resent == unreplied.count)
    var again: [UInt64] = []
    try connection.drain { tag, _, reply in if !reply.isError { again.append(tag) } }
    #expect(again == unreplied.filter { $0 % 2 == 0 })
  }

  /// A command of which the server never got the last byte has certainly not run.
  @Test(arguments: [1, 30, 5000, 20_000])
  func cutAfterRequestByte(count: Int) throws {
    var encoder = CommandEncoder()
    encoder.append(command: ["CLIENT", "SETNAME", "cachectl"].map { Array($0.utf8) })
    encoder.append(command: [Array("PING".utf8)])
    let handshake = encoder.bytes.count
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { index in
      var fault = FaultProxy.Fault()
      if index == 0 { fault.cutAfterRequestBytes = handshake + count }
      return fault
    }
    defer { proxy.stop() }
    let connection = try connected(proxy)
    enqueueIncrements(on: connection)
    var replied = 0
    #expect(throws: ConnectionError.self) { try connection.drain { _, _, _ in replied += 1 } }
    var unreplied = 0
    connection.forEachUnreplied { _ in unreplied += 1 }
    #expect(replied + unreplied == Self.commands)
    try connection.reconnect { _ in false }
    let ran = try connection.call("DBSIZE").integer ?? -1
    #expect(ran >= replied && ran < Self.commands)
  }

  @Test func neverSentIsNotUnknown() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = Connection(to: .unixSocket(server.socketPath))
    try connection.connect()
    enqueueIncrements(on: connection)
    connection.close()
    var mayHaveRun = 0
    connection.forEachUnreplied { mayHaveRun += $0.mayHaveRun ? 1 : 0 }
    #expect(mayHaveRun == 0)
    try connection.reconnect { _ in true }
    try connection.drain { _, _, _ in }
    #expect(try connection.call("DBSIZE") == .integer(Self.commands))
  }

  @Test func whatWasSentBeforeStaysDoubtful() throws {
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { _ in
      .cut(afterReplies: Self.handshakeReplies + 1)
    }
    defer { proxy.stop() }
    let connection = try connected(proxy) { $0.connectDeadline = .milliseconds(200) }
    enqueueIncrements(on: connection)
    #expect(throws: ConnectionError.self) { try connection.drain { _, _, _ in } }
    server.stop()
    #expect(throws: ConnectionError.self) { try connection.reconnect { _ in true } }
    var doubtful = 0
    connection.forEachUnreplied { doubtful += $0.mayHaveRun ? 1 : 0 }
    #expect(doubtful == Self.commands - 1)
  }

  /// After a time-out, reply i−1 must never be taken for reply i.
  @Test func aLateReplyIsNeverTakenForTheNext() throws {
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { index in
      var fault = FaultProxy.Fault()
      if index == 0 { fault.delay = (Self.handshakeReplies, 600) }
      return fault
    }
    defer { proxy.stop() }
    let connection = try connected(proxy)
    let error = #expect(throws: ConnectionError.self) {
      try connection.call("ECHO", "first", timeout: .milliseconds(100))
    }
    #expect(error?.kind == .timedOut)
    #expect(throws: ConnectionError.self) { try connection.advance { _, _, _ in } }
    var lost = 0
    try connection.reconnect { _ in
      lost += 1
      return false
    }
    #expect(lost == 1)
    #expect(try connection.call("ECHO", "second").text == "second")
  }

  @Test func silenceIsATimeOut() throws {
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { _ in
      var fault = FaultProxy.Fault()
      fault.delay = (Self.handshakeReplies + 10, 2000)
      return fault
    }
    defer { proxy.stop() }
    let connection = try connected(proxy) { $0.replyTimeout = .milliseconds(150) }
    enqueueIncrements(on: connection)
    var replied = 0
    let error = #expect(throws: ConnectionError.self) {
      try connection.drain { _, _, _ in replied += 1 }
    }
    #expect(error?.kind == .timedOut && replied == 10)
    #expect(connection.inFlightCommands == Self.commands - 10)
  }

  @Test func aServerThatDies() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = Connection(to: .unixSocket(server.socketPath))
    try connection.connect()
    enqueueIncrements(on: connection)
    try connection.pump(timeout: .seconds(1)) { _, _, _ in }
    server.crash()
    let large = [UInt8](repeating: 120, count: 4 << 20)
    connection.encoder.append(command: [Array("SET".utf8), Array("k".utf8), large])
    connection.didEnqueue(tag: 1)
    #expect(throws: ConnectionError.self) { try connection.drain { _, _, _ in } }
    try server.restart()
    try connection.reconnect { $0.tag == 1 }
    try connection.drain { _, _, _ in }
    #expect(try connection.call("STRLEN", "k") == .integer(4 << 20))
  }
}
