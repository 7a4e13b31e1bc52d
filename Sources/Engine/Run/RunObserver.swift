import Planner
import Recipe

/// Told how far a statement is; called often, so it looks at the clock before it does anything.
package protocol ProgressSink: AnyObject {
  func update(_ ledger: ItemLedger)
  func update(scanned: Int)
}

/// Who watches a run and answers its question: a terminal, a log, a test.
package protocol RunObserver: ProgressSink {
  func begin(_ action: Action, writes: Bool)

  /// A plan was made; it is about to be applied, or asked about, or it is all that was wanted.
  func planned(_ plan: PlanReport, of action: Action)

  /// Whether a plan may be applied. Asked only when somebody can answer.
  func confirm(_ question: Confirmation.Question, plan: PlanReport, of action: Action) -> Bool

  /// How far a bench is; called some fifty times a second.
  func update(_ progress: BenchProgress)

  /// Whether it shows the latencies of a bench while that runs, which cost its workers a little.
  var watchesLatency: Bool { get }

  /// What a person should know now, and not at the end.
  func warn(_ text: String)

  func end(_ report: StatementReport)
}

extension RunObserver {
  package func update(_ progress: BenchProgress) {}
  package var watchesLatency: Bool { false }
  package func warn(_ text: String) {}
}
