import Engine
import Platform
import Recipe

/// What a run is called by those who go on with it, and what must not have changed.
extension RecipeCommand {
  /// A plan is applied with the recipe that it was made of.
  func refuse(_ plan: SavedPlan, _ recipe: CheckedRecipe) throws(CommandFailure) {
    guard plan.run.recipeDigest == recipe.digest else {
      throw CommandFailure(
        .guardRefused,
        "the recipe, what it uses or the configuration has changed since the plan was made: plan again"
      )
    }
  }

  func description(_ recipe: CheckedRecipe) -> RunDescription {
    var run = RunDescription(
      command: saved == nil ? source.command : "apply", recipeDigest: recipe.digest)
    run.file = source.path
    // What is kept of a run is on disk.
    run.texts = saved.map { [$0.path] } ?? source.texts.map { HistoryFilter.withoutSecret($0) }
    run.planDigest = saved?.run.planDigest
    run.folder = Files.absolute(".")
    run.names = names
    run.settings = invocation.options.set
    run.server = invocation.options.server
    run.config = invocation.options.config.map(Files.absolute)
    run.parameters = recipe.parameters.map { "\($0.name)=\($0.value)" }
    return run
  }

  /// How to go on with a run that was stopped, with the flags that it was given; nil where that makes no sense.
  func resumeCommand(_ report: RunReport) -> String? {
    switch report.exit {
    case .interrupted, .terminated, .unavailable, .ioError: break
    case .tryLater where report.hasLostItsLease: break
    default: return nil
    }
    guard !source.isStandardInput, source.command != "prompt",
      source.command != DeployRollback.command, source.command != Undo.command
    else { return nil }
    let flags = [
      invocation.options.yes ? "--yes" : nil, invocation.options.confirm.map { "--confirm \($0)" },
    ].compactMap { $0 }
    return (["cachectl job resume \(report.id)"] + flags).joined(separator: " ")
  }
}

extension RunReport {
  fileprivate var hasLostItsLease: Bool {
    statements.contains { if case .leaseLost? = $0.failure { true } else { false } }
  }
}
