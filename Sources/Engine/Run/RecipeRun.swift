import Planner
import Recipe

/// Runs the chosen statements of a recipe in the order of the file, and stops at the first that does not end well: what comes
/// after it may count on it. Nothing is run where one of them asks for something that is not built: a recipe is not left
/// half done for a reason that was known before.
package struct RecipeRun {
  private let servers: RunServers
  private let options: RunOptions
  private let observer: any RunObserver
  private let interrupts: any InterruptSource

  package init(
    options: RunOptions, observer: any RunObserver, interrupts: any InterruptSource,
    servers: RunServers
  ) {
    self.servers = servers
    self.options = options
    self.observer = observer
    self.interrupts = interrupts
  }

  package func run(_ actions: [Action]) -> RunReport {
    var report = RunReport(id: options.journal?.run.id ?? RunID.make())
    report.recipeDigest = options.journal?.run.recipeDigest
    report.planDigest = options.journal?.run.planDigest
    let unbuilt = actions.map { $0.isEnabled ? Lowering.unbuilt($0) : nil }
    let drift = unbuilt.contains { $0 != nil } ? nil : drift(actions)
    var isStopped = unbuilt.contains { $0 != nil }
    for (number, (action, refusal)) in zip(actions, unbuilt).enumerated() {
      var statement: StatementReport
      if let refusal {
        statement = StatementReport(verb: action.verb, name: action.label)
        statement.fail(.refused(refusal))
      } else if let drift, drift.number == number {
        statement = StatementReport(verb: action.verb, name: action.label)
        statement.fail(drift.failure)
        isStopped = true
      } else if isStopped || drift != nil {
        statement = StatementReport(verb: action.verb, name: action.label)
        statement.status = .skipped
      } else {
        statement = run(action, number)
        isStopped = statement.exit != .done
      }
      report.statements.append(statement)
      observer.end(statement)
    }
    do throws(RunFailure) {
      try options.journal?.end(exit: report.exit)
    } catch {
      // What was done is done; that it was not written down must not end with 0.
      report.failure = error
    }
    return report
  }

  /// The first statement of a saved plan for which the world is not as it was. All are asked before the first is applied.
  private func drift(_ actions: [Action]) -> (number: Int, failure: RunFailure)? {
    guard let plan = options.applies else { return nil }
    for planned in plan.statements where planned.number < actions.count {
      let action = actions[planned.number]
      do throws(RunFailure) {
        let resumed = options.journal?.resumed?.statements ?? []
        try planned.refuseDrift(
          try servers.session(action), maxAge: options.maxPlanAge, input: action.fingerprint,
          isBegun: resumed.contains { $0.number == planned.number })
      } catch {
        return (planned.number, error)
      }
    }
    return nil
  }

  private func run(_ action: Action, _ number: Int) -> StatementReport {
    var report = StatementReport(verb: action.verb, name: action.label)
    if let earlier = options.journal?.resumed, earlier.hasDone(number) {
      report.status = .skipped
      report.notes.append("done in \(earlier.run.id)")
      return report
    }
    do throws(RunFailure) {
      // A bench cleans up behind itself first.
      if action.body.changesKeys, let signal = interrupts.signal { throw .interrupted(signal) }
      let session = try servers.session(action)
      let journal = session.isPrivate || options.planOnly ? nil : options.journal?.statement(number)
      if action.isEnabled, action.body.changesKeys, journal != nil {
        let patience = LockPatience(limit: options.lockWait ?? .zero, interrupts: interrupts)
        try options.journal?.lockJob(on: session, patience)
      }
      let run = options.journal?.run.id ?? RunID.make()
      let locks = try StatementLocks.take(
        for: action, on: session, run: run, options, interrupts: interrupts)
      report = StatementRun(
        action: action, session: session, options: options, observer: observer,
        interrupts: locks.interrupts, number: number, journal: journal, server: servers.named
      ).run()
      locks.release(&report)
      try journal?.end(report)
    } catch {
      report.fail(error)
    }
    return report
  }
}

extension Action.Body {
  /// Whether it is there to change the keyspace: then one run of its job goes at a time.
  fileprivate var changesKeys: Bool {
    switch self {
    case .warm, .sweep, .deploy, .restore: true
    case .audit, .bench, .raw, .pending: false
    }
  }
}
