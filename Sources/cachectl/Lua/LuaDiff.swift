import ArgumentParser
import Console
import Engine
import Recipe

/// `lua diff FILE`: recipe, disk and every node compared.
struct LuaDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare pins, files and every node; end with 2 where they differ.",
    discussion: """
      Asks the servers of the recipe's `deploy` statements for the scripts that those name; without such a statement the server \
      of -s for all of them.
      """)

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String

  func run() throws {
    let invocation = try Invocation(global)
    let loaded = try ScriptRecipe(invocation, file, ignoresPins: true)
    let recipe = loaded.recipe
    let pool = ServerPool(recipe.servers, invocation.options)
    defer { pool.stop() }
    var table = ResultTable([
      .text("script"), .text("node"), .text("role"), .text("pin"), .text("disk"),
      .text("node holds"),
      .text("drift"),
    ])
    var drifts = false
    for (action, scripts) in Self.deployed(by: recipe) where !scripts.isEmpty {
      let drift = try CommandFailure.asking { () throws(RunFailure) in
        try ScriptDrift(of: scripts, known: recipe.scripts, on: try pool.session(for: action))
      }
      drifts = drifts || drift.drifts
      for row in drift.rows {
        func text(_ digest: ScriptDigest?) -> String {
          digest.map { invocation.isForPeople ? $0.short : $0.description } ?? "none"
        }
        table.append([
          row.script, row.node, row.role.rawValue, text(row.pin), text(row.disk), row.holds.text,
          row.drifts ? "yes" : "no",
        ])
      }
    }
    try invocation.print(table, as: "scripts")
    if drifts { throw CommandFailure(.changes) }
  }

  /// Which scripts are meant to be where.
  private static func deployed(by recipe: CheckedRecipe) -> [(Action?, [Script])] {
    let deploys = recipe.actions.compactMap { action -> (Action?, [Script])? in
      guard action.isEnabled, case .deploy(let deploy) = action.body else { return nil }
      return (action, deploy.scripts)
    }
    return deploys.isEmpty ? [(nil, recipe.scripts)] : deploys
  }
}
