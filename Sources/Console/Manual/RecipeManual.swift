import Recipe

/// cachectl-recipe(5) as mdoc: the language for whoever has a terminal and no browser.
package enum RecipeManual {
  /// - Parameter date: the day of the version, as in `November 24, 2026`.
  package static func mdoc(date: String) -> String {
    var page = Mdoc()
    page.line(".Dd \(date)")
    page.line(".Dt CACHECTL-RECIPE 5")
    page.line(".Os")
    page.section("NAME")
    page.line(".Nm cachectl-recipe")
    page.line(".Nd what a cache should look like")
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
    for verb in Vocabulary.verbs { append(verb, to: &page) }
    page.section("CLAUSES OF EVERY ACTION")
    append(Vocabulary.sharedClauses, to: &page)
    page.section("FUNCTIONS")
    page.list(Vocabulary.functions.map { ($0.usage, $0.doc, $0.example) })
    page.section("FILTERS OF A HOLE")
    page.list(Vocabulary.filters.map { ($0.usage, $0.doc, $0.example) })
    page.section("ATTRIBUTES OF A KEY")
    page.list(
      Vocabulary.attributes.map {
        ($0.name, "\($0.doc); \($0.type.phrase); probe: \(VocabularyPage.words(of: $0.probe))", "")
      })
    page.section("TYPES")
    page.list(Vocabulary.types.map { ($0.name, $0.doc, "") })
    page.section("SEE ALSO")
    page.line(".Xr cachectl 1")
    return page.text
  }

  private static func append(_ verb: VerbRule, to page: inout Mdoc) {
    page.line(".Ss \(verb.word)")
    page.text(verb.doc)
    if verb.pending != nil { page.text("Parsed and checked; not built yet.") }
    page.example(verb.example)
    append(verb.ownClauses, to: &page)
  }

  private static func append(_ clauses: [PhraseRule], to page: inout Mdoc) {
    page.list(
      clauses.flatMap { clause in
        [(clause.usage, clause.doc, clause.example)]
          + clause.inner.map { ("  \($0.usage)", $0.doc, "") }
      })
  }
}

/// Writes mdoc: what is text is escaped, so that no word of a recipe is taken for a macro.
private struct Mdoc {
  var text = ""

  mutating func line(_ line: String) { text += line + "\n" }

  mutating func section(_ title: String) { line(".Sh \(title)") }

  /// A sentence, on lines of at most 78 columns.
  mutating func text(_ sentence: String) {
    var current = ""
    for word in sentence.split(separator: " ") {
      if !current.isEmpty, current.count + word.count > 76 {
        line(Self.escaped(current))
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    line(Self.escaped(current))
  }

  mutating func example(_ code: String) {
    line(".Bd -literal -offset indent")
    for part in code.split(separator: "\n") { line(Self.escaped(String(part))) }
    line(".Ed")
  }

  mutating func list(_ items: [(term: String, doc: String, example: String)]) {
    guard !items.isEmpty else { return }
    line(".Bl -tag -width 8n")
    for item in items {
      line(".It Li \(Self.quoted(item.term))")
      text(item.doc + ".")
      if !item.example.isEmpty { example(item.example) }
    }
    line(".El")
  }

  private static func quoted(_ term: String) -> String {
    "\""
      + escaped(term).split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\(dq") + "\""
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "`": result += "\\(ga"
      case "'": result += "\\(aq"
      case "…": result += "\\&..."
      case "–": result += "\\(en"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
