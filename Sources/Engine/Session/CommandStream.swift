import Bytes
import Platform
import RESP
import RedisClient

/// Who encodes commands into a stream and accounts for their replies.
package protocol CommandStreamClient: AnyObject {
  /// The reply to a command. May enqueue more.
  func received(_ reply: ReplyView, to command: ByteSlice, tag: UInt64)

  /// Whether replies of OK that follow each other are handed over as a run. Decided when the stream is made.
  var takesRuns: Bool { get }

  /// Commands that were answered with OK. Enqueues nothing.
  func received(_ run: CommandRun)

  /// Whether a command that may have run can be sent again: only when it is idempotent.
  func mayResend(tag: UInt64) -> Bool

  /// A command will get no reply. `mayHaveRun` is false when it certainly was not executed.
  func lost(_ command: ByteSlice, tag: UInt64, mayHaveRun: Bool)

  /// The connection is a new one: SCAN cursors and loaded scripts belong to the old one.
  func connectionReplaced()
}

extension CommandStreamClient {
  package var takesRuns: Bool { false }

  package func received(_ run: CommandRun) {
    preconditionFailure("a run of replies for a client that takes one by one")
  }
}

/// A connection under load: a bounded window of commands in flight, recovery from a lost connection, and a way to stop.
///
/// What was replied is final. After a loss idempotent commands, and those that certainly have not run, are sent again on a
/// new connection; the others are told to the client as lost. Lives on the thread of the run.
package final class CommandStream {
  package let connection: Connection
  package unowned let client: any CommandStreamClient
  /// Commands and bytes handed over, those sent again not counted twice.
  package private(set) var commands = 0
  package private(set) var bytes = 0
  package private(set) var reconnections = 0
  private let interrupts: any InterruptSource
  private let takesRuns: Bool
  private var lossesWithoutProgress = 0

  /// Enough to keep the server busy (docs/performance.md), little enough to be lost.
  private static let windowCommands = 10_000
  private static let windowBytes = 1 << 20
  private static let lossLimit = 5

  package init(
    _ connection: Connection, client: any CommandStreamClient, interrupts: any InterruptSource
  ) {
    self.connection = connection
    self.client = client
    self.interrupts = interrupts
    takesRuns = client.takesRuns
  }

  package var isIdle: Bool { connection.inFlightCommands == 0 }

  package var hasRoom: Bool {
    connection.inFlightCommands < Self.windowCommands
      && connection.inFlightBytes < Self.windowBytes
  }

  /// Says that one whole command stands at the end of `connection.encoder`.
  @inline(__always)
  package func enqueue(tag: UInt64) {
    commands += 1
    connection.didEnqueue(tag: tag)
  }

  /// Hands over whole commands that lie behind each other.
  package func enqueue(_ bytes: ByteSlice, _ queued: UnsafeBufferPointer<QueuedCommand>) {
    commands += queued.count
    self.bytes += bytes.count
    connection.enqueue(bytes, queued)
  }

  /// Adds to the bytes that the report names; once a batch.
  package func count(bytes: Int) { self.bytes += bytes }

  /// Set by the first signal to stop: nothing new is sent, what is on its way is drained.
  package var stopSignal: Int32? { interrupts.signal }

  /// Writes and reads what can be, and waits when there is nothing to do, for at most `milliseconds`.
  package func pump(milliseconds: Int64) throws(RunFailure) {
    if interrupts.count > 1 { try abandon(.interrupted(interrupts.signal ?? 2)) }
    // Held once a call: an unowned reference counts at each use, and there is a use a reply.
    let client = client
    func deliver(tag: UInt64, command: ByteSlice, reply: ReplyView) {
      client.received(reply, to: command, tag: tag)
    }
    func deliverRun(_ run: CommandRun) { client.received(run) }
    do throws(ConnectionError) {
      let replies: Int
      if isIdle {
        // Nothing to read: the caller waits for its pace.
        if milliseconds > 0 { _ = poll(nil, 0, Int32(clamping: milliseconds)) }
        replies = 0
      } else if milliseconds == 0 {
        replies = try connection.advance(deliver, onRun: takesRuns ? deliverRun : nil)
      } else {
        replies = try connection.pump(
          timeout: .milliseconds(milliseconds), deliver, onRun: takesRuns ? deliverRun : nil)
      }
      if replies > 0 { lossesWithoutProgress = 0 }
    } catch {
      try recover(from: error)
    }
  }

  /// Waits for replies, and no longer than the pace asks: `pace` is in milliseconds, nil where nothing but a reply is waited
  /// for. With nothing in flight and no pace there is nothing to wait for.
  package func wait(pace: Int64?) throws(RunFailure) {
    try pump(milliseconds: isIdle ? min(pace ?? 0, 100) : max(1, min(pace ?? 100, 100)))
  }

  private func recover(from error: ConnectionError) throws(RunFailure) {
    lossesWithoutProgress += 1
    guard lossesWithoutProgress <= Self.lossLimit, error.kind != .notPermitted else {
      try abandon(.connection(error))
      return
    }
    do throws(ConnectionError) {
      try connection.reconnect { command in
        if !command.mayHaveRun || client.mayResend(tag: command.tag) { return true }
        client.lost(command.bytes, tag: command.tag, mayHaveRun: true)
        return false
      }
    } catch {
      try abandon(.connection(error))
    }
    reconnections += 1
    client.connectionReplaced()
  }

  /// Gives up: every command in flight is accounted for, then the failure is thrown.
  private func abandon(_ failure: RunFailure) throws(RunFailure) {
    connection.close()
    connection.forEachUnreplied { command in
      client.lost(command.bytes, tag: command.tag, mayHaveRun: command.mayHaveRun)
    }
    throw failure
  }
}

/// How often, and by which signal, somebody asked us to stop.
package protocol InterruptSource: AnyObject, Sendable {
  var count: Int { get }
  var signal: Int32? { get }
}
