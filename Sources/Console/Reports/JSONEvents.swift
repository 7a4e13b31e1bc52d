import Bytes
import Engine

/// Events as JSON, a document a line: `--format ndjson`, and `--log-format json`, where each also has its time.
package struct JSONEvents: EventFormat {
  private let now: (() -> String)?

  /// - Parameter now: the time to put into every event.
  package init(now: (() -> String)? = nil) { self.now = now }

  package func plan(_ plan: PlanReport, verb: String, name: String) -> String {
    event("plan", verb, name) { ReportJSON.append(plan, to: &$0) }
  }

  package func progress(verb: String, name: String, ledger: ItemLedger) -> String {
    event("progress", verb, name) { ReportJSON.append(ledger, to: &$0) }
  }

  package func progress(verb: String, name: String, scanned: Int) -> String {
    event("progress", verb, name) { $0.field("scanned", scanned) }
  }

  /// Latencies in milliseconds, of what ended in the last second.
  package func progress(verb: String, name: String, bench: BenchProgress) -> String {
    event("progress", verb, name) {
      $0.field("phase", bench.phaseWord)
      $0.field("seconds", bench.seconds)
      $0.field("sent", bench.sent)
      $0.field("ok", bench.ok)
      $0.field("failed", bench.failed)
      if bench.due > 0 { $0.field("due", bench.due) }
      if let rate = bench.rates.last { $0.field("rate", rate) }
      if let p50 = bench.latencies.last?.p50 { $0.field("p50", Double(p50) / 1e6) }
      if let p99 = bench.latencies.last?.p99 { $0.field("p99", Double(p99) / 1e6) }
      if let loads = bench.origin?.last { $0.field("origin_loads", loads) }
    }
  }

  package func warning(_ text: String, verb: String, name: String) -> String {
    event("warning", verb, name) { $0.field("message", text) }
  }

  /// The assertions of a statement, its error, and the statement itself.
  package func end(_ report: StatementReport) -> String {
    var text = report.assertions.map { verdict in
      event("assert", report.verb, report.name) { ReportJSON.append(verdict, to: &$0) }
    }.joined()
    if let failure = report.failure {
      text += event("error", report.verb, report.name) { $0.field("message", failure.message) }
    }
    return text
      + event("batch", report.verb, report.name) {
        $0.field("status", report.status.rawValue)
        ReportJSON.append(report.ledger, to: &$0)
        $0.field("commands", report.commands)
        $0.field("batches", report.batches)
        $0.field("bytes", report.bytes)
        ReportJSON.append(findingsOf: report, to: &$0)
      }
  }

  package func done(_ report: RunReport) -> String {
    var writer = JSONObjectWriter()
    writer.beginObject()
    if let now { writer.field("time", now()) }
    writer.field("event", "done")
    writer.field("v", 1)
    writer.field("run", report.id)
    writer.field("exit", Int(report.exit.rawValue))
    writer.endObject()
    writer.endLine()
    return writer.text
  }

  private func event(
    _ kind: String, _ verb: String, _ name: String,
    _ fields: (inout JSONObjectWriter) -> Void
  ) -> String {
    var writer = JSONObjectWriter()
    writer.beginObject()
    if let now { writer.field("time", now()) }
    writer.field("event", kind)
    writer.field("verb", verb)
    writer.field("name", name)
    fields(&writer)
    writer.endObject()
    writer.endLine()
    return writer.text
  }
}
