import Console
import Engine
import Platform
import Recipe

/// `--format ndjson`: a run as a stream of events on stdout, a line each. Questions still go to the terminal.
final class EventObserver: RunObserver {
  private let invocation: Invocation
  private let terminal: TerminalObserver
  private var verb = ""
  private var name = ""
  private var nextProgress = 0

  /// Progress events are for dashboards: twice a second is enough.
  private static let interval = 500_000_000

  init(_ invocation: Invocation, asking terminal: TerminalObserver) {
    self.invocation = invocation
    self.terminal = terminal
  }

  func begin(_ action: Action, writes: Bool) {
    (verb, name) = (action.verb, action.label)
    nextProgress = Clocks.monotonicNanoseconds() + Self.interval
    terminal.begin(action, writes: writes)
  }

  func update(_ ledger: ItemLedger) {
    guard isDue() else { return }
    emit(ReportEvents.progress(verb: verb, name: name, ledger: ledger))
  }

  func update(scanned: Int) {
    guard isDue() else { return }
    emit(ReportEvents.progress(verb: verb, name: name, scanned: scanned))
  }

  func planned(_ plan: PlanReport, of action: Action) {
    emit(ReportEvents.plan(plan, verb: action.verb, name: action.label))
    terminal.planned(plan, of: action)
  }

  func confirm(
    _ question: Confirmation.Question, plan: PlanReport, of action: Action
  ) -> Bool {
    terminal.confirm(question, plan: plan, of: action)
  }

  func end(_ report: StatementReport) {
    emit(ReportEvents.end(report))
    terminal.end(report)
  }

  private func isDue() -> Bool {
    let now = Clocks.monotonicNanoseconds()
    guard now >= nextProgress else { return false }
    nextProgress = now + Self.interval
    return true
  }

  private func emit(_ text: String) { try? invocation.print(text) }
}
