import ArgumentParser
import Engine
import Recipe
import SourceText

/// `deploy rollback ID`: the libraries that the deploys of a run replaced, put back (docs/decisions/0025).
struct DeployRollback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Put the libraries back that a run's deploys replaced.",
    discussion: """
      Byte for byte, and only where the server still holds what the run left there. Planned, asked about and kept like a deploy. \
      Scripts stay: they are called by their digests, so the old ones never went away.
      """)

  /// What the run store calls such a run.
  static let command = "rollback"

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "A run's id, or `last`.", completion: ShellCompletion.jobs)
  var id: String
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false

  func run() throws {
    let invocation = try Invocation(global)
    let record = try ResumedRun.find(id)
    guard !record.isRunning else {
      throw CommandFailure(
        .tryLater,
        "\(record.run.id) is still running: process \(record.pid) on \(record.host)")
    }
    guard record.statements.contains(where: { $0.verb == "deploy" }) else {
      throw CommandFailure(.usage, "\(record.run.id) deployed nothing: cachectl job list")
    }
    let actions = try Self.actions(for: record)
    if actions.isEmpty {
      invocation.note("nothing to do: \(record.run.id) replaced no library")
    }
    let command = RecipeCommand(
      invocation, .shorthand(verb: Self.command, arguments: [record.run.id]))
    try command.carryOut(
      recipe(of: record, invocation) ?? command.configuration(), actions, planOnly: planOnly)
  }

  /// A deploy for each of the run's, the last one first.
  private static func actions(for record: RunRecord) throws -> [Action] {
    let run = record.run.id
    let file = SourceFile(path: "<rollback>", text: "deploy rollback \(run)")
    let location = Location(file, Span(0, file.bytes.count))
    let actions = try ResumedRun.state { store throws(RunFailure) in
      var actions: [Action] = []
      for statement in record.statements.reversed() where statement.verb == "deploy" {
        let restored = try DeployRecord.restored(statement, of: run, in: store)
        guard !restored.isEmpty else { continue }
        var action = Action(
          verb: "deploy", name: statement.name, location: location,
          body: .deploy(Deploy(restoring: restored)))
        action.server = statement.server
        actions.append(action)
      }
      return actions
    }
    return actions ?? []
  }

  /// The recipe of that run, for the profiles of its servers; nil where it is gone or has errors by now.
  private func recipe(of record: RunRecord, _ invocation: Invocation) -> CheckedRecipe? {
    let loader = RecipeLoader(invocation, opensSources: false, ignoresPins: true)
    return record.run.file.flatMap { try? loader.load(.file($0)).recipe }
  }
}

extension RecipeCommand {
  /// What is left of a recipe without statements.
  func configuration() throws -> CheckedRecipe {
    try RecipeCommand(invocation, .statements([])).checked()
  }
}
