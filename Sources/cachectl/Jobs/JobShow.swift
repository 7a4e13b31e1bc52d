import ArgumentParser
import Bytes
import Console
import Engine
import Platform

/// `job show ID`: one run, its statements, and its rejects.
struct JobShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A run and its statements, or the items that did not end well.",
    discussion:
      "cachectl job show last --rejects -f ndjson > rejects.ndjson    # a line an item, for `source … jsonl`"
  )

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "A run's id, or `last`.", completion: ShellCompletion.jobs)
  var id = "last"
  @Flag(help: "The items that did not end well, one a line.") var rejects = false

  func run() throws {
    let invocation = try Invocation(global)
    let record = try ResumedRun.find(id)
    if rejects { return try show(rejectsOf: record, invocation) }
    if invocation.format == .json { return try invocation.print(RunRecordJSON.text(record)) }
    if invocation.isForPeople {
      var facts = ResultTable([.text("fact"), .text("value")])
      for (name, value) in Self.facts(record) { facts.append([name, value]) }
      try invocation.print(facts, as: "facts")
    }
    var table = ResultTable([
      .text("statement"), .text("status"), .text("server"), .text("command"), .number("ok"),
      .number("failed"), .number("skipped"), .number("unknown"), .text("goes on at"),
    ])
    for statement in record.statements {
      let counts = statement.knownCounts
      table.append([
        "\(statement.verb) \(statement.name)",
        record.status(of: statement), statement.server,
        statement.command, "\(counts.ok)", "\(counts.failed)", "\(counts.skipped)",
        "\(counts.unknown)",
        statement.exit == 0 ? "" : statement.resumeLine.map { "row \($0)" } ?? "the start",
      ])
    }
    try invocation.print(table, as: "statements")
  }

  private static func facts(_ record: RunRecord) -> [(String, String)] {
    let run = record.run
    let facts: [(String, String?)] = [
      ("run", run.id), ("state", record.state), ("exit", record.exit.map(String.init)),
      ("what", record.what), ("parameters", run.parameters.joined(separator: " ")),
      ("recipe digest", run.recipeDigest), ("plan digest", run.planDigest),
      ("started", Clocks.timestamp(milliseconds: record.started)),
      ("ended", record.ended.map(Clocks.timestamp)), ("goes on with", record.resumes),
      ("by", "\(record.user) on \(record.host), process \(record.pid)"),
      ("resume", record.isResumable ? "cachectl job resume \(run.id)" : nil),
    ]
    return facts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : (name, $0) }
    }
  }

  /// As rows of a source: CSV with a header, or a JSON object a line, which keeps every byte of a key.
  private func show(rejectsOf record: RunRecord, _ invocation: Invocation) throws {
    let names = Dictionary(
      uniqueKeysWithValues: record.statements.map { ($0.number, "\($0.verb) \($0.name)") })
    let format: RejectFormat =
      switch invocation.format {
      case .json, .ndjson: .ndjson
      case .csv: .delimited(.csv)
      case .tsv, .table, .auto: .delimited(.tsv)
      }
    var text = format.header
    var failure: (any Error)?
    func flush() {
      do { try invocation.print(text) } catch { failure = error }
      text = ""
    }
    _ = try ResumedRun.state { store throws(RunFailure) in
      try store.forEachReject(of: record.run.id) { number, command, reject in
        text += format.line(names[number] ?? "", command, reject)
        if text.utf8.count > 64 << 10 { flush() }
        return failure == nil
      }
    }
    flush()
    if let failure { throw failure }
  }
}
