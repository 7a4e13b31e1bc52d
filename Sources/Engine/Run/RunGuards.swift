import Planner
import Platform
import Recipe
import RedisClient
import SourceText

/// The guards that are looked at while a statement runs: they stop it, hold it up, or warn.
///
/// Asked by the loop that sends, before it sends; what was sent already is accounted for as ever. On the thread of the run.
final class RunGuards {
  /// Nothing is to be sent now.
  private(set) var isHolding = false
  /// Nothing is to be sent any more: why.
  private(set) var refusal: Diagnostic?
  private(set) var warnings: [Diagnostic] = []

  private let guards: [Guard]
  private let watch: ServerWatch?
  /// What was asked of the server before the statement, where that is what is judged; see `ServerFacts`.
  private let facts: ServerFacts?
  private var warned: Set<Int> = []
  private var nextLook: Int64 = 0
  private var heldUntil: Int64 = 0
  private var pauses = 0
  private var pausedNanoseconds: Int64 = 0
  private var pauseReason = ""
  /// `rate auto`.
  private var autoPace: AutoPace?

  /// How often the server is asked and the guards are judged, in nanoseconds.
  private static let interval: Int64 = 50_000_000

  /// Nil where a statement asks for nothing that is known only during its run.
  /// - Parameter facts: of an audit, whose own questions would count as lookups.
  init?(
    _ action: Action, _ session: ServerSession, facts: ServerFacts? = nil
  ) throws(RunFailure) {
    self.facts = facts
    guards = action.guards.filter { $0.moment == .during }
    let asserted = action.assertions.flatMap(\.aggregates).filter {
      facts == nil || $0.isOfTheWatch
    }
    let asked = guards.flatMap(\.aggregates) + asserted
    let needsWatch = action.adaptsRate || asked.contains(where: \.isAboutServer)
    guard needsWatch || !guards.isEmpty else { return nil }
    if action.adaptsRate { autoPace = AutoPace(ceiling: session.limits.rate) }
    watch = needsWatch ? try ServerWatch(session) : nil
  }

  var isStopped: Bool { refusal != nil }

  /// What `rate auto` lets go now, in keys a second; nil where it was not asked for.
  var rate: Double? { autoPace?.rate }

  /// Judges the guards when it is time to.
  /// - Parameter own: what only the statement itself knows; nil for anything else.
  func look(_ ledger: ItemLedger, _ own: (Slot) -> Value? = { _ in nil }) {
    let now = MonotonicTime.now().nanoseconds
    guard refusal == nil, now >= nextLook else { return }
    nextLook = now + Self.interval
    watch?.look()
    if let health = watch?.health() { autoPace?.adjust(health, now: now) }
    isHolding = now < heldUntil
    guard !isHolding else { return }
    for (index, condition) in guards.enumerated() {
      guard let verdict = judge(condition, ledger, own) else { continue }
      fail(condition, index, verdict, now: now)
    }
  }

  /// The verdict of a guard that does not hold; nil where it does, or nobody can say.
  private func judge(
    _ condition: Guard, _ ledger: ItemLedger, _ own: (Slot) -> Value?
  ) -> Verdict? {
    var isKnown = true
    let verdict = Verdict(condition) { slot in
      let value = own(slot) ?? value(of: slot, ledger)
      if case .null = value { isKnown = false }
      return value
    }
    return isKnown && !verdict.pass ? verdict : nil
  }

  private func fail(_ condition: Guard, _ index: Int, _ verdict: Verdict, now: Int64) {
    switch condition.otherwise {
    case .stop: refusal = diagnostic(condition, verdict, .refused)
    case .warn:
      guard warned.insert(index).inserted else { return }
      warnings.append(diagnostic(condition, verdict, .warning))
    case .pause(let milliseconds):
      pauses += 1
      pausedNanoseconds += milliseconds * 1_000_000
      pauseReason = verdict.value
      heldUntil = now + milliseconds * 1_000_000
      isHolding = true
    }
  }

  private func diagnostic(
    _ condition: Guard, _ verdict: Verdict, _ severity: Diagnostic.Severity
  ) -> Diagnostic {
    Diagnostic(
      id: "G002", severity: severity, at: condition.location,
      message: "guard `\(condition.text)` failed during the run"
        + (severity == .warning ? "" : "; nothing more was sent"),
      label: verdict.value, help: nil, notes: condition.say.map { [$0] } ?? [])
  }

  /// What a guard or an assertion asks of a run.
  func value(of slot: Slot, _ ledger: ItemLedger) -> Value {
    guard case .aggregate(let aggregate) = slot.source else { return .null }
    return switch aggregate {
    case .ok: .integer(Int64(ledger.ok))
    case .failed: .integer(Int64(ledger.failed))
    case .skipped: .integer(Int64(ledger.skipped))
    case .unknown: .integer(Int64(ledger.unknown))
    case .serverHitRate where facts != nil: facts?.value(of: aggregate) ?? .null
    default: watch?.value(of: aggregate) ?? .null
    }
  }

  /// Says in the report what held the run up, warned, or ended it.
  func close(_ report: inout StatementReport) {
    watch?.finish()
    if let autoPace { report.notes.append(autoPace.note) }
    if pauses > 0 {
      let seconds = Double(pausedNanoseconds) / 1e9
      report.notes.append("a guard paused the run \(pauses)×, \(seconds) s in all: \(pauseReason)")
    }
    report.diagnostics += warnings
    guard let refusal else { return }
    report.diagnostics.append(refusal)
    // An audit's keys are read, and none of them is changed.
    let hasChanged = facts == nil && report.ledger.ok + report.ledger.unknown > 0
    report.status = hasChanged ? .partial : .refused
    report.exit = hasChanged ? .partial : .guardRefused
  }
}

extension Slot {
  fileprivate var isOfTheWatch: Bool {
    if case .aggregate(let aggregate) = source { aggregate.isOfTheWatch } else { false }
  }

  /// Whether only the server can say.
  fileprivate var isAboutServer: Bool {
    guard case .aggregate(let aggregate) = source else { return false }
    return switch aggregate {
    case .evicted, .serverP99, .serverMemory, .serverEvictions, .serverHitRate: true
    default: false
    }
  }
}
