import Bytes
import Planner
import Platform
import Recipe
import SourceText

/// `bench`: asked before it loads a server that others use, run, judged, and cleaned up whatever happened.
struct BenchStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(_ report: inout StatementReport) throws(RunFailure) {
    let program = try run.lower()
    guard case .bench(let bench) = program.output else {
      preconditionFailure("a bench without a workload")
    }
    try refuseTooManyConnections(bench.load.connections)
    guard try approved(program, bench, &report) else { return }
    run.observer.begin(run.action, writes: program.writes)

    let guards = try RunGuards(run.action, run.session)
    let load = BenchRun(run, bench, guards: guards)
    var failure: RunFailure?
    do throws(RunFailure) {
      try load.connect()
      try load.perform()
    } catch {
      failure = error
    }
    var result = load.result
    report.ledger = load.ledger
    do throws(RunFailure) {
      result.cleaned = try clean(bench)
      result.environment = try BenchEnvironment(run.session)
    } catch {
      if bench.clean != nil {
        report.notes.append("not cleaned up: \(error.message)")
        failure = failure ?? error
      }
    }
    report.commands = load.ledger.planned
    report.notes += notes(result)
    report.bench = result
    guards?.close(&report)
    if let failure { throw failure }
    judge(result, guards, &report)
  }

  // MARK: Before

  /// On a production server a load is asked about even where it only reads: it takes the server's time.
  private func approved(
    _ program: Program, _ bench: BenchProgram, _ report: inout StatementReport
  ) throws(RunFailure) -> Bool {
    var plan = PlanReport()
    plan.action = "bench"
    plan.remark =
      "\(bench.load.connections) connections"
      + (bench.load.pace.map { ", \(UnitText.number(max($0.from, $0.to)))/s" }
        ?? ", as fast as the server answers")
    // What a person is asked about; how many operations it will be, only the server knows.
    plan.matched = bench.load.connections
    if run.options.planOnly {
      report.plan = plan
      report.status = .planned
      run.observer.planned(plan, of: run.action)
      return false
    }
    guard run.confirmation(program) != .none else { return true }
    return try run.approve(program, plan, &report)
  }

  private func refuseTooManyConnections(_ count: Int) throws(RunFailure) {
    let files = FileLimit.raised() - Self.otherFiles
    if count > files {
      throw refusal(
        "\(count) connections need more open files than this process may have",
        label: "at most \(max(files, 0)) here",
        help: "raise the limit (`ulimit -n`), or write fewer `conns` with more `depth`")
    }
    let limit = Int(try run.session.infoNumber("clients", "maxclients"))
    let connected = Int(try run.session.infoNumber("clients", "connected_clients"))
    guard limit > 0, count > limit - connected else { return }
    throw refusal(
      "\(count) connections are more than the server takes",
      label: "maxclients is \(limit), and \(connected) are connected",
      help: "write fewer `conns` with more `depth`, or raise maxclients")
  }

  /// What else a process has open: streams, a recipe, state.
  private static let otherFiles = 32

  private func refusal(_ message: String, label: String, help: String) -> RunFailure {
    .refused(
      Lowering.Refusal(
        diagnostic: Diagnostic(
          id: "G033", severity: .refused, at: run.action.location, message: message, label: label,
          help: help), kind: .notPermitted))
  }

  // MARK: After

  /// Also after a signal: the first one ends the load, and only a second one ends this.
  private func clean(_ bench: BenchProgram) throws(RunFailure) -> Int? {
    guard let glob = bench.clean else { return nil }
    return try BenchCleaner(session: run.session, glob: glob).run {
      run.interrupts.count > 1
    }
  }

  private func notes(_ result: BenchReport) -> [String] {
    var notes: [String] = []
    if result.losses > 0 {
      notes.append(
        "\(result.losses) connections were lost and made again; what was in flight is unknown")
    }
    if result.losses == 0, result.all.unknown > 0 {
      notes.append(
        "\(result.all.unknown) operations had not ended when they were no longer awaited; an origin with a queue answers late"
      )
    }
    if result.server.evicted > 0 {
      notes.append("the server evicted \(result.server.evicted) keys while it was measured")
    }
    if case .bench(let asked) = run.action.body, asked.load.pace == nil, result.pace != nil {
      notes.append(
        "the `ceiling` of the server's profile made this an open loop: its rate is the ceiling, not what the server can do"
      )
    }
    if result.pace == nil {
      if result.isGeneratorBusy {
        notes.append(
          "the generator's threads were busy all the time: it may be the limit; add `threads`")
      }
    } else if result.sentShare < 0.99 {
      notes.append(
        "\(UnitText.percent(result.sentShare)) of the schedule was sent: what was not is in no latency"
      )
    }
    return notes
  }

  private func judge(
    _ result: BenchReport, _ guards: RunGuards?, _ report: inout StatementReport
  ) {
    let ledger = report.ledger
    report.assertions = run.action.assertions.map { assertion in
      Verdict(assertion) { slot in
        result.value(of: slot) ?? guards?.value(of: slot, ledger) ?? .null
      }
    }
  }
}
