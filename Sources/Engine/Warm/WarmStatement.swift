import Bytes
import Planner
import RESP
import Recipe
import RedisClient
import RowSources

/// A `warm` from its source to its report.
struct WarmStatement {
  let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(_ report: inout StatementReport) throws(RunFailure) {
    guard case .warm(let warm) = run.action.body else {
      preconditionFailure("a warm statement of another verb")
    }
    // What is not built is refused before a file is opened.
    if let refusal = Lowering.unbuilt(run.action) { throw .refused(refusal) }
    let resumption = try run.resumed().map { record throws(RunFailure) in
      try WarmResumption(record, of: run.journal?.earlierRun ?? "", warm.source)
    }
    let (program, opened) = try run.lowerWithRows(
      now: resumption?.serverTime, from: resumption.flatMap { $0.wasPlanned ? nil : $0.start })
    guard let source = opened else { preconditionFailure("a warm without rows") }
    guard case .write(let plan) = program.output else {
      preconditionFailure("a warm that writes nothing")
    }
    let renderer = try producer(source, program, plan)
    let carried = try resumption?.carried(plan) ?? ItemLedger()
    resumption.map { report.notes.append($0.note) }
    run.observer.begin(run.action, writes: true)
    let input = warm.source.fingerprint
    if let planned = try run.planned(input: input) {
      report.plan = planned.plan
      let spool = WriteSpool(try run.savedPages(), isOrdered: !plan.needsWholeKeys)
      resumption?.start.map(spool.skip)
      try run.begin(plan.action, input: input)
      let decided = ItemLedger(planned: planned.decided)
      return try apply(
        spool, renderer, program, plan, resumption == nil ? decided : carried,
        earlier: max(carried.planned - decided.planned, 0), &report)
    }
    let mustFit = resumption == nil && mustFit(plan)
    guard try run.needsPlan(program) || mustFit || resumption?.wasPlanned == true else {
      try run.begin(plan.action, input: input)
      return try apply(renderer, renderer, program, plan, carried, &report)
    }
    if let start = resumption?.start, resumption?.wasPlanned == false {
      throw .notPermitted(
        "the run to go on with asked nothing: pass --yes as it had, to go on at row \(start.line)")
    }
    var found = PlanReport()
    let spool = try observe(renderer, program, plan, &found, &report)
    if resumption == nil, let refusal = try refusalOfSize(found, plan) {
      report.refuse(refusal, found)
      return run.observer.planned(found, of: run.action)
    }
    let isApproved = try run.approve(program, found, &report)
    try run.save(
      found, decided: report.ledger, input: input, isUnsafe: plan.isUnsafe, report)
    guard isApproved, let spool else { return }
    resumption?.start.map(spool.skip)
    try run.begin(plan.action, input: input)
    try apply(
      spool, renderer, program, plan, carried, earlier: carried.planned, &report)
  }

  private func producer(
    _ source: any RowSource, _ program: Program, _ plan: WritePlan
  ) throws(RunFailure) -> any RowProducer {
    let renderer = RowRenderer(
      source: source, program: program, plan: plan, now: run.session.clock.now,
      largestArgument: try run.session.largestArgument(), rejects: run.journal?.rowRejects)
    guard case .structure(let structure) = plan.form else { return renderer }
    guard structure.needsWholeKeys else {
      return StructureRenderer(renderer, structure, awaitsExpiry: plan.awaitsExpiry)
    }
    return try WholeKeys(
      renderer, structure, awaitsExpiry: plan.awaitsExpiry, folder: run.options.spoolFolder,
      interrupts: run.interrupts, rejects: run.journal?.rowRejects)
  }

  /// Reads every row once, and spools what would be sent unless only the plan is wanted.
  private func observe(
    _ renderer: any RowProducer, _ program: Program, _ plan: WritePlan, _ found: inout PlanReport,
    _ report: inout StatementReport
  ) throws(RunFailure) -> WriteSpool? {
    let spool =
      run.keepsPlan ? WriteSpool(try run.pages(), isOrdered: !plan.needsWholeKeys) : nil
    var batch = WriteBatch()
    while try renderer.fill(&batch, limit: program.batch.members) {
      if let signal = run.interrupts.signal { throw .interrupted(signal) }
      try spool?.append(batch)
      found.add(batch, plan)
      run.observer.update(scanned: renderer.scanned)
    }
    try spool?.finish()
    found.action = plan.action
    found.scanned = renderer.scanned
    found.guardedShare = found.share
    found.unusable = renderer.ledger.failed
    found.estimateSeconds = program.rate.map { Double(found.matched) / $0 } ?? 0
    report.ledger = renderer.ledger
    return spool
  }

  /// - Parameter carried: what became of rows that are not sent here.
  /// - Parameter earlier: how many planned rows an earlier run accounted for.
  private func apply(
    _ producer: any WriteProducer, _ renderer: any RowProducer, _ program: Program,
    _ plan: WritePlan, _ carried: ItemLedger, earlier: Int = 0,
    _ report: inout StatementReport
  ) throws(RunFailure) {
    let evicted = try evictions()
    let guards = try RunGuards(run.action, run.session)
    let scope = run.action.body.verification
    let kept = try scope.map { scope throws(RunFailure) in
      try WrittenKeys(
        scope, folder: run.options.spoolFolder, keyArgument: plan.keyArgument,
        expires: plan.awaitsExpiry)
    }
    let warm = WarmRun(
      session: run.session, program: program, plan: plan, producer: producer,
      progress: run.observer, interrupts: run.interrupts, guards: guards, journal: run.journal,
      kept: kept, readsAhead: producer !== renderer || run.action.rowsAreAtHand,
      // What could not be rendered: in a plan all of it is known, and found again by whoever plans again.
      others: { producer === renderer ? carried.merged(with: renderer.ledger) : carried })
    var failure: RunFailure?
    do throws(RunFailure) { try warm.run() } catch { failure = error }
    // Who is master may have changed behind the last reply.
    if run.session.connection.address.isWatched { warm.doubtWhatAnotherProcessTook() }
    report.ledger = carried.merged(with: warm.ledger).merged(with: renderer.ledger)
    if let planned = report.plan?.matched {
      report.ledger.skip(.stopped, planned - earlier - warm.ledger.planned)
    }
    report.commands = warm.commands
    report.bytes = warm.bytes
    report.batches = warm.batches
    if warm.doubted > 0 {
      report.notes.append(
        "the server was started again, or another took its place: \(warm.doubted) that were written before are unknown"
      )
    }
    if warm.reconnections > 0 {
      report.notes.append("the connection was lost \(warm.reconnections)× and made again")
    }
    if let failure { throw failure }
    report.verification = try Verification.check(warm.sample, kept, scope, run.session)
    let lost = try evictions() - evicted
    if lost > 0 {
      report.notes.append("the server evicted \(lost) keys meanwhile: maxmemory is too small")
    }
    run.judge(&report, rows: renderer.scanned, guards)
  }

  private func evictions() throws(RunFailure) -> Int {
    Int(try run.session.infoNumber("stats", "evicted_keys"))
  }
}

extension Action.Body {
  /// What a warm asks to have verified.
  fileprivate var verification: VerificationScope? {
    if case .warm(let warm) = self { warm.verify } else { nil }
  }
}

extension WritePlan {
  /// Rows are put together by key, in no order of theirs.
  fileprivate var needsWholeKeys: Bool {
    if case .structure(let plan) = form { plan.needsWholeKeys } else { false }
  }

  /// What a plan calls the write.
  fileprivate var action: String {
    guard case .structure(let plan) = form else { return "SET" }
    return switch plan.members.structure {
    case .hash: "HSET"
    case .set: "SADD"
    case .list: "RPUSH"
    case .sortedSet: "ZADD"
    case .hyperLogLog: "PFADD"
    case .stream: "XADD"
    case .geo: "GEOADD"
    }
  }
}

extension PlanReport {
  /// Counts a batch of writes that would be sent.
  mutating func add(_ batch: borrowing WriteBatch, _ plan: WritePlan) {
    for record in batch.records { matched += Int(record.rows) }
    commands += batch.count
    bytes += batch.encoder.bytes.count + batch.count * Self.expiryBytes
    for index in stride(from: 0, to: batch.count, by: max(batch.count / 10, 1))
    where someKeys.count < Self.someKeysLimit {
      someKeys.append(Array(RESPCommand.argument(plan.keyArgument, of: batch.command(index))))
    }
    for index in 0..<batch.count where sample.count < Self.sampleSize {
      sample.append(PlanSample(batch, index, plan))
    }
  }

  private static let sampleSize = 5
  private static let someKeysLimit = 300
  /// `$13\r\n`, thirteen digits, `\r\n`.
  private static let expiryBytes = 20
}
