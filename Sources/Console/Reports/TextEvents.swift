import Bytes
import Engine

/// Events for a log that people read and `grep`: `2026-11-24T03:17:00Z plan sweep session scanned=4812094 matched=38120`.
package struct TextEvents: EventFormat {
  private let now: () -> String

  package init(now: @escaping () -> String) { self.now = now }

  package func plan(_ plan: PlanReport, verb: String, name: String) -> String {
    line("plan", verb, name, "scanned=\(plan.scanned) matched=\(plan.matched)")
  }

  package func progress(verb: String, name: String, ledger: ItemLedger) -> String {
    line("progress", verb, name, counts(ledger))
  }

  package func progress(verb: String, name: String, scanned: Int) -> String {
    line("progress", verb, name, "scanned=\(scanned)")
  }

  package func progress(verb: String, name: String, bench: BenchProgress) -> String {
    var text = "\(bench.phaseWord) sent=\(bench.sent) ok=\(bench.ok) failed=\(bench.failed)"
    if let rate = bench.rates.last { text += " rate=\(Units.decimal(rate, places: 0))" }
    if let last = bench.latencies.last, let p50 = last.p50, let p99 = last.p99 {
      text += " p50_ms=\(Units.decimal(Double(p50) / 1e6, places: 3))"
      text += " p99_ms=\(Units.decimal(Double(p99) / 1e6, places: 3))"
    }
    if let loads = bench.origin?.last { text += " origin_loads=\(loads)" }
    return line("progress", verb, name, text)
  }

  package func warning(_ text: String, verb: String, name: String) -> String {
    line("warning", verb, name, text)
  }

  package func end(_ report: StatementReport) -> String {
    let asserts = report.assertions.map { verdict in
      let result = verdict.pass ? "pass" : verdict.isWarning ? "warn" : "FAIL"
      return line("assert", report.verb, report.name, "\(result) \(verdict.text)")
    }
    let reasons = ReportText.failures(of: report, limit: 20).map {
      // Already escaped: it was made for a terminal.
      "\(now()) error \(Escaping.escaped("\(report.verb) \(report.name)")) \($0)\n"
    }
    let end = line(
      "end", report.verb, report.name,
      "status=\(report.status.rawValue) \(counts(report.ledger))"
        + " seconds=\(Units.decimal(report.seconds, places: 3))")
    return asserts.joined() + reasons.joined() + end
  }

  package func done(_ report: RunReport) -> String {
    "\(now()) done run=\(report.id) exit=\(report.exit.rawValue)\n"
  }

  private func counts(_ ledger: ItemLedger) -> String {
    "ok=\(ledger.ok) failed=\(ledger.failed) skipped=\(ledger.skipped) unknown=\(ledger.unknown)"
  }

  private func line(_ kind: String, _ verb: String, _ name: String, _ rest: String) -> String {
    "\(now()) \(kind) \(Escaping.escaped("\(verb) \(name)")) \(Escaping.sentence(rest))\n"
  }
}
