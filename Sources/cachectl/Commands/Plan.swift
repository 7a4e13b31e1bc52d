import ArgumentParser

/// `plan FILE [NAME…]`: what would happen.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a recipe would do; nothing is written."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @Argument(
    help: "Statements: NAME, verb:NAME, or NAME[value] for one value of an each.",
    completion: ShellCompletion.statements)
  var names: [String] = []
  @Option(
    help: ArgumentHelp("Write the plan to this file, for `apply`.", valueName: "file"),
    completion: .file(extensions: ["plan"]))
  var out: String?
  @Flag(help: "End with 2 when something would change.") var exitCode = false

  func run() throws {
    try RecipeCommand(Invocation(global), .file(file), names: names)
      .run(planOnly: true, changesExit: exitCode, out: out)
  }
}
