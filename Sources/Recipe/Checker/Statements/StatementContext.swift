import SourceText

/// One action being checked: the statement, or one expansion of its `each`.
struct StatementContext {
  let checker: Checker
  let statement: Statement
  /// The names that `each` gave, for this expansion.
  let each: [String: KnownName]

  var file: SourceFile { checker.file }

  /// A builder for expressions of this statement; what is in reach is said by `configure`.
  func builder(slots: SlotTable = SlotTable(), _ configure: (inout NameScope) -> Void = { _ in })
    -> FormulaBuilder
  {
    var names = NameScope(each: each)
    configure(&names)
    return FormulaBuilder(checker: checker, file: file, names: names, slots: slots)
  }

  func report(_ problem: CheckerProblem, at span: Span) {
    checker.problems.add(problem, at: span, in: file)
  }

  func location(_ span: Span) -> Location { Location(file, span) }

  /// Where a problem of the whole statement is shown: its verb and subject.
  var head: Span {
    switch statement.subject {
    case .name(let name): statement.verb.span.joined(with: name.span)
    case .binding(let name, _): statement.verb.span.joined(with: name.span)
    case .template(let template): statement.verb.span.joined(with: template.span)
    case .command(let command): statement.verb.span.joined(with: command.span)
    case .missing: statement.verb.span
    }
  }

  /// All conditions of a clause that may repeat, joined by `and`.
  func conjunction(_ word: String, _ builder: FormulaBuilder) -> Formula? {
    var all: Formula?
    // By index: a clause is a large value, and most are not this one.
    for index in statement.clauses.indices where statement.clauses[index].word.text == word {
      guard let expression = statement.clauses[index].expression(),
        let condition = builder.condition(expression, for: word)
      else { continue }
      all = all.map { .binary(.and, $0, condition) } ?? condition
    }
    return all
  }
}
