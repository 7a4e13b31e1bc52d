/// One row of the vocabulary: a word and what may follow it.
///
/// A clause of a verb, an option of a clause and an own word of an argument (`json` after `value`) are the same thing at
/// different depths, so they share this type. The one table made of these rows drives the parser, the checker's messages,
/// completion, `\h`, the formatter and the manual. Rows are shared, so every phrase of a syntax tree points to its own.
package final class PhraseRule: Sendable {
  package let word: String
  package let signature: Signature
  package let repetition: Repetition
  /// Whether a phrase of this kind must be present where it belongs (`ttl` of `warm`, `member` of `zset`).
  package let isRequired: Bool
  /// One line for people.
  package let doc: String
  package let example: String

  package init(
    _ word: String, _ parameters: [Parameter] = [], options: [PhraseRule] = [],
    repetition: Repetition = .once, required: Bool = false, doc: String, example: String = ""
  ) {
    self.word = word
    self.signature = Signature(parameters: parameters, options: options)
    self.repetition = repetition
    self.isRequired = required
    self.doc = doc
    self.example = example
  }
}

/// What follows a word: required arguments in order, then options in any order.
///
/// The word rule of the language: where a required argument is due, a word is one of that argument's own words, else a
/// value; where none is due, it is an option of the current phrase (the innermost first), else a clause of the verb, else
/// an error.
package struct Signature: Sendable {
  package let parameters: [Parameter]
  package let options: [PhraseRule]
  private let optionIndex: WordIndex

  package init(parameters: [Parameter], options: [PhraseRule]) {
    self.parameters = parameters
    self.options = options
    self.optionIndex = WordIndex(options.map(\.word))
  }

  package func option(_ key: WordKey?) -> PhraseRule? { optionIndex.find(key).map { options[$0] } }
}

package enum Repetition: Sendable {
  /// A second one is an error.
  case once
  /// Each one stands for itself (`assert`, `report`, `op`).
  case many
  /// Several are one, joined by `and` (`where`, `guard`).
  case conjunction
}

/// One argument of a phrase.
package final class Parameter: Sendable {
  /// What people call it: `EXPR`, `SOURCE`, `DURATION`. Shown in help and in "… wants a …".
  package let label: String
  package let accepts: [Accepted]
  /// An optional argument is taken when the next token can begin it (`lock ["NAME"]`).
  package let isOptional: Bool
  /// Takes as many values as follow, at least one unless optional (`protect ["a" "b"]` is one list; `unlink` is one list).
  package let isVariadic: Bool
  /// The argument's own words.
  package let words: [PhraseRule]
  /// The shapes that `accepts` names, as a set: what the parser asks at every argument.
  package let shapes: ArgumentShapes
  private let wordIndex: WordIndex

  package convenience init(
    _ label: String, _ accepts: Accepted..., optional: Bool = false, variadic: Bool = false
  ) {
    self.init(label, accepting: accepts, optional: optional, variadic: variadic)
  }

  package init(
    _ label: String, accepting accepts: [Accepted], optional: Bool = false, variadic: Bool = false
  ) {
    self.label = label
    self.accepts = accepts
    self.isOptional = optional
    self.isVariadic = variadic
    self.words = accepts.compactMap { if case .word(let rule) = $0 { rule } else { nil } }
    self.shapes = ArgumentShapes(accepts.map(\.shape))
    self.wordIndex = WordIndex(words.map(\.word))
  }

  /// Whether anything but an own word may stand here.
  package var acceptsValue: Bool { shapes != .word }

  package func word(_ key: WordKey?) -> PhraseRule? { wordIndex.find(key).map { words[$0] } }
}

/// What an argument may look like, whatever it means.
package struct ArgumentShapes: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let word = ArgumentShapes(rawValue: 1)
  package static let expression = ArgumentShapes(rawValue: 2)
  package static let template = ArgumentShapes(rawValue: 4)
  package static let command = ArgumentShapes(rawValue: 8)
  package static let name = ArgumentShapes(rawValue: 16)
  package static let binding = ArgumentShapes(rawValue: 32)
  package static let list = ArgumentShapes(rawValue: 64)
}

/// What may stand as an argument.
package enum Accepted: Sendable {
  /// One of the argument's own words, with its own signature.
  case word(PhraseRule)
  /// An expression of one of these types; an empty list means any type.
  case expression([ValueType])
  /// A string whose holes are rendered, and what the rendered text is used as.
  case template(TemplateUse)
  /// A command in backticks, split into arguments at compile time.
  case command
  /// A bare name, and what it must name.
  case name(NameRole)
  /// `NAME = EXPR`.
  case binding
  /// `[…]`, of what.
  case list(ListUse)

  fileprivate var shape: ArgumentShapes {
    switch self {
    case .word: .word
    case .expression: .expression
    case .template: .template
    case .command: .command
    case .name: .name
    case .binding: .binding
    case .list: .list
    }
  }
}

/// What the text of a string argument becomes.
package enum TemplateUse: Sendable {
  /// A value stored in the cache.
  case text
  /// A key rendered from a row.
  case key
  /// A SCAN pattern: literal text is a Redis glob, holes hold compile-time names and are glob-escaped.
  case glob
  /// SQL: holes are bound parameters; a hole inside an SQL quote or comment is refused.
  case sql
  /// A path, relative to the folder of the recipe.
  case path
  /// A server URL.
  case url
  /// Plain text without meaning to the program (`say`, `doc`, a lock's name, an environment variable).
  case plain
}

/// What a bare name must name.
package enum NameRole: Sendable {
  case server
  case source
  case secret
  case script
  case column
  /// A name that this phrase introduces (`each NAME in`).
  case new
  /// Any word; the phrase itself knows what it means.
  case any
}

/// What a list holds.
package enum ListUse: Sendable {
  /// Column names with an optional type or source: `[id price:float title=name]`.
  case columns
  /// Expressions of these types; an empty list means any.
  case values([ValueType])
  /// Strings, each a template used so.
  case templates(TemplateUse)
  /// Bare names.
  case names(NameRole)
}
