import Bytes
import Planner
import RESP
import Recipe
import RowSources

/// A `warm` from its source to its report.
struct WarmStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(_ report: inout StatementReport) throws(RunFailure) {
    let (program, opened) = try run.lowerWithRows()
    guard let source = opened else { preconditionFailure("a warm without rows") }
    guard case .write(let plan) = program.output else {
      preconditionFailure("a warm that writes nothing")
    }
    let renderer = try producer(source, program, plan)
    run.observer.begin(run.action, writes: true)
    guard try run.needsPlan(program) else {
      return try apply(renderer, renderer, program, plan, &report)
    }
    var found = PlanReport()
    let spool = try observe(renderer, program, plan, &found, &report)
    guard try run.approve(program, found, &report), let spool else { return }
    try apply(spool, renderer, program, plan, &report)
  }

  private func producer(
    _ source: any RowSource, _ program: Program, _ plan: WritePlan
  ) throws(RunFailure) -> any RowProducer {
    let renderer = RowRenderer(
      source: source, program: program, plan: plan, now: run.session.clock.now)
    guard case .structure(let structure) = plan.form else { return renderer }
    guard structure.needsWholeKeys else {
      return StructureRenderer(renderer, structure, awaitsExpiry: plan.awaitsExpiry)
    }
    return try WholeKeys(
      renderer, structure, awaitsExpiry: plan.awaitsExpiry, folder: run.options.spoolFolder,
      interrupts: run.interrupts)
  }

  /// Reads every row once, and spools what would be sent unless only the plan is wanted.
  private func observe(
    _ renderer: any RowProducer, _ program: Program, _ plan: WritePlan, _ found: inout PlanReport,
    _ report: inout StatementReport
  ) throws(RunFailure) -> WriteSpool? {
    let spool = run.options.planOnly ? nil : try WriteSpool(folder: run.options.spoolFolder)
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

  private func apply(
    _ producer: any WriteProducer, _ renderer: any RowProducer, _ program: Program,
    _ plan: WritePlan,
    _ report: inout StatementReport
  ) throws(RunFailure) {
    let evicted = try evictions()
    let guards = try RunGuards(run.action, run.session)
    let warm = WarmRun(
      session: run.session, program: program, plan: plan, producer: producer,
      progress: run.observer, interrupts: run.interrupts, guards: guards)
    var failure: RunFailure?
    do throws(RunFailure) { try warm.run() } catch { failure = error }
    report.ledger = warm.ledger.merged(with: renderer.ledger)
    if let planned = report.plan?.matched {
      report.ledger.skip(.stopped, planned - warm.ledger.planned)
    }
    report.commands = warm.commands
    report.bytes = warm.bytes
    report.batches = warm.batches
    if warm.reconnections > 0 {
      report.notes.append("the connection was lost \(warm.reconnections)× and made again")
    }
    if let failure { throw failure }
    report.verification = try Verification.check(warm.sample, run.session)
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

extension WritePlan {
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
    for index in 0..<batch.count where sample.count < Self.sampleSize {
      sample.append(PlanSample(batch, index, plan))
    }
  }

  private static let sampleSize = 5
  /// `$13\r\n`, thirteen digits, `\r\n`.
  private static let expiryBytes = 20
}
