import Bytes
import Engine
import RESP
import Recipe

/// Reports and previews as people read them. Keys are escaped here, once.
package enum ReportText {
  package static func text(_ report: RunReport) -> String {
    report.statements.map(text).joined() + "run \(report.id)  exit \(report.exit.rawValue)\n"
  }

  private static func text(_ statement: StatementReport) -> String {
    let ledger = statement.ledger
    var lines = [
      "\(statement.verb) \(Escaping.escaped(statement.name))  \(statement.status.rawValue)"
        + "  ok \(Units.count(ledger.ok))  failed \(Units.count(ledger.failed))"
        + "  skipped \(Units.count(ledger.skipped))  unknown \(Units.count(ledger.unknown))"
        + "  \(Units.elapsed(nanoseconds: Int(statement.seconds * 1e9)))"
    ]
    if let reply = statement.reply?.integer { lines.append("  reply \(reply)") }
    if let audit = statement.audit {
      let types = audit.types.map { "\($0.name) \(Units.count($0.count))" }
      lines.append(
        "  keys \(Units.count(audit.keys))  \(types.joined(separator: "  "))"
          + "  without TTL \(Units.count(audit.withoutTTL))")
      for report in audit.reports {
        lines += HistogramBars(
          zip(report.bounds.map { "< \($0)" } + ["above"], report.counts).map { .init($0, $1) }
        ).lines(width: 60, isUnicode: true).map { "  " + $0 }
      }
    }
    for verdict in statement.assertions {
      let mark = verdict.pass ? "pass" : verdict.isWarning ? "warn" : "FAIL"
      lines.append("  \(mark)  \(verdict.text)  (\(verdict.value))")
    }
    for item in ledger.named.prefix(20) {
      let key = item.key.map { Escaping.escaped($0) } ?? "-"
      let place = item.row.map { " line \($0)" } ?? ""
      lines.append("  \(item.code)\(place)  \(key)  \(Escaping.escaped(item.detail))")
    }
    if let failure = statement.failure { lines.append("  \(Escaping.escaped("\(failure)"))") }
    lines += statement.notes.map { "  note  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What would happen, before it does.
  package static func preview(_ plan: PlanReport, _ action: Action) -> String {
    var text =
      "plan  \(action.verb) \(Escaping.escaped(action.label)) → \(plan.action)\n"
      + "      scanned \(Units.count(plan.scanned))   matched \(Units.count(plan.matched))"
      + " (\(Units.percent(plan.share)))   \(Units.count(plan.commands)) commands\n"
    for verdict in plan.guards {
      text +=
        "      guard  \(verdict.pass ? "pass" : "FAIL")  \(verdict.text)  (\(verdict.value))\n"
    }
    for sample in plan.sample.prefix(5) {
      let facts = sample.facts.map { "\($0.name) \(Escaping.escaped($0.text))" }
      text += "      sample  \(Escaping.escaped(sample.key))  \(facts.joined(separator: "  "))\n"
    }
    return text
  }
}
