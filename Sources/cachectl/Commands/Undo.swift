import ArgumentParser
import Engine
import Platform
import Recipe
import SourceText

/// `undo RUN`: what the sweeps of a run removed and kept, put back where it is still absent.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Put back what a sweep with `undo` removed.",
    discussion: """
      Restores value and expiry of each key that is not there now; a key that is there is left as it is, and counted. Planned, \
      asked about and accounted for like any statement.
      """
  ).ofCachectl

  /// What the run store calls such a run, and what it keeps the files' paths under.
  static let command = "undo"

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(
    help: "A run's id, `last`, or a file that ends in .undo.", completion: ShellCompletion.jobs)
  var id: String
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false
  @OptionGroup var patience: WaitOption

  func run() throws {
    let invocation = try Invocation(global)
    let (kept, recipe) = try id.hasSuffix(UndoFile.suffix) ? file() : files(invocation)
    let command = RecipeCommand(
      invocation, .shorthand(verb: Self.command, arguments: [id]), wait: patience.wait?.duration)
    try command.carryOut(
      recipe ?? command.configuration(), kept.map(action), planOnly: planOnly)
  }

  private typealias Kept = (name: String, server: String, path: String)

  private func file() throws -> ([Kept], CheckedRecipe?) {
    let path = Files.absolute(id)
    let server = try CommandFailure.asking { () throws(RunFailure) in try UndoReader(path).server }
    // A file may be put back elsewhere; a run belongs to its server.
    return ([(id, global.server ?? server, path)], nil)
  }

  /// The files of a run, the last statement's first.
  private func files(_ invocation: Invocation) throws -> ([Kept], CheckedRecipe?) {
    let record = try ResumedRun.find(id)
    guard !record.isRunning else {
      throw CommandFailure(
        .tryLater, "\(record.run.id) is still running: process \(record.pid) on \(record.host)")
    }
    let found = try ResumedRun.state { store throws(RunFailure) in
      var found: [Kept] = []
      for statement in record.statements.reversed() {
        if let path = try UndoRecord.path(of: statement.number, in: record.run.id, store) {
          found.append((statement.name, statement.server, path))
        }
      }
      return found
    }
    guard let kept = found, !kept.isEmpty else {
      throw CommandFailure(
        .usage, "\(record.run.id) kept nothing for an undo: a sweep does with `undo \"FOLDER\"`")
    }
    let loader = RecipeLoader(invocation, opensSources: false, ignoresPins: true)
    return (kept, record.run.file.flatMap { try? loader.load(.file($0)).recipe })
  }

  private func action(_ kept: Kept) -> Action {
    let text = SourceFile(path: "<undo>", text: "undo \(id)")
    var action = Action(
      verb: Self.command, name: kept.name, location: Location(text, Span(0, text.bytes.count)),
      body: .restore(Restoration(path: kept.path)))
    action.server = kept.server
    return action
  }
}
