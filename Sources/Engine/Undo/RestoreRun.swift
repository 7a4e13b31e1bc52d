import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// Sends RESTORE for each record of an undo file, and accounts for it. Never over a key that is there.
final class RestoreRun: CommandStreamClient {
  private(set) var ledger = ItemLedger()
  private(set) lazy var stream = CommandStream(
    session.connection, client: self, interrupts: interrupts)
  private let reader: UndoReader
  private let left: Set<[UInt8]>
  private let session: ServerSession
  private let interrupts: any InterruptSource
  private let stopsAtFailure: Bool
  private let protected: [GlobPattern]
  private var pacer: Pacer?
  private var sent: UInt64 = 0
  /// Commands that may have run before they were sent again: what they find done was done by them.
  private var resent: Set<UInt64> = []

  init(
    _ reader: UndoReader, left: Set<[UInt8]>, session: ServerSession, program: Program,
    interrupts: any InterruptSource, rejects: RejectLog?
  ) {
    self.reader = reader
    self.left = left
    self.session = session
    self.interrupts = interrupts
    stopsAtFailure = program.action.failure == .stop
    protected = program.protected
    pacer = Pacer(rate: program.rate)
    ledger.rejects = rejects
  }

  func run(onProgress: () -> Void) throws(RunFailure) {
    var isRead = false
    var failure: RunFailure?
    while true {
      let isStopping =
        stream.stopSignal != nil || failure != nil || stopsAtFailure && ledger.failed > 0
      while !isRead, !isStopping, failure == nil, stream.hasRoom,
        pacer.allowance(now: MonotonicTime.now().nanoseconds) > 0
      {
        do throws(RunFailure) {
          guard let record = try reader.next() else {
            isRead = true
            break
          }
          if record.kind == .kept, !left.contains(record.key) { send(record) }
        } catch {
          failure = error
        }
      }
      try stream.pump(milliseconds: 0)
      onProgress()
      if stream.isIdle, isRead || isStopping { break }
      try stream.wait(pace: pacer?.wait)
    }
    if let failure { throw failure }
    if let signal = stream.stopSignal, !isRead { throw .interrupted(signal) }
  }

  private func send(_ record: UndoFile.Record) {
    if protected.contains(where: { pattern in
      record.key.withUnsafeBytes { pattern.matches(ByteSlice($0)) }
    }) {
      return ledger.skip(.protected)
    }
    if let expiry = record.expiry, expiry <= session.clock.now {
      ledger.skip(.expired)
      return
    }
    pacer.spend(1)
    let before = session.connection.inFlightBytes
    session.connection.encoder.append(command: [
      Array("RESTORE".utf8), record.key, Array("\(record.expiry ?? 0)".utf8), record.value,
      Array("ABSTTL".utf8),
    ])
    stream.enqueue(tag: sent)
    sent += 1
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
  }

  func received(_ reply: ReplyView, to command: ByteSlice, tag: UInt64) {
    let wasResent = !resent.isEmpty && resent.remove(tag) != nil
    guard reply.isError else { return ledger.succeed() }
    let error = ServerError(reply.bytes)
    guard error.code == "BUSYKEY" else {
      return ledger.fail(
        ItemFailure(error), key: RESPCommand.argument(1, of: command), row: nil)
    }
    if wasResent { ledger.succeed() } else { ledger.skip(.present) }
  }

  func mayResend(tag: UInt64) -> Bool {
    resent.insert(tag)
    return true
  }

  func lost(_ command: ByteSlice, tag: UInt64, mayHaveRun: Bool) {
    if mayHaveRun {
      ledger.lose(key: RESPCommand.argument(1, of: command), row: nil)
    } else {
      ledger.skip(.stopped)
    }
  }

  func connectionReplaced() {}
}
