import Bytes
import Planner
import RESP
import Recipe
import RedisClient
import RowSources
import SourceText

/// Runs one statement: lower, plan where somebody wants to see or to count first, guards, question, apply, assertions.
///
/// One path: what a plan counted is spooled, and what is spooled is applied. Without a guard over what is found, and without
/// a question, it streams.
struct StatementRun {
  let action: Action
  let session: ServerSession
  let options: RunOptions
  let observer: any RunObserver
  let interrupts: any InterruptSource
  /// Its place among the chosen ones, from 0.
  let number: Int
  /// Nil where nothing is written down.
  var journal: StatementJournal?
  /// A server that rows come from.
  let server: (String) throws(RunFailure) -> ServerSession

  func run() -> StatementReport {
    var report = StatementReport(verb: action.verb, name: action.label)
    guard action.isEnabled else {
      report.status = .skipped
      return report
    }
    let start = MonotonicTime.now()
    do throws(RunFailure) {
      try perform(&report)
    } catch {
      report.fail(error)
    }
    // A connection that is lost by now is made anew, and without it.
    try? session.keepIdleTimes(false)
    report.seconds = Self.seconds(since: start) - report.secondsAsking
    return report
  }

  private static func seconds(since start: MonotonicTime) -> Double {
    Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e9
  }

  private func perform(_ report: inout StatementReport) throws(RunFailure) {
    let cpu = try serverCPU()
    switch action.body {
    case .warm: try WarmStatement(self).perform(&report)
    case .sweep: try SweepStatement(self).perform(&report)
    case .audit(let audit):
      guard !options.planOnly else { return try planOnly(try lower(), &report) }
      try perform(audit, &report)
    case .deploy: try DeployStatement(self).perform(&report)
    case .bench: try BenchStatement(self).perform(&report)
    case .raw(let command):
      let program = try lower()
      guard !options.planOnly else { return try planOnly(program, &report) }
      try RawStatement(self).perform(command, program, &report)
    case .restore(let restoration): try RestoreStatement(self).perform(restoration, &report)
    case .pending: _ = try lower()
    }
    // What stopped at its first failure is not done, however few have failed.
    report.settle(tolerate: action.failure == .stop ? 0 : action.tolerate)
    if !session.knowsRights, report.ledger.failureCodes["noperm"] != nil {
      observer.warn(
        "the server could not be asked for these rights before: this user has no +multi +discard"
          + " (`cachectl check --acl` prints what a recipe needs)")
    }
    report.serverSeconds = max((try? serverCPU()) ?? cpu, cpu) - cpu
  }

  private func perform(_ audit: Audit, _ report: inout StatementReport) throws(RunFailure) {
    var action = action
    var audit = audit
    if options.wantsSizes {
      audit.asksForSizes = try allowsSizes()
      action.body = .audit(audit)
      if !audit.asksForSizes {
        report.notes.append("no sizes: the server does not let us ask MEMORY USAGE")
      }
    }
    let (program, source) = try lowerWithRows(action)
    observer.begin(action, writes: false)
    try AuditRun(
      session: session, program: program, audit: audit, progress: observer,
      interrupts: interrupts, source: source
    ).run(into: &report)
  }

  /// A refusal that were met key by key would fail every key of the audit.
  private func allowsSizes() throws(RunFailure) -> Bool {
    try session.ask("MEMORY", "USAGE", "cachectl:no-such-key").error == nil
  }

  /// An audit or a raw command has nothing to plan but itself.
  private func planOnly(_ program: Program, _ report: inout StatementReport) throws(RunFailure) {
    var plan = PlanReport()
    plan.action = action.verb == "audit" ? "read" : "call"
    plan.scanned = action.verb == "audit" ? try session.keyCount() : 0
    finish(plan, &report)
  }

  /// CPU seconds of the server process so far.
  private func serverCPU() throws(RunFailure) -> Double {
    try session.infoNumber("cpu", "used_cpu_user", "used_cpu_sys")
  }

  // MARK: What the verbs share

  /// Writes down that the statement is about to change something. Where that cannot be written, nothing is changed.
  /// - Parameter input: the fingerprint of the file that rows come from.
  /// - Parameter findsRejectsAgain: what failed in the run that this one goes on is tried again.
  func begin(
    _ command: String, input: String? = nil, findsRejectsAgain: Bool = false
  ) throws(RunFailure) {
    try journal?.begin(
      StatementStart(
        verb: action.verb, name: action.label, server: session.name,
        identity: ServerIdentity(session), serverTime: session.clock.now, input: input,
        command: command), findsRejectsAgain: findsRejectsAgain)
  }

  /// What an earlier run left of this statement, which is to go on; refused where the server is not the same any more.
  func resumed() throws(RunFailure) -> StatementRecord? {
    guard let earlier = journal?.earlier else { return nil }
    let now = ServerIdentity(session).text
    guard earlier.identity == now else {
      throw .stale(
        "the server is another one, or was started again, since the run that is to go on: it was"
          + " \(earlier.identity), it is \(now); run without --resume")
    }
    return earlier
  }

  /// The statement as a Program that the server would let us run.
  /// - Parameter other: the action with something added; else the statement's own.
  func lower(_ other: Action? = nil, columns: [Column]? = nil) throws(RunFailure) -> Program {
    let program: Program
    do throws(Lowering.Refusal) {
      program = try Lowering.lower(
        other ?? action, for: session.capabilities, within: session.limits, columns: columns)
    } catch {
      throw .refused(error)
    }
    if options.checksPermissions {
      let permissions = Permissions(program, readsOnly: options.planOnly)
      session.knowsRights = try PermissionProbe(session).check(permissions)
    }
    try session.keepIdleTimes(program.keepsIdleTimes)
    return program
  }

  /// The program, and its source where it has rows.
  /// - Parameter other: the action with something added; else the statement's own.
  /// - Parameter now: milliseconds since 1970, for a query that asks for the time; else the server's.
  /// - Parameter start: the first row that is wanted.
  func lowerWithRows(
    _ other: Action? = nil, now: Int64? = nil, from start: SourcePosition? = nil
  ) throws(RunFailure) -> (Program, (any RowSource)?) {
    let action = other ?? action
    guard let origin = action.body.origin else { return (try lower(action), nil) }
    // What is not built is refused before a file is opened.
    if let refusal = Lowering.unbuilt(action) { throw .refused(refusal) }
    let source = try SourceOpening.open(
      origin, slots: action.body.slots, now: now ?? session.clock.now, from: start
    ) { name throws(RunFailure) in try name.map(server) ?? session }
    let columns = origin.columnsAreFree ? nil : source.columns
    return (try lower(action, columns: columns), source)
  }

  /// Whether the statement must be looked at whole before anything is sent.
  func needsPlan(_ program: Program) throws(RunFailure) -> Bool {
    if options.planOnly || !guardsBefore.isEmpty || assertsOverPlan || program.keepsItsKeys {
      return true
    }
    switch confirmation(program) {
    case .none: return false
    case .ask: return true
    case .refuse(let reason): throw .notPermitted(reason)
    }
  }

  private var guardsBefore: [Guard] { action.guards.filter { $0.moment == .before } }

  /// What a sweep's assertion over `share` or `scanned` is about is known only when everything was counted first.
  private var assertsOverPlan: Bool {
    guard case .sweep = action.body else { return false }
    return action.assertions.contains { assertion in
      assertion.aggregates.contains {
        $0.source == .aggregate(.share) || $0.source == .aggregate(.scanned)
      }
    }
  }

  func confirmation(_ program: Program) -> Confirmation {
    Confirmation.needed(
      for: program, on: session.name, class: session.serverClass, options: options)
  }

  /// Judges a plan's guards and asks. False: nothing is to be applied, and the report says why.
  func approve(
    _ program: Program, _ found: PlanReport, _ report: inout StatementReport
  ) throws(RunFailure) -> Bool {
    var plan = found
    plan.guards = guardsBefore.map { Verdict($0) { value(of: $0, in: found) } }
    report.plan = plan
    for (condition, verdict) in zip(guardsBefore, plan.guards) where !verdict.pass {
      let diagnostic = refusal(condition, verdict, plan)
      report.diagnostics.append(diagnostic)
      if verdict.isWarning { continue }
      report.status = .refused
      report.exit = .guardRefused
    }
    if options.planOnly || report.status == .refused {
      finish(plan, &report)
      return false
    }
    switch confirmation(program) {
    case .none:
      observer.planned(plan, of: action)
      return true
    case .refuse(let reason):
      throw .notPermitted(reason)
    case .ask(let question):
      observer.planned(plan, of: action)
      if plan.matched == 0 { return true }
      return try ask(question, plan, &report)
    }
  }

  /// Asks whoever is there. False: no, and the report says so.
  func ask(
    _ question: Confirmation.Question, _ plan: PlanReport, _ report: inout StatementReport
  ) throws(RunFailure) -> Bool {
    let asked = MonotonicTime.now()
    let isConfirmed = observer.confirm(question, plan: plan, of: action)
    report.secondsAsking += Self.seconds(since: asked)
    if isConfirmed { return true }
    if let signal = interrupts.signal { throw .interrupted(signal) }
    report.status = .skipped
    report.exit = .guardRefused
    report.notes.append("not confirmed; nothing was changed")
    return false
  }

  private func finish(_ plan: PlanReport, _ report: inout StatementReport) {
    report.plan = plan
    if report.status != .refused { report.status = .planned }
    observer.planned(plan, of: action)
  }

  private func refusal(
    _ condition: Guard, _ verdict: Verdict, _ plan: PlanReport
  ) -> Diagnostic {
    Diagnostic(
      id: "G002", severity: verdict.isWarning ? .warning : .refused, at: condition.location,
      message: "guard `\(condition.text)` failed"
        + (verdict.isWarning ? "" : "; nothing was changed"),
      label: "matched \(plan.matched) of \(plan.scanned); \(verdict.value)",
      help: nil, notes: condition.say.map { [$0] } ?? [])
  }

  /// What a quantity of a guard comes to, from what a plan found.
  private func value(of slot: Slot, in plan: PlanReport) -> Value {
    guard case .aggregate(let aggregate) = slot.source else { return .null }
    return switch aggregate {
    case .rows, .scanned: .integer(Int64(plan.scanned))
    case .keys, .planned: .integer(Int64(plan.matched))
    case .share: .percent(plan.guardedShare)
    default: .null
    }
  }

  /// Judges the assertions of a statement that changed something.
  func judge(_ report: inout StatementReport, rows: Int, _ guards: RunGuards?) {
    guards?.close(&report)
    let (ledger, plan) = (report.ledger, report.plan)
    report.assertions = action.assertions.map { assertion in
      Verdict(assertion) { slot in
        guard case .aggregate(let aggregate) = slot.source else { return .null }
        let number: Int
        switch aggregate {
        case .rows: number = rows
        case .scanned: number = plan?.scanned ?? rows
        case .share: return plan.map { .percent($0.guardedShare) } ?? .null
        case .keys, .planned: number = ledger.planned
        case .ok: number = ledger.ok
        case .failed: number = ledger.failed
        case .skipped: number = ledger.skipped
        case .unknown: number = ledger.unknown
        case .evicted, .serverP99, .serverMemory, .serverEvictions, .serverHitRate,
          .measure, .bench, .originLoads, .originPeak, .originRate, .originConcurrent,
          .originWrites, .originLost:
          return guards?.value(of: slot, ledger) ?? .null
        }
        return .integer(Int64(number))
      }
    }
  }
}

extension Program {
  /// A sweep that leaves its keys where they are: only a spool tells those it has acted on from those it has not, when the
  /// connection is lost and the walk begins again. And one that keeps what it removes.
  fileprivate var keepsItsKeys: Bool {
    guard case .remove(let plan) = output else { return false }
    return plan.effect.keepsKeys || plan.undo != nil
  }
}

extension StatementReport {
  /// Sets status and exit from what was counted and asserted; what is refused or failed already stays so.
  mutating func settle(tolerate: Double) {
    guard status == .ok else { return }
    let bad = ledger.failed + ledger.unknown
    if bad > 0, Double(bad) > tolerate * Double(ledger.planned) {
      status = .partial
      exit = .partial
    }
    if let verification, verification.missing > 0 {
      status = .partial
      exit = .partial
    }
    if exit == .done, assertions.contains(where: { !$0.pass && !$0.isWarning }) {
      status = .failed
      exit = .assertion
    }
  }

  mutating func fail(_ failure: RunFailure) {
    self.failure = failure
    exit = failure.exitCode
    if case .refused(let refusal) = failure {
      diagnostics.append(refusal.diagnostic)
      status = .refused
    } else {
      status = failure.isRefusal ? .refused : .failed
    }
  }
}
