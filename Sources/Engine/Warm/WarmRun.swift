import Bytes
import Planner
import RESP
import Recipe
import RedisClient
import RowSources

/// Sends the writes of a warm and accounts for every reply.
///
/// One loop on one thread: fill the window from the producer, write, read, account. Commands never wait for each other.
final class WarmRun: CommandStreamClient {
  private(set) var tally: WriteTally
  private(set) var batches = 0

  private let session: ServerSession
  private let program: Program
  private let plan: WritePlan
  private let awaitsExpiry: Bool
  private let producer: any WriteProducer
  private let progress: any ProgressSink
  private var stream: CommandStream?
  private let interrupts: any InterruptSource
  private let guards: RunGuards?
  private let checkpoints: WarmCheckpoints?
  /// What became of rows that never came to be sent here.
  private let others: () -> ItemLedger
  /// The first row that was not sent.
  private var position: SourcePosition?
  private var pacer: Pacer?
  private var held = HeldWrites()
  private let gate: TagGate?
  /// All that is sent are the writes as they were rendered: nothing is asked before them, and no script is loaded in between.
  private let isPlain: Bool
  private var isStopping = false
  /// Why no more rows come; thrown when what was sent is accounted for.
  private var failure: RunFailure?

  private var loads = 0
  /// A window of calls may come back with NOSCRIPT before the load has run; far more than that is a server that forgets.
  private static let loadLimit = 100

  init(
    session: ServerSession, program: Program, plan: WritePlan, producer: any WriteProducer,
    progress: any ProgressSink, interrupts: any InterruptSource, guards: RunGuards? = nil,
    journal: StatementJournal? = nil, kept: WrittenKeys? = nil,
    others: @escaping () -> ItemLedger = { ItemLedger() }
  ) {
    self.guards = guards
    self.session = session
    self.program = program
    self.plan = plan
    awaitsExpiry = plan.awaitsExpiry
    self.producer = producer
    self.progress = progress
    self.interrupts = interrupts
    tally = WriteTally(plan, rejects: journal?.rejects, kept: kept)
    gate = plan.tag.map { TagGate(digest: $0.script.digest) }
    isPlain = plan.isPlain
    pacer = Pacer(rate: program.rate)
    self.others = others
    checkpoints = journal.map { WarmCheckpoints($0, isUnsafe: plan.isUnsafe) }
  }

  /// What became of all rows before the producer's position.
  private var ledgerOfAll: ItemLedger { others().merged(with: ledger) }

  var ledger: ItemLedger { tally.ledger }
  var sample: WrittenSample { tally.sample }
  var commands: Int { stream?.commands ?? 0 }
  var bytes: Int { stream?.bytes ?? 0 }
  var reconnections: Int { stream?.reconnections ?? 0 }

  /// Runs to the end of the producer. What was accounted for before a failure stays in `ledger`.
  func run() throws(RunFailure) {
    try loadScripts()
    position = producer.position
    let stream = CommandStream(session.connection, client: self, interrupts: interrupts)
    self.stream = stream
    var batch = WriteBatch(expires: awaitsExpiry && isPlain)
    var isOver = false
    while true {
      look()
      isStopping = isStopping || stream.stopSignal != nil || guards?.isStopped == true
      while !isOver, !isStopping, stream.stopSignal == nil, stream.hasRoom {
        if checkpoints?.wantsIdle() == true {
          guard stream.isIdle, isNothingHeld, noteIdle() else { break }
        }
        let allowance = allowance(stream)
        if allowance == 0 { break }
        isOver = !send(&batch, limit: allowance, on: stream)
        // Let replies in between batches, so that the server never waits for us to read.
        try stream.pump(milliseconds: 0)
        look()
        if guards?.isStopped == true { break }
        // A server that keeps up with us leaves room for ever.
        progress.update(ledger)
      }
      progress.update(ledger)
      if stream.isIdle, isNothingHeld, isOver || isStopping { break }
      try stream.wait(pace: isHeld ? 20 : pacer?.wait)
      if held.isEmpty { held.reuse() }
    }
    // Rows that were read and not sent are to come again: nothing behind them may be written down.
    let isCutShort = ledger.skipReasons[SkipReason.stopped.rawValue] != nil
    if failure == nil, !isCutShort { try checkpoints?.write(ledgerOfAll, at: position) }
    if let failure = failure ?? tally.memory.failure { throw failure }
    if let signal = stream.stopSignal, !isOver || isCutShort { throw .interrupted(signal) }
  }

  private func look() {
    guard let guards else { return }
    guards.look(ledger)
    pacer.follow(guards.rate)
  }

  /// No write waits for what must be known before it.
  private var isNothingHeld: Bool { held.isEmpty && gate?.isEmpty ?? true }

  /// Nothing is in flight: the moment to write down how far we are; false when that cannot be done.
  private func noteIdle() -> Bool {
    do throws(RunFailure) {
      try checkpoints?.idle(at: position) { ledgerOfAll }
      return true
    } catch {
      failure = error
      isStopping = true
      return false
    }
  }

  /// Writes down rows that must not be sent twice, before they are sent; false when that cannot be done.
  private func intend(_ batch: borrowing WriteBatch, upTo end: SourcePosition?) -> Bool {
    guard let checkpoints else { return true }
    let rows = batch.records.reduce(0) { $0 + Int($1.rows) }
    do throws(RunFailure) {
      try checkpoints.intend(rows, after: ledgerOfAll, from: position, to: end)
      return true
    } catch {
      failure = error
      return false
    }
  }

  /// Something other than the pace lets no row go for now.
  private var isHeld: Bool { tally.memory.isPausing || guards?.isHolding == true }

  private func allowance(_ stream: CommandStream) -> Int {
    if isHeld || gate?.isFull == true { return 0 }
    // After a pause one row finds out whether there is room again, not a whole window.
    if tally.memory.isInDoubt { return stream.isIdle ? 1 : 0 }
    return min(batchLimit, pacer.allowance(now: MonotonicTime.now().nanoseconds))
  }

  /// Each batch of what must not run twice is written down and awaited: larger ones, where the recipe does not say.
  private var batchLimit: Int {
    plan.isUnsafe && checkpoints != nil && program.action.batch == nil
      ? Self.unsafeBatch : program.batch.members
  }

  private static let unsafeBatch = 5000

  /// Sends the next batch; false when no more rows come.
  private func send(_ batch: inout WriteBatch, limit: Int, on stream: CommandStream) -> Bool {
    if let gate { return call(gate, limit: limit, on: stream) }
    guard fill(&batch, limit: limit) else { return false }
    let now = session.clock.now
    if isPlain, batch.stamp(now: now) {
      batch.enqueue(on: stream)
      return true
    }
    let before = session.connection.inFlightBytes
    for index in 0..<batch.count {
      send(batch.command(index), batch.records[index], now: now, on: stream)
    }
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
    return true
  }

  /// Reads the next batch; false when no more rows come.
  private func fill(_ batch: inout WriteBatch, limit: Int) -> Bool {
    do throws(RunFailure) {
      guard try producer.fill(&batch, limit: limit) else {
        // Rows that failed behind the last that was written are accounted for, and not read again.
        position = producer.position
        return false
      }
    } catch {
      // Rows that were waited for are rows that an interrupted run did not read.
      if case .interrupted = error, stream?.stopSignal != nil {
        batch.removeAll()
        isStopping = true
        return true
      }
      failure = error
      return false
    }
    let end = producer.position
    if plan.isUnsafe, batch.count > 0, !intend(batch, upTo: end) { return false }
    position = end
    guard batch.count > 0 else { return true }
    batches += 1
    pacer.spend(batch.count)
    return true
  }

  /// Sends a write, or what must be known before it.
  @inline(__always)
  private func send(
    _ command: ByteSlice, _ record: WriteBatch.Record, now: Int64, on stream: CommandStream
  ) {
    if case .stale = plan.condition {
      session.connection.encoder.beginCommand(argumentCount: 2)
      session.connection.encoder.append(argument: "PTTL")
      session.connection.encoder.append(argument: key(of: command))
      stream.enqueue(tag: WriteTag(.probe, row: record.row).bits)
      held.append(command, row: record.row, rows: Int(record.rows), life: record.life)
    } else {
      let tag = WriteTag(row: record.row, rows: Int(record.rows))
      send(command, tag, life: record.life, now: now, on: stream)
    }
  }

  /// Appends a write with its expiry: absolute from here on, and the same when it is sent again.
  @inline(__always)
  private func send(
    _ command: ByteSlice, _ tag: WriteTag, life: Int64, now: Int64, on stream: CommandStream
  ) {
    session.connection.encoder.bytes.append(command)
    if awaitsExpiry {
      session.connection.encoder.append(argument: Int(now + life))
    }
    stream.enqueue(tag: tag.bits)
  }

  private func key(of command: ByteSlice) -> ByteSlice {
    RESPCommand.argument(plan.keyArgument, of: command)
  }

  private func loadScripts() throws(RunFailure) {
    for script in [plan.script, plan.tag?.script].compactMap({ $0 }) {
      let reply = try session.ask([
        Array("SCRIPT".utf8), Array("LOAD".utf8), Array(script.source.utf8),
      ])
      if let error = reply.error { throw .server(error, doing: "SCRIPT LOAD") }
    }
  }

  // MARK: Tags

  /// Reads the next batch and writes its tags; what was read goes on when they are.
  private func call(_ gate: TagGate, limit: Int, on stream: CommandStream) -> Bool {
    let place = gate.take()
    let isFilled = fill(&gate[place].writes, limit: limit)
    guard isFilled, gate[place].writes.count > 0 else {
      gate.release(place)
      return isFilled
    }
    let before = session.connection.inFlightBytes
    gate.call(place, now: session.clock.now, keyArgument: plan.keyArgument, on: stream)
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
    return true
  }

  private func receivedTag(_ reply: ReplyView, to command: ByteSlice, _ bits: UInt64) {
    guard let gate, let stream, let script = plan.tag?.script else {
      preconditionFailure("a tag was answered and none was written")
    }
    let tag = WriteTag(bits: bits)
    let error = reply.isError ? ServerError(reply.bytes) : nil
    if error?.kind == .noScript, sendAgain(command, bits, script) { return }
    guard gate.answered(tag, error) else { return }
    let batch = gate[tag.batch]
    let before = session.connection.inFlightBytes
    for index in 0..<batch.writes.count {
      let record = batch.writes.records[index]
      let command = batch.writes.command(index)
      if let error = batch.failure(of: index) {
        fail(error, key: key(of: command), WriteTag(row: record.row, rows: Int(record.rows)))
      } else if isStopping {
        tally.ledger.skip(.stopped, Int(record.rows))
      } else {
        send(command, record, now: batch.now, on: stream)
      }
    }
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
    gate.release(tag.batch)
  }

  /// A tag's call gets no reply: the writes of its batch were never sent.
  private func lostTag(_ tag: WriteTag) {
    guard let gate, gate.answered(tag, nil) else { return }
    for record in gate[tag.batch].writes.records {
      tally.ledger.skip(.stopped, Int(record.rows))
    }
    gate.release(tag.batch)
  }

  // MARK: Replies

  var takesRuns: Bool { isPlain }

  func received(_ run: CommandRun) { tally.succeed(run) }

  func received(_ reply: ReplyView, to command: ByteSlice, tag bits: UInt64) {
    let tag = WriteTag(bits: bits)
    switch tag.kind {
    case .write: break
    case .probe: return receivedLife(reply, row: tag.row)
    case .load: return
    case .tag: return receivedTag(reply, to: command, bits)
    }
    switch reply.kind {
    case .status, .integer:
      tally.succeed(command, rows: tag.rows)
    case .null:
      tally.ledger.skip(reasonOfNull, tag.rows)
    case .error:
      let error = ServerError(reply.bytes)
      if error.kind == .noScript, let script = plan.script, sendAgain(command, bits, script) {
        return
      }
      fail(error, key: key(of: command), tag)
    case .bulk, .array:
      tally.ledger.fail(
        ItemFailure("reply", "the write answered something else than OK"),
        key: key(of: command), row: tag.row, count: tag.rows)
    }
  }

  /// What it means that a write answered nothing.
  private var reasonOfNull: SkipReason {
    if case .changed = plan.condition { .equal } else { .present }
  }

  /// The server lost the script (a restart, a SCRIPT FLUSH): loads it, and calls it again.
  private func sendAgain(_ command: ByteSlice, _ tag: UInt64, _ script: WriteScript) -> Bool {
    guard let stream, loads < Self.loadLimit else { return false }
    loads += 1
    // Encoding anything may move the bytes of the command.
    let copy = Array(command)
    session.connection.encoder.append(
      command: ["SCRIPT", "LOAD", script.source].map { Array($0.utf8) })
    stream.enqueue(tag: WriteTag(.load, row: 0).bits)
    session.connection.encoder.bytes.append(copy)
    stream.enqueue(tag: tag)
    return true
  }

  private func fail(_ error: ServerError, key: ByteSlice?, _ tag: WriteTag) {
    tally.ledger.fail(ItemFailure(error), key: key, row: tag.row, count: tag.rows)
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
    let tag = WriteTag(row: write.row, rows: write.rows)
    if reply.kind == .error {
      fail(ServerError(reply.bytes), key: key(of: write.command), tag)
      return
    }
    let left = Int64(reply.integer ?? -2)
    let isMissing = left == -2
    // What is to live for ever is stale as soon as it has a TTL.
    let isStale =
      left >= 0
      && (write.life == WriteBatch.forever || Double(left) < Double(write.life) * fraction)
    if isStopping {
      tally.ledger.skip(.stopped, write.rows)
    } else if isMissing || isStale {
      send(write.command, tag, life: write.life, now: session.clock.now, on: stream)
    } else {
      tally.ledger.skip(.fresh, write.rows)
    }
  }

  // MARK: Losses

  func mayResend(tag: UInt64) -> Bool {
    WriteTag(bits: tag).kind != .write || plan.isIdempotent
  }

  func lost(_ command: ByteSlice, tag bits: UInt64, mayHaveRun: Bool) {
    let tag = WriteTag(bits: bits)
    switch tag.kind {
    case .load: return
    case .tag: lostTag(tag)
    case .probe:
      // Its write was never sent.
      if let write = held.removeFirst() { tally.ledger.skip(.stopped, write.rows) }
    case .write where mayHaveRun:
      tally.ledger.lose(key: key(of: command), row: tag.row, count: tag.rows)
    case .write: tally.ledger.skip(.stopped, tag.rows)
    }
  }

  func connectionReplaced() {}
}
