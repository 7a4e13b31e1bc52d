import ArgumentParser
import Engine
import Planner
import Recipe

/// `explain FILE [NAME]`: templates, fusion, batches, round trips.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the commands that a recipe compiles to.")

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "The recipe.") var file: String
  @ArgumentParser.Argument(help: "Statements, by name or verb:name.") var names: [String] = []

  func run() throws {
    let command = RecipeCommand(file: file, names: names, global: global)
    for action in try command.selected(from: command.check()) {
      var columns: [Column]?
      if case .warm(let warm) = action.body { columns = SourceOpening.columns(of: warm.source) }
      do throws(Lowering.Refusal) {
        print(
          Explanation(try Lowering.lower(action, for: .assumed, columns: columns)).text,
          terminator: "\n")
      } catch {
        command.report([error.diagnostic])
        throw ArgumentParser.ExitCode(65)
      }
    }
  }
}
