import Bytes
import Engine
import RESP
import SourceText

/// Reports as docs/cli.md's JSON, version 1. Fields are only ever added.
package enum ReportJSON {
  package static func text(_ report: RunReport) -> String {
    document { writer in
      writer.field("run", report.id)
      writer.field("exit", Int(report.exit.rawValue))
      if let digest = report.recipeDigest { writer.field("recipe_digest", digest) }
      if let digest = report.planDigest { writer.field("plan_digest", digest) }
      if let command = report.resumeCommand { writer.field("resume", command) }
      if let failure = report.failure { writer.field("error", failure.message) }
      writer.beginArray("statements")
      for statement in report.statements { append(statement, to: &writer) }
      writer.endArray()
      if !report.changes.isEmpty { append(report.changes, to: &writer) }
    }
  }

  /// A recipe that was not run: its problems.
  package static func refused(_ diagnostics: [Diagnostic]) -> String {
    document { writer in
      writer.field("exit", Int(ExitCode.recipeError.rawValue))
      writer.beginArray("statements")
      writer.endArray()
      append(diagnostics, to: &writer)
    }
  }

  /// What `check` found.
  package static func diagnostics(_ diagnostics: [Diagnostic], exit: ExitCode) -> String {
    document { writer in
      writer.field("exit", Int(exit.rawValue))
      append(diagnostics, to: &writer)
    }
  }

  /// `{"v":1,…}` and the end of the line.
  package static func document(_ fields: (inout JSONObjectWriter) -> Void) -> String {
    var writer = JSONObjectWriter()
    writer.beginObject()
    writer.field("v", 1)
    fields(&writer)
    writer.endObject()
    writer.endLine()
    return writer.text
  }

  private static func append(_ statement: StatementReport, to writer: inout JSONObjectWriter) {
    writer.beginObject()
    writer.field("verb", statement.verb)
    writer.field("name", statement.name)
    writer.field("status", statement.status.rawValue)
    append(statement.ledger, to: &writer)
    writer.field("commands", statement.commands)
    writer.field("batches", statement.batches)
    writer.field("bytes", statement.bytes)
    writer.field("seconds", statement.seconds)
    writer.field("server_cpu_seconds", statement.serverSeconds)
    if let plan = statement.plan { append(plan, to: &writer) }
    append(findingsOf: statement, to: &writer)
    if let verification = statement.verification { append(verification, to: &writer) }
    append("asserts", statement.assertions, to: &writer)
    append(problemsOf: statement, to: &writer)
    writer.endObject()
  }

  /// What an audit, a bench or a deploy found, and what a server answered.
  static func append(findingsOf statement: StatementReport, to writer: inout JSONObjectWriter) {
    if let audit = statement.audit { append(audit, to: &writer) }
    if let deploy = statement.deploy { append(deploy, to: &writer) }
    if let bench = statement.bench { append(bench, to: &writer) }
    if let reply = statement.reply {
      writer.key("reply")
      append(reply, to: &writer)
    }
  }

  static func append(
    _ name: String, _ verdicts: [Verdict], to writer: inout JSONObjectWriter
  ) {
    writer.beginArray(name)
    for verdict in verdicts {
      writer.beginObject()
      append(verdict, to: &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  /// A bulk as text, an error as `{"error":"ERR …"}`.
  static func append(_ reply: Reply, to writer: inout JSONObjectWriter) {
    switch reply {
    case .null: writer.null()
    case .integer(let number): writer.value(number)
    case .bulk(let bytes), .status(let bytes): writer.value(bytes)
    case .array(let elements):
      writer.beginArray()
      for element in elements { append(element, to: &writer) }
      writer.endArray()
    case .error(let error):
      writer.beginObject()
      writer.field("error", bytes: error.message)
      writer.endObject()
    }
  }

  static func append(_ ledger: ItemLedger, to writer: inout JSONObjectWriter) {
    writer.field("planned", ledger.planned)
    writer.field("ok", ledger.ok)
    writer.field("failed", ledger.failed)
    writer.field("skipped", ledger.skipped)
    writer.field("unknown", ledger.unknown)
  }

  /// Why, and which: only where there is something to say.
  static func append(
    problemsOf statement: StatementReport, to writer: inout JSONObjectWriter
  ) {
    let ledger = statement.ledger
    append("skipped_by", ledger.skipReasons, to: &writer)
    append("failed_by", ledger.failureCodes, to: &writer)
    if !ledger.named.isEmpty {
      writer.beginArray("items")
      for item in ledger.named {
        writer.beginObject()
        writer.field("code", item.code)
        if let key = item.key { writer.field("key", bytes: key) }
        if let row = item.row { writer.field("line", row) }
        writer.field("detail", item.detail)
        writer.endObject()
      }
      writer.endArray()
    }
    if let failure = statement.failure { writer.field("error", failure.message) }
    if !statement.diagnostics.isEmpty { append(statement.diagnostics, to: &writer) }
    if !statement.notes.isEmpty {
      writer.beginArray("notes")
      for note in statement.notes { writer.value(note) }
      writer.endArray()
    }
  }

  private static func append(
    _ name: String, _ counts: [String: Int], to writer: inout JSONObjectWriter
  ) {
    guard !counts.isEmpty else { return }
    writer.beginObject(name)
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) { writer.field(code, count) }
    writer.endObject()
  }

  static func append(_ plan: PlanReport, to writer: inout JSONObjectWriter) {
    writer.field("scanned", plan.scanned)
    writer.field("matched", plan.matched)
    writer.field("share", plan.share)
    writer.field("estimate_seconds", plan.estimateSeconds)
    if let remark = plan.remark { writer.field("remark", remark) }
    append("guards", plan.guards, to: &writer)
    writer.beginArray("sample")
    for sample in plan.sample { writer.value(sample.key) }
    writer.endArray()
  }

  static func append(_ verdict: Verdict, to writer: inout JSONObjectWriter) {
    writer.field("text", verdict.text)
    writer.field("value", verdict.value)
    writer.field("pass", verdict.pass)
    writer.field("warn", verdict.isWarning)
    if let say = verdict.say { writer.field("say", say) }
    if let note = verdict.note { writer.field("note", note) }
  }

  /// Durations are in milliseconds.
  private static func append(_ audit: AuditReport, to writer: inout JSONObjectWriter) {
    writer.field("keys", audit.keys)
    writer.beginObject("types")
    for type in audit.types { writer.field(type.name, type.count) }
    writer.endObject()
    writer.beginObject("ttl")
    writer.field("never", audit.withoutTTL)
    writer.field("p10", audit.ttl.map { Int($0.p10) })
    writer.field("p50", audit.ttl.map { Int($0.p50) })
    writer.field("p90", audit.ttl.map { Int($0.p90) })
    writer.field("p99", audit.ttl.map { Int($0.p99) })
    writer.endObject()
    if let cliff = audit.cliff {
      writer.beginObject("cliff")
      writer.field("at", Int(cliff.at))
      writer.field("keys", cliff.keys)
      writer.field("share", cliff.share)
      writer.endObject()
    } else {
      writer.key("cliff")
      writer.null()
    }
    writer.field("sample", audit.isSample)
    if let rate = audit.hitRate { writer.field("hit_rate", rate) }
    writer.beginArray("reports")
    for report in audit.reports {
      writer.beginObject()
      switch report {
      case .buckets(let buckets): append(buckets, to: &writer)
      case .summary(let summary): append(summary, to: &writer)
      case .groups(let groups): append(groups, to: &writer)
      case .groupBuckets(let groups): append(groups, to: &writer)
      }
      writer.endObject()
    }
    writer.endArray()
  }

  private static func append(_ buckets: AuditReport.Buckets, to writer: inout JSONObjectWriter) {
    writer.field("name", buckets.name)
    writer.beginArray("bounds")
    for bound in buckets.bounds { writer.value(bound) }
    writer.endArray()
    writer.beginArray("counts")
    for count in buckets.counts { writer.value(count) }
    writer.endArray()
  }

  private static func append(_ summary: AuditReport.Summary, to writer: inout JSONObjectWriter) {
    writer.field("name", summary.name)
    writer.field("count", summary.count)
    writer.field("p10", summary.percentiles.map { Int($0.p10) })
    writer.field("p50", summary.percentiles.map { Int($0.p50) })
    writer.field("p90", summary.percentiles.map { Int($0.p90) })
    writer.field("p99", summary.percentiles.map { Int($0.p99) })
    writer.field("max", summary.percentiles.map { _ in Int(summary.largest) })
    writer.field("sum", summary.sum.map { Int($0) })
  }

  private static func append(_ groups: AuditReport.Groups, to writer: inout JSONObjectWriter) {
    writer.field("name", groups.name)
    writer.field("by", groups.by)
    writer.beginArray("groups")
    for row in groups.rows {
      writer.beginObject()
      if let group = row.group {
        writer.key("group")
        writer.value(group)
      } else {
        writer.key("group")
        writer.null()
      }
      writer.field("keys", row.keys)
      writer.field("sum", row.sum.map { Int($0) })
      writer.field("max", row.largest.map { Int($0) })
      writer.field("share", row.share)
      writer.endObject()
    }
    writer.endArray()
    writer.beginObject("others")
    writer.field("groups", groups.others.groups)
    writer.field("keys", groups.others.keys)
    writer.field("sum", groups.others.sum.map { Int($0) })
    writer.endObject()
    writer.field("error", Int(groups.error))
  }

  private static func append(
    _ groups: AuditReport.GroupBuckets, to writer: inout JSONObjectWriter
  ) {
    writer.field("name", groups.name)
    writer.field("by", groups.by)
    writer.beginArray("bounds")
    for bound in groups.bounds { writer.value(bound) }
    writer.endArray()
    writer.beginArray("groups")
    for row in groups.rows {
      writer.beginObject()
      writer.key("group")
      if let group = row.group { writer.value(group) } else { writer.null() }
      writer.field("keys", row.keys)
      writer.beginArray("counts")
      for count in row.counts { writer.value(count) }
      writer.endArray()
      writer.field("share", row.share)
      writer.endObject()
    }
    writer.endArray()
    writer.beginObject("others")
    writer.field("groups", groups.others.groups)
    writer.field("keys", groups.others.keys)
    writer.endObject()
    writer.field("error", Int(groups.error))
  }

  static func append(
    _ verification: VerificationReport, to writer: inout JSONObjectWriter
  ) {
    writer.beginObject("verified")
    switch verification.mode {
    case .sample: writer.field("mode", "sample")
    case .share(let share):
      writer.field("mode", "share")
      writer.field("share", share)
    case .all: writer.field("mode", "all")
    }
    writer.field("checked", verification.checked)
    writer.field("missing", verification.missing)
    writer.field("upper95", verification.upper95)
    writer.endObject()
  }

  private static func append(_ diagnostics: [Diagnostic], to writer: inout JSONObjectWriter) {
    writer.beginArray("diagnostics")
    for fields in diagnostics.map(\.fields) {
      writer.beginObject()
      writer.field("id", fields.id)
      writer.field("severity", fields.severity)
      writer.field("file", fields.file)
      writer.field("line", fields.line)
      writer.field("column", fields.column)
      writer.field("start", fields.start)
      writer.field("end", fields.end)
      writer.field("message", fields.message)
      writer.field("label", fields.label)
      writer.field("help", fields.help)
      writer.endObject()
    }
    writer.endArray()
  }
}
