/// One verb of the language: what its subject is and which clauses it takes.
package final class VerbRule: Sendable {
  package enum Kind: Sendable {
    case declaration
    case action
  }

  package let word: String
  package let kind: Kind
  package let subject: SubjectRule
  /// The verb's own clauses and, for an action, those that every action takes.
  package let clauses: [PhraseRule]
  package let doc: String
  package let example: String
  /// Why a checked statement of this verb cannot be planned yet, or nil when it can.
  package let pending: String?
  private let clauseIndex: WordIndex

  package init(
    _ word: String, _ kind: Kind, subject: SubjectRule, clauses: [PhraseRule], doc: String,
    example: String, pending: String? = nil
  ) {
    self.word = word
    self.kind = kind
    self.subject = subject
    self.clauses = clauses
    self.doc = doc
    self.example = example
    self.pending = pending
    self.clauseIndex = WordIndex(clauses.map(\.word))
  }

  package func clause(_ word: String) -> PhraseRule? { clauses.first { $0.word == word } }

  package func clause(_ key: WordKey?) -> PhraseRule? { clauseIndex.find(key).map { clauses[$0] } }
}

/// What stands between a verb and its clauses.
package enum SubjectRule: Sendable {
  /// A new name: `source shop …`, `bench product_reads …`.
  case name
  /// `NAME = EXPR`: `param`, `let`, and `key` whose expression is a template.
  case binding
  /// A string: `use "common.recipe"`.
  case string
  /// A family's name or a label of one's own.
  case familyOrLabel
  /// A family's name, a label of one's own, or the pattern itself.
  case familyLabelOrPattern
  /// A command in backticks.
  case command
  /// A new name, or a command in backticks that stands for it: `bench \`GET k:{n}\` …`.
  case nameOrCommand
}
