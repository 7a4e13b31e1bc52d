import Bytes
import Planner
import Platform
import RESP
import Recipe
import RowSources

/// A `sweep` from its keys to its report.
struct SweepStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(_ report: inout StatementReport) throws(RunFailure) {
    // The keys of a saved plan are in it.
    let (program, source) =
      run.options.applies == nil ? try run.lowerWithRows() : (try run.lower(), nil)
    guard case .remove(let plan) = program.output else {
      preconditionFailure("a sweep that removes nothing")
    }
    let earlier = try run.resumed()
    run.observer.begin(run.action, writes: true)
    if let planned = try run.planned() {
      report.plan = planned.plan
      report.ledger = ItemLedger(planned: planned.decided)
      let spool = KeySpool(try run.savedPages(), count: planned.plan.matched)
      return try apply(spool, program, plan, &report)
    }
    guard try run.needsPlan(program) else {
      return try stream(program, plan, source, earlier, &report)
    }
    if earlier != nil { beginAgain(&report) }
    let sizeBefore = try run.session.keyCount()
    let sink = try observe(program, source, &report)
    // `fail stop` ended the walk: half a plan is none.
    if run.action.failure == .stop, report.ledger.failed > 0 { return }
    let sizeAfter = try run.session.keyCount()
    var found = try describe(sink, program, plan, scanned: max(sizeBefore, sizeAfter))
    let base = min(sizeBefore, sizeAfter)
    // Keys of a database that is empty by now are all of it.
    found.guardedShare = Double(found.matched) / Double(max(base, 1))
    if base == 0, found.matched > 0 { found.guardedShare = 1 }
    let isApproved = try run.approve(program, found, &report)
    try run.save(found, decided: report.ledger, report)
    guard isApproved, let spool = sink.spool else { return }
    try apply(spool, program, plan, &report)
  }

  /// What was done is not found again, or needs nothing done to it: a sweep begins again at no cost but the walk.
  private func beginAgain(_ report: inout StatementReport) {
    report.notes.append("begins again: what \(run.journal?.earlierRun ?? "") did is done")
  }

  // MARK: Plan

  private func observe(
    _ program: Program, _ source: (any RowSource)?, _ report: inout StatementReport
  ) throws(RunFailure) -> PlanSink {
    let run = run
    let sink = try PlanSink(program: program) { () throws(RunFailure) in
      run.keepsPlan ? KeySpool(try run.pages()) : nil
    }
    let walk = KeyWalk(
      session: run.session, program: program, sink: sink, interrupts: run.interrupts,
      source: source)
    try walk.run { run.observer.update(scanned: walk.seen) }
    try sink.spool?.finish()
    report.ledger = walk.unjudged
    report.ledger.skip(.protected, walk.protectedKeys)
    return sink
  }

  private func describe(
    _ sink: PlanSink, _ program: Program, _ plan: RemovalPlan, scanned: Int
  ) throws(RunFailure) -> PlanReport {
    var found = PlanReport()
    found.scanned = scanned
    found.matched = sink.matched
    found.sample = sink.sample
    found.action = plan.effect.command
    if case .tag(let tag) = program.input, !tag.isVerified { found.remark = "by tag, unverified" }
    let perCommand: Int
    switch (plan.effect, plan.script) {
    case (_, _?): perCommand = min(program.batch.members, CheckedScript.keysPerCall)
    case (.unlink, nil): perCommand = program.batch.members
    case (_, nil): perCommand = 1
    }
    found.commands = (sink.matched + perCommand - 1) / perCommand
    let sampled = sink.sample.map(\.key)
    let keyBytes = sampled.reduce(0) { $0 + $1.count + 16 }
    if !sampled.isEmpty {
      found.bytes = sink.matched * keyBytes / sampled.count
      found.memory = sink.matched * (try memory(of: sampled)) / sampled.count
    }
    found.estimateSeconds =
      Double(sink.matched) / (program.rate ?? Self.keysPerSecond)
    return found
  }

  /// What a server removes in a second when nothing holds it back, roughly: docs/performance.md.
  private static let keysPerSecond = 400_000.0

  /// `MEMORY USAGE` of a few keys, in bytes. It touches none of them.
  private func memory(of keys: [[UInt8]]) throws(RunFailure) -> Int {
    var sum = 0
    for key in keys {
      sum += try run.session.ask([Array("MEMORY".utf8), Array("USAGE".utf8), key]).integer ?? 0
    }
    return sum
  }

  // MARK: Apply

  private func apply(
    _ spool: KeySpool, _ program: Program, _ plan: RemovalPlan, _ report: inout StatementReport
  ) throws(RunFailure) {
    try run.begin(plan.effect.command, findsRejectsAgain: true)
    let guards = try RunGuards(run.action, run.session)
    let undo =
      try spool.count > 0 ? plan.undo.map { undo throws(RunFailure) in try writer(undo) } : nil
    let removal = PlannedRemoval(
      session: run.session, program: program, plan: plan, spool: spool, interrupts: run.interrupts,
      guards: guards, rejects: run.journal?.rejects, undo: undo)
    let observer = run.observer
    let found = report.ledger
    defer {
      report.ledger = found.merged(with: removal.remover.ledger)
      report.ledger.skip(.stopped, spool.count - removal.remover.ledger.planned)
      if let undo {
        report.notes.append(
          "`cachectl undo \(Escaping.escaped(undo.path))` puts back what was removed")
      }
      finish(removal.remover, removal.stream, guards, &report)
    }
    try removal.run { observer.update(removal.remover.ledger) }
  }

  /// The file that keys are kept in, and where it is written down.
  private func writer(_ undo: SweepUndo) throws(RunFailure) -> UndoWriter {
    let id = run.journal?.runID ?? RunID.make()
    let folder = Files.absolute(undo.folder)
    let writer = try UndoWriter(
      folder: folder, limit: undo.limit, run: id, statement: run.number,
      head: [
        ("run", id), ("server", run.session.name),
        ("statement", "\(run.action.verb) \(run.action.label)"),
      ])
    if let journal = run.journal { try UndoRecord.keep(writer.path, of: run.number, in: journal) }
    return writer
  }

  /// Where the walk of an earlier run was, and what that run did; what it leaves of a SCAN holds as long as the server's process lives.
  private func resume(
    _ earlier: StatementRecord?, _ program: Program, _ report: inout StatementReport
  ) throws(RunFailure) -> (WalkPlace?, ItemLedger) {
    guard let earlier, let journal = run.journal else { return (nil, ItemLedger()) }
    guard case .scan = program.input, let counts = earlier.checkpoint?.counts,
      let place = try journal.earlierPlace()
    else {
      beginAgain(&report)
      return (nil, ItemLedger())
    }
    let id = journal.earlierRun ?? ""
    var carried = ItemLedger()
    carried.carry(counts, from: id)
    let parts = place.parts.count
    report.notes.append(
      parts == 1
        ? "goes on with \(id) where its walk was"
        : "goes on with \(id): \(place.doneParts) of \(parts) parts of its walk are done")
    return (place, carried)
  }

  private func stream(
    _ program: Program, _ plan: RemovalPlan, _ source: (any RowSource)?,
    _ earlier: StatementRecord?, _ report: inout StatementReport
  ) throws(RunFailure) {
    try run.begin(plan.effect.command, findsRejectsAgain: earlier != nil)
    let (place, carried) = try resume(earlier, program, &report)
    let guards = try RunGuards(run.action, run.session)
    let remover = Remover(
      session: run.session, program: program, plan: plan, wasPlanned: false, guards: guards,
      rejects: run.journal?.rejects)
    try remover.prepare()
    let sink = RemovalSink(remover: remover)
    var checkpoints: WalkCheckpoints?
    if case .scan = program.input, let journal = run.journal {
      checkpoints = WalkCheckpoints(
        journal, from: place, carried: carried,
        isPaced: program.rate != nil || run.action.adaptsRate
      ) { remover.ledger }
    }
    let walk = KeyWalk(
      session: run.session, program: program, sink: sink, interrupts: run.interrupts,
      source: source, from: place, checkpoints: checkpoints)
    let observer = run.observer
    defer {
      report.ledger = carried.merged(with: remover.ledger).merged(with: walk.unjudged)
      report.ledger.skip(.protected, walk.protectedKeys)
      finish(remover, walk.stream, guards, &report)
    }
    do throws(RunFailure) {
      try walk.run { observer.update(remover.ledger) }
    } catch {
      if case .storage = error { throw error }
      // What was removed is done, however the run ended.
      try checkpoints?.note(nil)
      throw error
    }
    try checkpoints?.note(walk.place)
  }

  private func finish(
    _ remover: Remover, _ stream: CommandStream?, _ guards: RunGuards?,
    _ report: inout StatementReport
  ) {
    report.commands = stream?.commands ?? 0
    report.bytes = stream?.bytes ?? 0
    report.batches = remover.batches
    if let count = stream?.reconnections, count > 0 {
      report.notes.append("the connection was lost \(count)× and made again")
    }
    run.judge(&report, rows: remover.ledger.planned, guards)
  }
}
