import Engine
import Recipe
import SourceText

/// A recipe as the `lua` subcommands read it: checked, and its scripts chosen by name.
struct ScriptRecipe {
  let recipe: CheckedRecipe
  /// What `{run}` is in its tests.
  let run: String

  /// - Parameter ignoresPins: a pin that is wrong is what the subcommand is about.
  init(_ invocation: Invocation, _ file: String, ignoresPins: Bool = false) throws {
    let loader = RecipeLoader(invocation, opensSources: false, ignoresPins: ignoresPins)
    let (recipe, diagnostics) = try loader.load(.file(file))
    invocation.report(diagnostics)
    guard let recipe else { throw CommandFailure(.recipeError) }
    self.recipe = recipe
    run = loader.run
    if recipe.scripts.isEmpty { invocation.note("no `lua` in \(file)") }
  }

  /// All scripts without a name; a name that chooses nothing is a usage error.
  func scripts(named names: [String] = []) throws(CommandFailure) -> [Script] {
    guard !names.isEmpty else { return recipe.scripts }
    return try names.map { name throws(CommandFailure) in try script(named: name) }
  }

  func script(named name: String) throws(CommandFailure) -> Script {
    if let script = recipe.scripts.first(where: { $0.name == name }) { return script }
    let names = recipe.scripts.map(\.name)
    let help =
      EditDistance.closest(to: name, among: names).map { "did you mean `\($0)`?" }
      ?? "there are: \(names.joined(separator: ", "))"
    throw CommandFailure(.usage, "no script is called `\(name)`: \(help)")
  }
}
