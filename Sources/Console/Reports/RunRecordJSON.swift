import Bytes
import Engine
import RowSources

/// A run as the store has it, as docs/cli.md's JSON, version 1.
package enum RunRecordJSON {
  package static func text(_ record: RunRecord) -> String {
    let run = record.run
    var writer = JSONObjectWriter()
    writer.beginObject()
    writer.field("v", 1)
    writer.field("run", run.id)
    writer.field("state", record.state)
    writer.field("exit", record.exit)
    writer.field("command", run.command)
    writer.field("file", run.file)
    writer.field("recipe_digest", run.recipeDigest)
    writer.field("plan_digest", run.planDigest)
    writer.field("user", record.user)
    writer.field("host", record.host)
    writer.field("pid", record.pid)
    writer.field("started", record.started)
    writer.field("ended", record.ended)
    writer.field("resumes", record.resumes)
    writer.field("resumable", record.isResumable)
    writer.beginArray("parameters")
    for parameter in run.parameters { writer.value(parameter) }
    writer.endArray()
    writer.beginArray("statements")
    for statement in record.statements {
      append(statement, status: record.status(of: statement), to: &writer)
    }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return writer.text
  }

  private static func append(
    _ statement: StatementRecord, status: String, to writer: inout JSONObjectWriter
  ) {
    writer.beginObject()
    writer.field("verb", statement.verb)
    writer.field("name", statement.name)
    writer.field("status", status)
    writer.field("exit", statement.exit)
    writer.field("server", statement.server)
    writer.field("identity", statement.identity)
    writer.field("command", statement.command)
    if let counts = statement.counts { append(counts, to: &writer) }
    if let checkpoint = statement.checkpoint {
      writer.beginObject("checkpoint")
      append(checkpoint.counts, to: &writer)
      writer.field("line", checkpoint.position?.line)
      writer.field("intent", checkpoint.intent?.items ?? 0)
      writer.endObject()
    }
    writer.endObject()
  }

  private static func append(_ counts: ItemCounts, to writer: inout JSONObjectWriter) {
    writer.field("ok", counts.ok)
    writer.field("failed", counts.failed)
    writer.field("skipped", counts.skipped)
    writer.field("unknown", counts.unknown)
  }
}
