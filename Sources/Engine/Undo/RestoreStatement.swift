import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// `undo`: what a sweep removed and kept, from its file back to the server, where it is still absent.
struct RestoreStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(_ restoration: Restoration, _ report: inout StatementReport) throws(RunFailure) {
    let program = try run.lower()
    let (left, isCutShort) = try keysThatWereLeft(restoration)
    run.observer.begin(run.action, writes: true)
    if isCutShort {
      run.observer.warn(
        "the file ends within a record: if its sweep was killed there, nothing is missing; if this is a copy, it is not whole"
      )
    }
    let found = try observe(restoration, left: left, program)
    guard try run.approve(program, found, &report) else { return }
    try run.begin("RESTORE")
    let restoring = RestoreRun(
      try UndoReader(restoration.path), left: left, session: run.session, program: program,
      interrupts: run.interrupts, rejects: run.journal?.rejects)
    let observer = run.observer
    defer {
      report.ledger = restoring.ledger
      report.ledger.skip(.stopped, found.scanned - restoring.ledger.planned)
      report.commands = restoring.stream.commands
      report.bytes = restoring.stream.bytes
      run.judge(&report, rows: found.scanned, nil)
    }
    try restoring.run { observer.update(restoring.ledger) }
  }

  /// Keys that were kept and then not removed: there is nothing to bring back. And whether the file ends within a record.
  private func keysThatWereLeft(
    _ restoration: Restoration
  ) throws(RunFailure) -> (Set<[UInt8]>, isCutShort: Bool) {
    let reader = try UndoReader(restoration.path)
    var left: Set<[UInt8]> = []
    while let record = try reader.next() {
      if record.kind == .left { left.insert(record.key) }
    }
    return (left, reader.isCutShort)
  }

  /// How many are absent, and would be put back.
  private func observe(
    _ restoration: Restoration, left: Set<[UInt8]>, _ program: Program
  ) throws(RunFailure) -> PlanReport {
    let reader = try UndoReader(restoration.path)
    var plan = PlanReport()
    plan.action = "RESTORE"
    var page: [UndoFile.Record] = []
    var isOver = false
    while !isOver {
      let record = try reader.next()
      isOver = record == nil
      if let record, record.kind == .kept, !left.contains(record.key) { page.append(record) }
      guard page.count == Self.pageSize || isOver else { continue }
      plan.scanned += page.count
      for record in try absent(page) {
        plan.matched += 1
        plan.bytes += record.key.count + record.value.count
        if plan.sample.count < Self.sampleLimit {
          plan.sample.append(PlanSample(key: record.key, facts: []))
        }
      }
      page.removeAll(keepingCapacity: true)
    }
    plan.commands = plan.matched
    plan.guardedShare = plan.share
    plan.estimateSeconds = Double(plan.matched) / (program.rate ?? Self.keysPerSecond)
    return plan
  }

  /// Those that are not there, and whose life is not over.
  private func absent(_ page: [UndoFile.Record]) throws(RunFailure) -> [UndoFile.Record] {
    let now = run.session.clock.now
    let alive = page.filter { record in record.expiry.map { $0 > now } ?? true }
    do throws(RunFailure) {
      return try ask(alive)
    } catch {
      try run.session.reconnect(after: error)
      return try ask(alive)
    }
  }

  /// One pipeline of EXISTS.
  private func ask(_ records: [UndoFile.Record]) throws(RunFailure) -> [UndoFile.Record] {
    var absent: [UndoFile.Record] = []
    let connection = run.session.connection
    for (index, record) in records.enumerated() {
      connection.encoder.beginCommand(argumentCount: 2)
      connection.encoder.append(argument: "EXISTS")
      connection.encoder.append(argument: record.key)
      connection.didEnqueue(tag: UInt64(index))
    }
    do throws(ConnectionError) {
      try connection.drain { tag, _, reply in
        if reply.integer == 0 { absent.append(records[Int(tag)]) }
      }
    } catch {
      throw .connection(error)
    }
    return absent
  }

  private static let pageSize = 500
  private static let sampleLimit = 20
  /// Roughly, of small values.
  private static let keysPerSecond = 200_000.0
}
