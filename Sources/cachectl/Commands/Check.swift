import ArgumentParser

/// `check FILE…`: parse and type-check without a server.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Parse and type-check recipes without a server.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "Recipes.") var files: [String]

  func run() throws {
    for file in files {
      _ = try RecipeCommand(file: file, names: [], global: global).check()
    }
  }
}
