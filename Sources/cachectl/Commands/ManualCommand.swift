import ArgumentParser
import Console

/// `manual vocabulary|recipe`: what `make generate` writes into docs/ and man/. Not for people, so no help shows it.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a generated document.", shouldDisplay: false)

  enum Page: String, CaseIterable, ExpressibleByArgument {
    case vocabulary, recipe
  }

  @OptionGroup var global: GlobalOptions
  @Argument var page: Page
  @Option(help: "The day that the manual carries.") var date = ""

  func run() throws {
    let text =
      switch page {
      case .vocabulary: VocabularyPage.markdown
      case .recipe: RecipeManual.mdoc(date: date)
      }
    try Invocation(global).print(text)
  }
}
