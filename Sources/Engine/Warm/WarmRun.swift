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
  var tally: WriteTally
  private(set) var batches = 0

  let session: ServerSession
  private let program: Program
  let plan: WritePlan
  private let awaitsExpiry: Bool
  private let producer: any WriteProducer
  private let progress: any ProgressSink
  var stream: CommandStream?
  private let interrupts: any InterruptSource
  private let guards: RunGuards?
  private let journal: StatementJournal?
  /// Rows are at hand when they are asked for: none that was read waits for the next.
  let readsAhead: Bool
  /// How far commands are that may run twice; else `intents`.
  private let checkpoints: WarmCheckpoints?
  var intents: IntendedBatches?
  /// What became of rows that never came to be sent here.
  private let others: () -> ItemLedger
  /// The first row that was not sent.
  var position: SourcePosition?
  var pacer: Pacer?
  var held = HeldWrites()
  let gate: TagGate?
  /// All that is sent are the writes as they were rendered: nothing is asked before them, and no script is loaded in between.
  private let isPlain: Bool
  var isStopping = false
  /// No more rows come.
  var isOver = false
  /// Why no more rows come; thrown when what was sent is accounted for.
  private var failure: RunFailure?

  /// Writes that a replica refused since one was taken, and how many had been taken then.
  private var readOnly = 0
  private var okBeforeReadOnly = 0
  private static let readOnlyLimit = 100
  /// Acknowledged, and taken back.
  var doubted = 0
  private var loads = 0
  /// On its way to the server, by the script's digest: calls that come back meanwhile were sent before it.
  var loading: [String] = []
  /// More than that is a server that forgets.
  private static let loadLimit = 100

  init(
    session: ServerSession, program: Program, plan: WritePlan, producer: any WriteProducer,
    progress: any ProgressSink, interrupts: any InterruptSource, guards: RunGuards? = nil,
    journal: StatementJournal? = nil, kept: WrittenKeys? = nil, readsAhead: Bool = true,
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
    self.journal = journal
    self.readsAhead = readsAhead
    checkpoints = plan.isUnsafe ? nil : journal.map { WarmCheckpoints($0) }
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
    if plan.isUnsafe, let journal {
      intents = try IntendedBatches(journal, at: position, others: others)
    }
    defer { intents?.close() }
    var batch = WriteBatch(expires: awaitsExpiry && isPlain)
    while true {
      look()
      isStopping = isStopping || stream.stopSignal != nil || guards?.isStopped == true
      if let intents { try feed(from: intents, on: stream) } else { try feed(&batch, on: stream) }
      progress.update(ledger)
      if stream.isIdle, isNothingHeld, isStopping || isAllSent { break }
      try rest(on: stream)
      if held.isEmpty { held.reuse() }
    }
    // Rows that were read and not sent are to come again: nothing behind them may be written down.
    let isCutShort = ledger.skipReasons[SkipReason.stopped.rawValue] != nil
    if !isCutShort { try noteEnd() }
    if let failure = failure ?? tally.memory.failure { throw failure }
    if let signal = stream.stopSignal, !isAllSent || isCutShort { throw .interrupted(signal) }
  }

  /// No more rows come, and none of those that came waits.
  private var isAllSent: Bool { isOver && intents?.isEmpty != false }

  /// Fills the window.
  private func feed(_ batch: inout WriteBatch, on stream: CommandStream) throws(RunFailure) {
    while !isOver, !isStopping, stream.stopSignal == nil, stream.hasRoom {
      if checkpoints?.wantsIdle() == true {
        guard stream.isIdle, isNothingHeld, noteIdle() else { break }
      }
      let allowance = allowance(stream)
      if allowance == 0 { break }
      isOver = !send(&batch, limit: allowance, on: stream)
      guard try letRepliesIn(stream) else { break }
    }
  }

  /// Between batches, so that the server never waits for us to read; false when nothing more is to be sent.
  func letRepliesIn(_ stream: CommandStream) throws(RunFailure) -> Bool {
    try stream.pump(milliseconds: 0)
    look()
    if guards?.isStopped == true { return false }
    // A server that keeps up with us leaves room for ever.
    progress.update(ledger)
    return true
  }

  /// Waits for what comes next: a reply, the pace, or the disk.
  private func rest(on stream: CommandStream) throws(RunFailure) {
    guard let intents, intents.isWriting else {
      return try stream.wait(pace: isHeld ? 20 : pacer?.wait)
    }
    guard stream.isIdle else { return try stream.wait(pace: 1) }
    stopping { () throws(RunFailure) in try intents.wait(milliseconds: 100) }
  }

  /// Writes down where the rows go on; everything that was sent is answered.
  private func noteEnd() throws(RunFailure) {
    if let intents {
      try intents.finish(ledger, at: position, isWhole: failure == nil && intents.isEmpty)
    } else if failure == nil {
      try checkpoints?.write(ledgerOfAll, at: position)
    }
  }

  /// Does what writes to the run's state; where that fails nothing more is sent, and what was sent is awaited.
  @discardableResult
  func stopping(_ body: () throws(RunFailure) -> Void) -> Bool {
    do throws(RunFailure) {
      try body()
      return true
    } catch {
      failure = error
      isStopping = true
      return false
    }
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
    stopping { () throws(RunFailure) in try checkpoints?.idle(at: position) { ledgerOfAll } }
  }

  /// Something other than the pace lets no row go for now.
  private var isHeld: Bool { tally.memory.isPausing || guards?.isHolding == true }

  /// How many commands may go now.
  /// - Parameter isRead: those of a batch that was read, and taken from the pace, before.
  func allowance(_ stream: CommandStream, isRead: Bool = false) -> Int {
    if isHeld || gate?.isFull == true { return 0 }
    // After a pause one row finds out whether there is room again, not a whole window.
    if tally.memory.isInDoubt { return stream.isIdle ? 1 : 0 }
    return isRead ? .max : min(batchLimit, pacer.allowance(now: MonotonicTime.now().nanoseconds))
  }

  private var batchLimit: Int {
    intents != nil && program.action.batch == nil ? IntendedBatches.size : program.batch.members
  }

  /// Sends the next batch; false when no more rows come.
  private func send(_ batch: inout WriteBatch, limit: Int, on stream: CommandStream) -> Bool {
    if let gate { return call(gate, limit: limit, on: stream) }
    guard fill(&batch, limit: limit) else { return false }
    send(&batch, on: stream)
    return true
  }

  /// Sends a batch: as it lies, where that can be.
  func send(_ batch: inout WriteBatch, on stream: CommandStream) {
    let now = session.clock.now
    if isPlain, !awaitsExpiry || batch.stamp(now: now) { return batch.enqueue(on: stream) }
    let before = session.connection.inFlightBytes
    for index in 0..<batch.count {
      send(batch.command(index), batch.records[index], now: now, on: stream)
    }
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
  }

  /// Reads the next batch; false when no more rows come.
  func fill(_ batch: inout WriteBatch, limit: Int) -> Bool {
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
    position = producer.position
    guard batch.count > 0 else { return true }
    batches += 1
    pacer.spend(batch.count)
    return true
  }

  /// Sends a write, or what must be known before it.
  @inline(__always)
  func send(
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

  func key(of command: ByteSlice) -> ByteSlice {
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

  // MARK: Replies

  /// What must not run twice is accounted for reply by reply: a run may reach over the end of its batch.
  var takesRuns: Bool { isPlain && !plan.isUnsafe }

  func received(_ run: CommandRun) { tally.succeed(run) }

  func received(_ reply: ReplyView, to command: ByteSlice, tag bits: UInt64) {
    let tag = WriteTag(bits: bits)
    switch tag.kind {
    case .write: break
    case .probe: return receivedLife(reply, row: tag.row)
    case .load:
      if !loading.isEmpty { loading.removeFirst() }
      return
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
    settle()
  }

  /// What it means that a write answered nothing.
  private var reasonOfNull: SkipReason {
    if case .changed = plan.condition { .equal } else { .present }
  }

  /// The server lost the script (a restart, a SCRIPT FLUSH): loads it, and calls it again.
  func sendAgain(_ command: ByteSlice, _ tag: UInt64, _ script: WriteScript) -> Bool {
    guard let stream else { return false }
    // Encoding anything may move the bytes of the command.
    let copy = Array(command)
    if !loading.contains(script.digest) {
      guard loads < Self.loadLimit else { return false }
      loads += 1
      loading.append(script.digest)
      session.connection.encoder.append(
        command: ["SCRIPT", "LOAD", script.source].map { Array($0.utf8) })
      stream.enqueue(tag: WriteTag(.load, row: 0).bits)
    }
    intents?.merge()
    session.connection.encoder.bytes.append(copy)
    stream.enqueue(tag: tag)
    return true
  }

  func fail(_ error: ServerError, key: ByteSlice?, _ tag: WriteTag) {
    tally.ledger.fail(ItemFailure(error), key: key, row: tag.row, count: tag.rows)
    if error.kind == .outOfMemory {
      tally.memory.tighten(error, isAlone: session.connection.inFlightCommands == 0)
    }
    if error.kind == .readOnly, failure == nil, isReplica() {
      failure = .server(error, doing: "a write")
    }
    if program.action.failure == .stop || failure != nil || tally.memory.failure != nil {
      isStopping = true
    }
  }

  /// Whether the server has refused so many writes as a replica, and taken none between: it takes none, however often it is asked.
  private func isReplica() -> Bool {
    if ledger.ok != okBeforeReadOnly { (okBeforeReadOnly, readOnly) = (ledger.ok, 0) }
    readOnly += 1
    return readOnly >= Self.readOnlyLimit
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
}
