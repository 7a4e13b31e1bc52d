import ArgumentParser
import Engine
import Platform

/// `job discard ID…`: forgets runs, and what they kept for an undo.
struct JobDiscard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Forget runs and what they kept. The audit trail stays.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "Runs, by their ids.", completion: ShellCompletion.jobs) var ids: [String] = []
  @Option(help: ArgumentHelp("Every run that ended longer ago.", valueName: "duration"))
  var older: DurationArgument?

  func validate() throws {
    if ids.isEmpty, older == nil {
      throw ValidationError("Name runs, or say --older 30d.")
    }
  }

  func run() throws {
    let invocation = try Invocation(global)
    var records = try ids.map { try ResumedRun.find($0) }
    if let older {
      let limit = Clocks.wallMilliseconds() - Int(older.duration / .milliseconds(1))
      let all = try ResumedRun.state { store throws(RunFailure) in try store.runs(limit: .max) }
      records += (all ?? []).filter { ($0.ended ?? $0.started) < limit && !$0.isRunning }
    }
    for record in records where record.isRunning {
      throw CommandFailure(
        .tryLater,
        "\(record.run.id) is still running: process \(record.pid) on \(record.host)")
    }
    _ = try ResumedRun.state { store throws(RunFailure) in
      for record in records { try store.discard(record.run) }
    }
    invocation.note("\(records.count) forgotten")
  }
}
