import Recipe

/// cachectl-recipe(5) as mdoc: the language for whoever has a terminal and no browser.
package enum RecipeManual {
  /// - Parameter date: the day of the version, as in `November 24, 2026`.
  package static func mdoc(date: String) -> String {
    var page = Mdoc(
      title: "CACHECTL-RECIPE", section: 5, date: date, what: "what a cache should look like")
    page.section("DESCRIPTION")
    page.text("A recipe is a text of statements.")
    page.text("Each is a verb, a subject and clauses; a clause is a word and its arguments:")
    page.example("sweep \"session:*\" where idle > 7d rate 5k/s")
    page.text("Braces change the layout and never the meaning.")
    page.text("Inside them each clause stands on a line:")
    page.example("sweep \"session:*\" {\n  where idle > 7d\n  rate  5k/s\n}")
    page.text(
      "Text in double quotes may hold an expression in braces, which is never parsed again.")
    page.text("A comment begins with # and ends with the line.")
    page.text("Durations, sizes, rates and shares carry their unit: 5m, 1KiB, 5k/s, 20%.")
    page.section("VERBS")
    for verb in Vocabulary.verbs { page.append(verb) }
    page.section("CLAUSES OF EVERY ACTION")
    page.append(Vocabulary.sharedClauses)
    page.section("FUNCTIONS")
    page.list(Vocabulary.functions.map { ($0.usage, $0.doc, $0.example) })
    page.section("FILTERS OF A HOLE")
    page.list(Vocabulary.filters.map { ($0.usage, $0.doc, $0.example) })
    page.section("ATTRIBUTES OF A KEY")
    page.list(
      Vocabulary.attributes.map {
        (
          $0.name, "\($0.doc); \($0.type.phrase); probe: \(VocabularyPage.words(of: $0.probe))",
          "sweep \"tmp:*\" where \($0.sample)"
        )
      })
    page.section("TYPES")
    page.text("After a colon: of a column, a parameter, or a hole.")
    page.list(
      Vocabulary.types.map { ($0.name, $0.doc, "source feed csv \"p.csv\" columns [x:\($0.name)]") }
    )
    page.section("SEE ALSO")
    page.line(".Xr cachectl 1 ,")
    page.line(".Xr cachectl-config 5")
    return page.text
  }
}

extension AttributeRule {
  /// A comparison that it may stand in.
  fileprivate var sample: String {
    switch name {
    case "key": "key like \"*:old\""
    case "field": "field.state == \"done\""
    default:
      switch type {
      case .text: "\(name) == \"hash\""
      case .duration: "\(name) > 7d"
      case .size: "\(name) > 1MiB"
      default: "\(name) > 100"
      }
    }
  }
}
