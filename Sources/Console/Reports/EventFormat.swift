import Bytes
import Engine

/// How the events of a run are written, a line each.
package protocol EventFormat {
  func plan(_ plan: PlanReport, verb: String, name: String) -> String
  func progress(verb: String, name: String, ledger: ItemLedger) -> String
  func progress(verb: String, name: String, scanned: Int) -> String
  func progress(verb: String, name: String, bench: BenchProgress) -> String
  /// What should be known before the statement ends.
  func warning(_ text: String, verb: String, name: String) -> String
  /// The assertions of a statement, its error, and what became of it.
  func end(_ report: StatementReport) -> String
  func done(_ report: RunReport) -> String
}
