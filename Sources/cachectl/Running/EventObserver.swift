import Console
import Engine
import Platform
import Recipe

/// Writes a run as a stream of events, a line each: to stdout for `--format ndjson`, to a file for `--log-file`. Passes
/// everything on to the next observer, which also answers questions.
final class EventObserver: RunObserver {
  private let format: any EventFormat
  private let next: any RunObserver
  private let emit: (String) -> Void
  private var verb = ""
  private var name = ""
  private var nextProgress = 0

  /// Progress events are for dashboards: twice a second is enough.
  private static let interval = 500_000_000

  init(_ format: any EventFormat, before next: any RunObserver, emit: @escaping (String) -> Void) {
    self.format = format
    self.next = next
    self.emit = emit
  }

  func begin(_ action: Action, writes: Bool) {
    (verb, name) = (action.verb, action.label)
    nextProgress = Clocks.monotonicNanoseconds() + Self.interval
    next.begin(action, writes: writes)
  }

  func update(_ ledger: ItemLedger) {
    if isDue() { emit(format.progress(verb: verb, name: name, ledger: ledger)) }
    next.update(ledger)
  }

  func update(scanned: Int) {
    if isDue() { emit(format.progress(verb: verb, name: name, scanned: scanned)) }
    next.update(scanned: scanned)
  }

  func update(_ progress: BenchProgress) {
    if isDue() { emit(format.progress(verb: verb, name: name, bench: progress)) }
    next.update(progress)
  }

  var watchesLatency: Bool { true }

  func warn(_ text: String) {
    emit(format.warning(text, verb: verb, name: name))
    next.warn(text)
  }

  func planned(_ plan: PlanReport, of action: Action) {
    emit(format.plan(plan, verb: action.verb, name: action.label))
    next.planned(plan, of: action)
  }

  func confirm(
    _ question: Confirmation.Question, plan: PlanReport, of action: Action
  ) -> Bool {
    next.confirm(question, plan: plan, of: action)
  }

  func end(_ report: StatementReport) {
    emit(format.end(report))
    next.end(report)
  }

  /// After the last statement.
  func done(_ report: RunReport) { emit(format.done(report)) }

  private func isDue() -> Bool {
    let now = Clocks.monotonicNanoseconds()
    guard now >= nextProgress else { return false }
    nextProgress = now + Self.interval
    return true
  }
}
