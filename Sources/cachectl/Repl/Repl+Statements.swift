import Console
import Engine
import Platform
import Recipe

/// Statements: checked against the session, planned, confirmed where they must be, applied.
extension Repl {
  func runStatements(_ text: String) throws -> Outcome {
    let source = RecipeSource.prompt(text)
    guard let recipe = try checked(source) else { return .mistake }
    let declared = try session.remember(source)
    if !declared.isEmpty, recipe.actions.isEmpty {
      say(invocation.errors.palette.paint("declared \(declared.joined(separator: ", "))", .muted))
    }
    guard !recipe.actions.isEmpty else { return .done }
    guard staged == nil else { return stage(recipe.actions, text) }
    return try perform(recipe, source, planOnly: false)
  }

  /// A recipe file, as if it were typed.
  func runFile(_ path: String) throws -> Outcome {
    let source = RecipeSource.file(path)
    guard let recipe = try checked(source) else { return .failed }
    _ = try session.remember(source)
    guard !recipe.actions.isEmpty else { return .done }
    return try perform(recipe, source, planOnly: false)
  }

  /// What was staged, as one run.
  func runStaged(planOnly: Bool) throws -> Outcome {
    guard let statements = staged else {
      complain("nothing is staged: \\begin stages the statements that follow")
      return .failed
    }
    guard !statements.isEmpty else {
      say("nothing is staged yet")
      return .done
    }
    let source = RecipeSource.prompt(statements.joined(separator: "\n"))
    guard let recipe = try checked(source) else { return .failed }
    let outcome = try perform(recipe, source, planOnly: planOnly)
    if !planOnly, case .done = outcome { staged = nil }
    return outcome
  }

  private func stage(_ actions: [Action], _ text: String) -> Outcome {
    staged?.append(text)
    let names = actions.map { "\($0.verb) \($0.label)" }.joined(separator: ", ")
    say("staged \(names); \\plan, \\apply or \\discard")
    return .done
  }

  private func checked(_ source: RecipeSource) throws -> CheckedRecipe? {
    let (recipe, diagnostics) = try session.check(source)
    invocation.report(diagnostics)
    return recipe
  }

  private func perform(
    _ recipe: CheckedRecipe, _ source: RecipeSource, planOnly: Bool
  ) throws -> Outcome {
    for action in recipe.actions {
      if let rows = action.body.origin?.source, rows.readsStandardInput {
        complain("source `\(rows.name)` reads stdin, which is the prompt here")
        return .failed
      }
    }
    if recipe.actions.contains(where: { $0.server == nil }) { _ = try liveServer() }
    let command = RecipeCommand(invocation, source)
    let start = Clocks.monotonicNanoseconds()
    return try output.collecting {
      let report = try command.perform(
        recipe, recipe.actions, planOnly: planOnly, servers: session.servers(recipe.servers))
      let elapsed = Clocks.monotonicNanoseconds() - start
      try command.show(report, seconds: Double(elapsed) / 1e9)
      lastUse = Clocks.monotonicNanoseconds()
      for case .connection? in report.statements.map(\.failure) { session.disconnect() }
      return report.exit == .done ? .done : .failed
    }
  }
}
