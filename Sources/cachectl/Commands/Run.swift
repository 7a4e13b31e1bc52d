import ArgumentParser

/// `run FILE [NAME…]`: plan, confirm where it must, apply.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plan, confirm where it must, apply.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @Argument(
    help: "Statements: NAME, verb:NAME, or NAME[value] for one value of an each.",
    completion: ShellCompletion.statements)
  var names: [String] = []
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false

  func run() throws {
    try RecipeCommand(Invocation(global), .file(file), names: names)
      .run(planOnly: planOnly)
  }
}
