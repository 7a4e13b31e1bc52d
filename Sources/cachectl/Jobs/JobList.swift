import ArgumentParser
import Console
import Engine
import Platform

/// `job list`: the latest runs.
struct JobList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The latest runs, the newest first.")

  @OptionGroup var global: GlobalOptions
  @Option(name: [.customShort("n"), .long], help: "How many.") var limit = 20

  func run() throws {
    let invocation = try Invocation(global)
    let runs = try ResumedRun.state { store throws(RunFailure) in try store.runs(limit: limit) }
    // A window has room for what one looks for; `job show` has the rest.
    let isShort = invocation.format == .table
    var table = ResultTable(
      [
        .name("run"), .name("started"), .text("state"), .number("exit"), .text("what"),
        .text("server"), .number("ok"), .number("failed"),
      ]
        + (isShort
          ? [] : [.number("skipped"), .number("unknown"), .text("user"), .text("host")]))
    for record in runs ?? [] {
      let counts = record.counts
      table.append(
        [
          record.run.id, Clocks.timestamp(milliseconds: record.started), record.state,
          record.exit.map(String.init) ?? "", record.what, record.servers, "\(counts.ok)",
          "\(counts.failed)",
        ]
          + (isShort
            ? [] : ["\(counts.skipped)", "\(counts.unknown)", record.user, record.host]))
    }
    if runs?.isEmpty ?? true { invocation.note("no run has left anything here") }
    try invocation.print(table, as: "runs")
  }
}

extension RunRecord {
  /// All statements together.
  var counts: ItemCounts {
    statements.reduce(into: ItemCounts()) { sum, statement in
      let counts = statement.knownCounts
      sum.ok += counts.ok
      sum.failed += counts.failed
      sum.skipped += counts.skipped
      sum.unknown += counts.unknown
    }
  }

  /// The recipe, or the statements that were arguments.
  var what: String {
    ([run.file ?? run.command] + (run.file == nil ? run.texts : run.names)).joined(separator: " ")
  }

  var servers: String {
    var names: [String] = []
    for statement in statements where !names.contains(statement.server) {
      names.append(statement.server)
    }
    return names.joined(separator: " ")
  }
}

extension StatementRecord {
  /// Of a statement that was killed: what its last checkpoint says, and what it was about to send.
  var knownCounts: ItemCounts {
    if let counts { return counts }
    var counts = checkpoint?.counts ?? ItemCounts()
    counts.unknown += checkpoint?.intent?.items ?? 0
    return counts
  }
}
