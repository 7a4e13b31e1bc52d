import ArgumentParser
import Console

/// `manual PAGE`: what `make generate` writes into docs/, man/ and contrib/. Not for people, so no help shows it.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a generated document.", shouldDisplay: false
  ).ofCachectl

  enum Page: String, CaseIterable, ExpressibleByArgument {
    case vocabulary, recipe, config, vim, textmate
  }

  @OptionGroup var global: GlobalOptions
  @Argument var page: Page
  @Option(help: "The day that the manual carries.") var date = ""

  func run() throws {
    let text =
      switch page {
      case .vocabulary: VocabularyPage.markdown
      case .recipe: RecipeManual.mdoc(date: date)
      case .config: ConfigManual.mdoc(date: date)
      case .vim: VimSyntax.text
      case .textmate: TextMateGrammar.json
      }
    try Invocation(global).print(text)
  }
}
