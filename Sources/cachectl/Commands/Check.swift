import ArgumentParser
import Engine
import Bytes
import Console
import Recipe
import SourceText

/// `check FILE…`: parse and type-check without a server.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Parse and type-check, without a server.")

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "Recipes; - is stdin.", completion: ShellCompletion.recipes)
  var files: [String]

  func run() throws {
    let invocation = try Invocation(global)
    var all: [Diagnostic] = []
    var worst: CommandFailure?
    for file in files {
      do {
        let (recipe, diagnostics) = try RecipeLoader(invocation).load(.file(file))
        if recipe == nil { worst = worst ?? CommandFailure(.recipeError) }
        if invocation.format != .json { invocation.report(diagnostics) }
        if let recipe, invocation.isForPeople, invocation.wantsResult {
          try invocation.print("\(Escaping.escaped(file)): \(Self.summary(recipe))\n")
        }
        all += diagnostics
      } catch let failure as CommandFailure {
        // A file that is not there: the others are still checked.
        failure.report()
        worst = worst ?? CommandFailure(failure.exit)
      }
    }
    if invocation.format == .json {
      try invocation.print(ReportJSON.diagnostics(all, exit: worst?.exit ?? .done))
    }
    if let worst { throw worst }
  }

  /// `ok, 1 server, 2 sources, 2 families, 7 actions`
  private static func summary(_ recipe: CheckedRecipe) -> String {
    let counts = [
      (recipe.servers.count, "server", "servers"), (recipe.sources.count, "source", "sources"),
      (recipe.families.count, "family", "families"), (recipe.actions.count, "action", "actions"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\(Units.count($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
    return (["ok"] + (parts.isEmpty ? ["no statement"] : parts)).joined(separator: ", ")
  }
}
