import ArgumentParser
import Console
import Engine
import Platform

/// `job log`: the audit trail, which only grows.
struct JobLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "The audit trail: who ran what, where, and how it ended.")

  @OptionGroup var global: GlobalOptions
  @Option(name: [.customShort("n"), .long], help: "How many of the last entries.") var limit = 100

  func run() throws {
    let invocation = try Invocation(global)
    let entries = try ResumedRun.state { store throws(RunFailure) in
      try store.trail(limit: limit)
    }
    var table = ResultTable([
      .text("time"), .text("run"), .text("event"), .number("exit"), .text("user"), .text("host"),
      .number("pid"), .text("server"), .text("recipe digest"), .text("plan digest"),
      .text("detail"),
    ])
    for entry in entries ?? [] {
      table.append([
        Clocks.timestamp(milliseconds: entry.at), entry.run, entry.event,
        entry.exit.map(String.init) ?? "", entry.user, entry.host, "\(entry.pid)",
        entry.server ?? "", entry.recipeDigest ?? "", entry.planDigest ?? "", entry.detail ?? "",
      ])
    }
    try invocation.print(table, as: "entries")
  }
}
