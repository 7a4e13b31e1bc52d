import Recipe

/// Writes mdoc: what is text is escaped, so that no word of a recipe is taken for a macro.
struct Mdoc {
  private(set) var text = ""

  /// Begins a page with its head and its NAME.
  init(title: String, section: Int, date: String, what: String) {
    line(".Dd \(date)")
    line(".Dt \(title) \(section)")
    line(".Os")
    self.section("NAME")
    line(".Nm \(title.lowercased())")
    line(".Nd \(what)")
  }

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

  // MARK: The vocabulary

  mutating func append(_ verb: VerbRule) {
    line(".Ss \(verb.word)")
    text(verb.doc)
    if verb.pending != nil { text("Parsed and checked; not built yet.") }
    if !verb.absentClauses.isEmpty {
      text("Takes no " + verb.absentClauses.joined(separator: ", ") + ".")
    }
    example(verb.example)
    append(verb.ownClauses)
  }

  mutating func append(_ clauses: [PhraseRule]) {
    list(
      clauses.flatMap { clause in
        [(clause.usage, clause.doc, clause.example)]
          + clause.inner.map { ("  \($0.usage)", $0.doc, "") }
      })
  }

  // MARK: -

  private static func quoted(_ term: String) -> String {
    // mdoc would take a last colon for the sentence's own.
    let end = term.last.map { ".,:;?!".contains($0) } == true ? "\\&\"" : "\""
    return "\""
      + escaped(term).split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\(dq") + end
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
