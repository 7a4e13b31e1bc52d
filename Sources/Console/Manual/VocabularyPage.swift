import Recipe

/// docs/vocabulary.md: every word of the language, from the table that the parser reads.
package enum VocabularyPage {
  package static var markdown: String {
    var page = """
      # Vocabulary

      Every word of the recipe language, written by `make generate` from the table that the parser reads. What the words mean
      together is in [language.md](language.md).

      `CAPITALS` stand for a value, `[…]` for what may be left out, `…` for more of the same.


      """
    for verb in Vocabulary.verbs { page += section(verb) }
    page += "## Clauses of every action\n\n" + table(Vocabulary.sharedClauses)
    page += "## Functions\n\n" + table(Vocabulary.functions.map { ($0.usage, $0.doc, $0.example) })
    page +=
      "## Filters of a hole\n\n" + table(Vocabulary.filters.map { ($0.usage, $0.doc, $0.example) })
    page +=
      "## Attributes of a key\n\n| attribute | type | probe | |\n|---|---|---|---|\n"
      + Vocabulary.attributes.map {
        "| \(code($0.name)) | \($0.type.phrase) | \(words(of: $0.probe)) | \(cell($0.doc)) |\n"
      }.joined() + "\n"
    page +=
      "## Types\n\n| type | |\n|---|---|\n"
      + Vocabulary.types.map { "| \(code($0.name)) | \(cell($0.doc)) |\n" }.joined()
    return page
  }

  private static func section(_ verb: VerbRule) -> String {
    var text = "## \(verb.word)\n\n\(verb.doc)"
    if verb.pending != nil { text += " *Parsed and checked; not built yet.*" }
    if !verb.absentClauses.isEmpty {
      text += " Takes no " + verb.absentClauses.map { "`\($0)`" }.joined(separator: ", ") + "."
    }
    text += "\n\n    \(verb.word) \(verb.subjectUsage)\(verb.clauses.isEmpty ? "" : " CLAUSE…")\n\n"
    text += "```recipe\n\(verb.example)\n```\n\n"
    return text + (verb.ownClauses.isEmpty ? "" : table(verb.ownClauses))
  }

  private static func table(_ clauses: [PhraseRule]) -> String {
    var text = "| clause | | example |\n|---|---|---|\n"
    for clause in clauses {
      text += "| \(code(clause.usage)) | \(cell(note(clause))) | \(code(clause.example)) |\n"
      for inner in clause.inner {
        text += "| &emsp;\(code(inner.usage)) | \(cell(inner.doc)) | |\n"
      }
    }
    return text + "\n"
  }

  private static func table(_ rows: [(String, String, String)]) -> String {
    "| | | example |\n|---|---|---|\n"
      + rows.map { "| \(code($0.0)) | \(cell($0.1)) | \(code($0.2)) |\n" }.joined() + "\n"
  }

  private static func note(_ clause: PhraseRule) -> String {
    let again =
      switch clause.repetition {
      case .once: ""
      case .many: "; may stand several times"
      case .conjunction: clause.doc.contains("several") ? "" : "; several are joined by `and`"
      }
    return clause.doc + again + (clause.isRequired ? " (required)" : "")
  }

  static func words(of probe: AttributeRule.Probe) -> String {
    switch probe {
    case .none: "none: the name says it"
    case .silent: "silent"
    case .touching: "touching: resets the idle time"
    }
  }

  private static func code(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    // A backtick inside wants a longer fence, and a bar would end the cell.
    let fence = text.contains("`") ? "``" : "`"
    let blank = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + blank + cell(text) + blank + fence
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
