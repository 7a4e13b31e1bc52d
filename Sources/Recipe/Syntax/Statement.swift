import SourceText

/// A parsed recipe file: its statements in order, whatever problems it had, and its tokens for the formatter.
package struct RecipeSyntax: Sendable {
  package let file: SourceFile
  package let statements: [Statement]
  /// Every token in order, blanks and comments included: joined, they are the file.
  package let tokens: [Token]

  package init(file: SourceFile, statements: [Statement], tokens: [Token]) {
    self.file = file
    self.statements = statements
    self.tokens = tokens
  }
}

/// `verb subject clause…`, in braces or not.
package struct Statement: Sendable {
  package let rule: VerbRule
  package let verb: Identifier
  package let subject: Subject
  /// Clauses in the order they were written, those in braces after those before.
  package let clauses: [Phrase]
  /// From the verb to the end of the last clause or the closing brace.
  package let span: Span
  /// The parser found something wrong in it: what was read is not all that it says.
  package let hasProblem: Bool

  package init(
    rule: VerbRule, verb: Identifier, subject: Subject, clauses: [Phrase], span: Span,
    hasProblem: Bool
  ) {
    self.rule = rule
    self.verb = verb
    self.subject = subject
    self.clauses = clauses
    self.span = span
    self.hasProblem = hasProblem
  }

  package func clause(_ word: String) -> Phrase? { clauses.first { $0.word.text == word } }

  package func clauses(_ word: String) -> [Phrase] { clauses.filter { $0.word.text == word } }
}

package enum Subject: Sendable {
  case name(Identifier)
  case binding(Identifier, Expression)
  case template(Template)
  case command(CommandTemplate)
  /// A subject is missing; a diagnostic says so already.
  case missing(Span)
}

/// A clause, an option or an own word, with what followed it: the syntax of one `PhraseRule`.
package struct Phrase: Sendable {
  package let rule: PhraseRule
  package let word: Identifier
  package let arguments: [Argument]
  /// The options that belong to this phrase.
  package let options: [Phrase]
  package let span: Span

  package init(
    rule: PhraseRule, word: Identifier, arguments: [Argument], options: [Phrase], span: Span
  ) {
    self.rule = rule
    self.word = word
    self.arguments = arguments
    self.options = options
    self.span = span
  }

  package func option(_ word: String) -> Phrase? { options.first { $0.word.text == word } }

  /// The first argument when it is an own word.
  package var ownWord: Phrase? {
    if case .phrase(let phrase)? = arguments.first { phrase } else { nil }
  }

  /// The argument at `index` when it is an expression.
  package func expression(_ index: Int = 0) -> Expression? {
    guard index < arguments.count, case .expression(let expression) = arguments[index] else {
      return nil
    }
    return expression
  }
}

package enum Argument: Sendable {
  case phrase(Phrase)
  case expression(Expression)
  case binding(Identifier, Expression)

  package var span: Span {
    switch self {
    case .phrase(let phrase): phrase.span
    case .expression(let expression): expression.span
    case .binding(let name, let expression): name.span.joined(with: expression.span)
    }
  }
}
