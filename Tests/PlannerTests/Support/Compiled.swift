import Bytes
import Planner
import Recipe
import SourceText
import TestSupport

/// A recipe's text on its way to Programs.
struct Compiled {
  let recipe: CheckedRecipe

  init(_ text: String, columns: [Column]? = nil) throws {
    let parsed = Parser.parse(SourceFile(path: "test.recipe", bytes: Array(text.utf8)))
    var options = CheckerOptions()
    options.folder = "/srv"
    options.columns = { _ in columns }
    options.read = { path in
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return (try? Golden.contents("program/lua/\(name)")).map { .success($0) }
        ?? .failure(.missing)
    }
    let result = Checker.check(parsed.syntax, options: options)
    let problems = (parsed.diagnostics + result.diagnostics).filter { $0.severity == .error }
    guard problems.isEmpty, let recipe = result.recipe else {
      throw TestFailure(DiagnosticRenderer().render(problems))
    }
    self.recipe = recipe
  }

  func programs(
    for capabilities: ServerCapabilities = .assumed, columns: [Column]? = nil
  ) throws -> [Program] {
    try recipe.actions.map { action in
      try Lowering.lower(
        action, for: capabilities, within: Lowering.Limits(recipe.servers.first), columns: columns)
    }
  }

  /// What the first action is refused with; nil when it is lowered.
  func refusal(
    for capabilities: ServerCapabilities = .assumed, columns: [Column]? = nil
  ) throws -> Diagnostic? {
    do throws(Lowering.Refusal) {
      _ = try Lowering.lower(
        recipe.actions[0], for: capabilities, within: Lowering.Limits(recipe.servers.first),
        columns: columns)
      return nil
    } catch {
      return error.diagnostic
    }
  }
}
