import ArgumentParser
import Engine
import Planner
import Recipe

/// `explain FILE [NAME…]`: templates, fusion, batches, round trips.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Print the commands that a recipe compiles to."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(
    help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @ArgumentParser.Argument(
    help: "Statements: NAME, verb:NAME, or NAME[value].",
    completion: ShellCompletion.statements)
  var names: [String] = []

  func run() throws {
    let invocation = try Invocation(global)
    let recipe = try RecipeCommand(invocation, .file(file)).checked()
    var isRefused = false
    var text = ""
    for (index, action) in try StatementSelection(names).choose(from: recipe.actions).enumerated() {
      let columns = action.body.origin.flatMap { SourceOpening.columns(of: $0) }
      do throws(Lowering.Refusal) {
        let program = try Lowering.lower(action, for: .assumed, columns: columns)
        text += (index > 0 ? "\n" : "") + Explanation(program).text
      } catch {
        invocation.report([error.diagnostic])
        isRefused = true
      }
    }
    try invocation.page(text)
    if isRefused { throw CommandFailure(.recipeError) }
  }
}
