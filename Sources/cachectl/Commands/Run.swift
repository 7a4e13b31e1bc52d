import ArgumentParser

/// `run FILE [NAME…]`: plan, confirm where it must, apply.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plan, confirm where it must, and apply a recipe.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The recipe.") var file: String
  @Argument(help: "Statements, by name or verb:name.") var names: [String] = []
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false

  func run() throws {
    try RecipeCommand(file: file, names: names, global: global).run(planOnly: planOnly)
  }
}

/// `plan FILE [NAME…]`: what would happen.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a recipe would do: counts, commands, guards.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The recipe.") var file: String
  @Argument(help: "Statements, by name or verb:name.") var names: [String] = []

  func run() throws {
    try RecipeCommand(file: file, names: names, global: global).run(planOnly: true)
  }
}
