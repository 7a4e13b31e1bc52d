import Bytes
import Engine
import Platform
import RESP
import RedisClient

/// A connection of its own for a command that may take long, or that answers again and again: a Ctrl-C ends it without harm to
/// the connection of the prompt. Lives on the main thread.
struct ReplyStream: ~Copyable {
  /// What answers more than once.
  static let commands: Set<String> = ["SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR"]
  private static let blocking: Set<String> = [
    "BLPOP", "BRPOP", "BLMOVE", "BLMPOP", "BRPOPLPUSH", "BZPOPMIN", "BZPOPMAX", "BZMPOP", "XREAD",
    "XREADGROUP", "WAIT", "WAITAOF", "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL",
    "FCALL_RO", "DEBUG", "KEYS", "SORT", "SAVE",
  ]

  private let connection: Connection
  private let isEndless: Bool
  private var received: [Reply] = []

  /// Connects and sends. Nil for a command that is answered at once: it needs no connection of its own.
  init?(
    _ arguments: [[UInt8]], besides server: ServerSession, credentials: Credentials?
  ) throws(RunFailure) {
    let name = arguments.first.map { String(decoding: $0, as: UTF8.self).uppercased() } ?? ""
    guard Self.commands.contains(name) || Self.blocking.contains(name) else { return nil }
    var options = server.connection.options
    // It may wait as long as the person does.
    options.replyTimeout = .seconds(365 * 86_400)
    connection = Connection(
      to: server.connection.address, credentials: credentials, options: options)
    do throws(ConnectionError) {
      try connection.connect()
    } catch {
      throw .connection(error)
    }
    connection.encoder.append(command: arguments)
    connection.didEnqueue(tag: 0)
    isEndless = Self.commands.contains(name)
  }

  /// The next reply; nil after a Ctrl-C.
  mutating func next() throws(RunFailure) -> Reply? {
    var replies: [Reply] = []
    do throws(ConnectionError) {
      while received.isEmpty {
        if Interrupts.signal != nil { return nil }
        if isEndless { expectMore() }
        try connection.pump(timeout: .milliseconds(100)) { _, _, reply in
          replies.append(Reply(reply))
        }
        received = replies
      }
    } catch {
      throw .connection(error)
    }
    return received.removeFirst()
  }

  /// A connection takes a reply only to a request. An empty line is one that the server passes over, so enough of them make
  /// room for all the messages that one read may bring.
  private func expectMore() {
    guard connection.inFlightCommands < Self.leastExpected else { return }
    for _ in 0..<Self.leastExpected {
      connection.encoder.bytes.append(UInt8(ascii: "\r"))
      connection.encoder.bytes.append(UInt8(ascii: "\n"))
      connection.didEnqueue(tag: 0)
    }
  }

  private static let leastExpected = 20_000
}
