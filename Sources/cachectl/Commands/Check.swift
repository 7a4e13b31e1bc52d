import ArgumentParser
import Engine
import Bytes
import Console
import Recipe
import SourceText

/// `check FILE…`: parse and type-check without a server.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Parse and type-check, without a server."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Flag(help: "Print the least ACL rules that the recipes need.") var acl = false
  @ArgumentParser.Argument(help: "Recipes; - is stdin.", completion: ShellCompletion.recipes)
  var files: [String]

  func run() throws {
    let invocation = try Invocation(global)
    var all: [Diagnostic] = []
    var rules = AccessRules()
    var worst: CommandFailure?
    for file in files {
      do {
        let (recipe, diagnostics) = try RecipeLoader(invocation, endsWithAnswer: true)
          .load(.file(file))
        if recipe == nil { worst = worst ?? CommandFailure(.recipeError) }
        if invocation.format != .json || acl { invocation.report(diagnostics) }
        if acl {
          if let recipe { try rules.add(recipe, global) }
        } else if let recipe, invocation.isForPeople, invocation.wantsResult {
          try invocation.print("\(Escaping.escaped(file)): \(Self.summary(recipe))\n")
        }
        all += diagnostics
      } catch let failure as CommandFailure {
        // A file that is not there: the others are still checked.
        failure.report()
        worst = worst ?? CommandFailure(failure.exit)
      }
    }
    if acl {
      worst = try show(rules, invocation) ?? worst
    } else if invocation.format == .json {
      try invocation.print(ReportJSON.diagnostics(all, exit: worst?.exit ?? .done))
    }
    if let worst { throw worst }
  }

  /// Rules for what can be planned; a statement that cannot be is reported, and ends the command with 65.
  private func show(_ rules: AccessRules, _ invocation: Invocation) throws -> CommandFailure? {
    invocation.report(rules.refusals)
    try invocation.print(invocation.format == .json ? rules.json : rules.text)
    return rules.refusals.isEmpty ? nil : CommandFailure(.recipeError)
  }

  /// `ok, 1 server, 2 sources, 2 families, 7 actions`
  private static func summary(_ recipe: CheckedRecipe) -> String {
    let counts = [
      (recipe.servers.count, "server", "servers"), (recipe.sources.count, "source", "sources"),
      (recipe.families.count, "family", "families"), (recipe.actions.count, "action", "actions"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { Units.counted($0.0, $0.1, $0.2) }
    return (["ok"] + (parts.isEmpty ? ["no statement"] : parts)).joined(separator: ", ")
  }
}
