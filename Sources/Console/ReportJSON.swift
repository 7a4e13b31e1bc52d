import Bytes
import Engine

/// Reports as cli.md's JSON, version 1.
package enum ReportJSON {
  package static func text(_ report: RunReport) -> String {
    var writer = JSONObjectWriter()
    writer.beginObject()
    writer.field("v", 1)
    writer.field("run", report.id)
    writer.field("exit", Int(report.exit.rawValue))
    writer.beginArray("statements")
    for statement in report.statements { append(statement, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return String(decoding: writer.slice.buffer, as: UTF8.self)
  }

  private static func append(_ statement: StatementReport, to writer: inout JSONObjectWriter) {
    let ledger = statement.ledger
    writer.beginObject()
    writer.field("verb", statement.verb)
    writer.field("name", statement.name)
    writer.field("status", statement.status.rawValue)
    writer.field("planned", ledger.planned)
    writer.field("ok", ledger.ok)
    writer.field("failed", ledger.failed)
    writer.field("skipped", ledger.skipped)
    writer.field("unknown", ledger.unknown)
    writer.field("commands", statement.commands)
    writer.field("batches", statement.batches)
    writer.field("bytes", statement.bytes)
    writer.field("seconds", statement.seconds)
    writer.field("server_cpu_seconds", statement.serverSeconds)
    if let plan = statement.plan {
      writer.field("scanned", plan.scanned)
      writer.field("matched", plan.matched)
      writer.field("share", plan.share)
      writer.field("estimate_seconds", plan.estimateSeconds)
      append("guards", plan.guards, to: &writer)
      writer.beginArray("sample")
      for sample in plan.sample.prefix(5) { writer.value(sample.key) }
      writer.endArray()
    }
    if let audit = statement.audit {
      writer.field("keys", audit.keys)
      writer.beginObject("types")
      for type in audit.types { writer.field(type.name, type.count) }
      writer.endObject()
    }
    append("asserts", statement.assertions, to: &writer)
    writer.endObject()
  }

  private static func append(
    _ name: String, _ verdicts: [Verdict], to writer: inout JSONObjectWriter
  ) {
    writer.beginArray(name)
    for verdict in verdicts {
      writer.beginObject()
      writer.field("text", verdict.text)
      writer.field("value", verdict.value)
      writer.field("pass", verdict.pass)
      writer.field("warn", verdict.isWarning)
      writer.endObject()
    }
    writer.endArray()
  }
}
