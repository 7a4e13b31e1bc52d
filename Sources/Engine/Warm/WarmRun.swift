import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// Sends the writes of a warm and accounts for every reply.
///
/// One loop on one thread: fill the window from the producer, write, read, account. Commands never wait for each other.
final class WarmRun: CommandStreamClient {
  private(set) var tally = WriteTally()
  private(set) var batches = 0

  private let session: ServerSession
  private let program: Program
  private let plan: WritePlan
  private let producer: any WriteProducer
  private let progress: any ProgressSink
  private var stream: CommandStream?
  private let interrupts: any InterruptSource
  private var pacer: Pacer?
  private var held = HeldWrites()
  private var isStopping = false
  /// Why no more rows come; thrown when what was sent is accounted for.
  private var failure: RunFailure?

  /// What a tag says beside the row, which it holds in its low bits.
  private static let probeFlag: UInt64 = 1 << 63

  init(
    session: ServerSession, program: Program, plan: WritePlan, producer: any WriteProducer,
    progress: any ProgressSink, interrupts: any InterruptSource
  ) {
    self.session = session
    self.program = program
    self.plan = plan
    self.producer = producer
    self.progress = progress
    self.interrupts = interrupts
    pacer = Pacer(rate: program.rate)
  }

  var ledger: ItemLedger { tally.ledger }
  var sample: WrittenSample { tally.sample }
  var commands: Int { stream?.commands ?? 0 }
  var bytes: Int { stream?.bytes ?? 0 }
  var reconnections: Int { stream?.reconnections ?? 0 }

  /// Runs to the end of the producer. What was accounted for before a failure stays in `ledger`.
  func run() throws(RunFailure) {
    let stream = CommandStream(session.connection, client: self, interrupts: interrupts)
    self.stream = stream
    var batch = WriteBatch()
    var isOver = false
    while true {
      isStopping = isStopping || stream.stopSignal != nil
      while !isOver, !isStopping, stream.stopSignal == nil, stream.hasRoom {
        let allowance = allowance(stream)
        if allowance == 0 { break }
        isOver = !send(&batch, limit: allowance, on: stream)
        // Let replies in between batches, so that the server never waits for us to read.
        try stream.pump(milliseconds: 0)
        // A server that keeps up with us leaves room for ever.
        progress.update(ledger)
      }
      progress.update(ledger)
      if stream.isIdle, held.isEmpty, isOver || isStopping { break }
      try stream.wait(pace: tally.memory.isPausing ? 20 : pacer?.wait)
      if held.isEmpty { held.reuse() }
    }
    if let failure = failure ?? tally.memory.failure { throw failure }
    if let signal = stream.stopSignal, !isOver { throw .interrupted(signal) }
  }

  private func allowance(_ stream: CommandStream) -> Int {
    if tally.memory.isPausing { return 0 }
    // After a pause one row finds out whether there is room again, not a whole window.
    if tally.memory.isInDoubt { return stream.isIdle ? 1 : 0 }
    return min(
      program.batch.members, pacer.allowance(now: MonotonicTime.now().nanoseconds))
  }

  /// Sends the next batch; false when no more rows come.
  private func send(_ batch: inout WriteBatch, limit: Int, on stream: CommandStream) -> Bool {
    do throws(RunFailure) {
      guard try producer.fill(&batch, limit: limit) else { return false }
    } catch {
      failure = error
      return false
    }
    guard batch.count > 0 else { return true }
    batches += 1
    pacer.spend(batch.count)
    let now = session.clock.now
    let connection = session.connection
    let before = connection.inFlightBytes
    for index in 0..<batch.count {
      let record = batch.records[index]
      let command = batch.command(index)
      if case .stale = plan.condition {
        connection.encoder.beginCommand(argumentCount: 2)
        connection.encoder.append(argument: "PTTL")
        connection.encoder.append(argument: RESPCommand.argument(1, of: command))
        stream.enqueue(tag: Self.probeFlag | UInt64(record.row))
        held.append(command, row: record.row, life: record.life)
      } else {
        send(command, row: record.row, life: record.life, now: now, on: stream)
      }
    }
    stream.count(bytes: max(connection.inFlightBytes - before, 0))
    return true
  }

  /// Appends a write with its expiry: absolute from here on, and the same when it is sent again.
  @inline(__always)
  private func send(
    _ command: ByteSlice, row: Int, life: Int64, now: Int64, on stream: CommandStream
  ) {
    session.connection.encoder.bytes.append(command)
    if plan.command.awaitsExpiry {
      session.connection.encoder.append(argument: Int(now + life))
    }
    stream.enqueue(tag: UInt64(row))
  }

  // MARK: Replies

  func received(_ reply: ReplyView, to command: ByteSlice, tag: UInt64) {
    if tag & Self.probeFlag != 0 {
      receivedLife(reply, row: Int(tag & ~Self.probeFlag))
      return
    }
    switch reply.kind {
    case .status:
      tally.succeed(command)
    case .null:
      tally.ledger.skip(.present)
    case .error:
      let error = ServerError(reply.bytes)
      fail(error, key: RESPCommand.argument(1, of: command), row: Int(tag))
    case .integer, .bulk, .array:
      tally.ledger.fail(
        ItemFailure("reply", "SET answered something else than OK"),
        key: RESPCommand.argument(1, of: command), row: Int(tag))
    }
  }

  private func fail(_ error: ServerError, key: ByteSlice?, row: Int) {
    tally.ledger.fail(ItemFailure(error), key: key, row: row)
    if error.kind == .outOfMemory {
      tally.memory.tighten(error, isAlone: session.connection.inFlightCommands == 0)
    }
    if program.action.failure == .stop || tally.memory.failure != nil { isStopping = true }
  }

  /// The reply to the PTTL of the oldest held write.
  private func receivedLife(_ reply: ReplyView, row: Int) {
    guard let write = held.removeFirst(), let stream else {
      preconditionFailure("a PTTL was answered and no write waits for it")
    }
    guard case .stale(let fraction) = plan.condition else {
      preconditionFailure("a PTTL was sent for a write that needs none")
    }
    if reply.kind == .error {
      fail(ServerError(reply.bytes), key: RESPCommand.argument(1, of: write.command), row: row)
      return
    }
    let left = Int64(reply.integer ?? -2)
    let isMissing = left == -2
    let isStale =
      left >= 0 && write.life != WriteBatch.forever
      && Double(left) < Double(write.life) * fraction
    if isStopping {
      tally.ledger.skip(.stopped)
    } else if isMissing || isStale {
      send(write.command, row: write.row, life: write.life, now: session.clock.now, on: stream)
    } else {
      tally.ledger.skip(.fresh)
    }
  }

  // MARK: Losses

  func mayResend(tag: UInt64) -> Bool { tag & Self.probeFlag != 0 || plan.isIdempotent }

  func lost(_ command: ByteSlice, tag: UInt64, mayHaveRun: Bool) {
    if tag & Self.probeFlag != 0 {
      // Its write was never sent.
      if held.removeFirst() != nil { tally.ledger.skip(.stopped) }
      return
    }
    guard mayHaveRun else {
      tally.ledger.skip(.stopped)
      return
    }
    tally.ledger.lose(key: RESPCommand.argument(1, of: command), row: Int(tag))
  }

  func connectionReplaced() {}
}
