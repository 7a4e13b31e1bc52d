import SourceText

/// `verb subject clause… [block]`.
extension Parser {
  mutating func statements() -> [Statement] {
    var statements: [Statement] = []
    while diagnostics.count < Self.problemLimit {
      skipNewlines()
      if isAt(";") {
        advance()
      } else if current.kind == .end {
        expected?.verbs = Vocabulary.verbs
        break
      } else if let statement = statement() {
        statements.append(statement)
      }
    }
    return statements
  }

  private mutating func statement() -> Statement? {
    (isRecovering, isInBlock, newlineIsBlank, statementHasProblem) = (false, false, 0, false)
    guard let rule = Vocabulary.verb(key(index)), !isClauseOutside else {
      noVerb()
      return nil
    }
    verb = rule
    hasClauseOutside = false
    let verb = takeName()
    let subject = subject(of: rule)
    var clauses: [Phrase] = []
    readClauses(of: rule, into: &clauses)
    var isClosed = true
    if isAt("{") { isClosed = readBlock(of: rule, into: &clauses) }
    if isClosed { endStatement(rule) }
    if !statementHasProblem {
      requireAll(rule.clauses, in: clauses, of: rule.word, at: verb.span)
    }
    return Statement(
      rule: rule, verb: verb, subject: subject, clauses: clauses,
      span: Span(verb.span.start, lastEnd), hasProblem: statementHasProblem)
  }

  /// What begins no statement is skipped to the end of its line, or of the block that it opens.
  private mutating func noVerb() {
    if let verb, verb.clause(key(index)) != nil || hasClauseOutside && isAt("}") {
      clauseOutside(verb)
      return
    }
    if isAt("}") || isAt(")") || isAt("]") {
      fail(.strayClosing(excerpt(current.span)))
      advance()
      return
    }
    if current.kind == .name {
      let word = excerpt(current.span)
      fail(
        .unknownVerb(
          word, suggestion: EditDistance.closest(to: word, among: Vocabulary.verbs.map(\.word))))
    } else {
      fail(.statementExpected(found: found))
    }
    var braces = 0
    while current.kind != .end {
      if isAt("{") { braces += 1 }
      if isAt("}") { braces -= 1 }
      if braces <= 0, current.kind == .newline || isAt(";") { break }
      advance()
    }
  }

  /// `key "k:{id}"` among clauses outside a block is one of them, not the declaration of a family.
  private var isClauseOutside: Bool {
    guard hasClauseOutside, let verb, verb.clause(key(index)) != nil else { return false }
    return tokens[following(index)].kind != .name
  }

  /// Clauses on lines of their own, without a block: said once, for the first of them.
  private mutating func clauseOutside(_ verb: VerbRule) {
    if !hasClauseOutside, !isAt("}") {
      fail(.clauseOutside(excerpt(current.span), verb: verb.word))
    }
    hasClauseOutside = true
    while current.kind != .end, current.kind != .newline { advance() }
  }

  // MARK: The subject

  private mutating func subject(of rule: VerbRule) -> Subject {
    let token = current
    switch (rule.subject, token.kind) {
    case (.name, .name), (.familyOrLabel, .name), (.familyLabelOrPattern, .name),
      (.nameOrCommand, .name):
      if isForgottenSubject(rule) { break }
      return .name(takeName())
    case (.binding, .name):
      return bindingSubject(rule)
    case (.string, .string), (.string, .text), (.string, .raw), (.familyLabelOrPattern, .string),
      (.familyLabelOrPattern, .text), (.familyLabelOrPattern, .raw):
      return .template(takeTemplate())
    case (.command, .command), (.nameOrCommand, .command):
      return .command(takeCommand())
    case (.familyLabelOrPattern, .argument), (.string, .argument):
      return .template(argumentTemplate())
    case (.nameOrCommand, .argument), (.command, .argument):
      return .command(argumentCommand())
    default: break
    }
    if current.kind == .end { expected?.subject = rule.subject }
    fail(.subjectExpected(verb: rule, found: found))
    return .missing(Span(token.span.start, token.span.start))
  }

  private mutating func bindingSubject(_ rule: VerbRule) -> Subject {
    let name = takeName()
    guard isAt("=") else {
      fail(.subjectExpected(verb: rule, found: found))
      return .missing(name.span)
    }
    advance()
    return .binding(name, expression())
  }

  /// `sweep where idle > 7d`: a clause's word with something behind it that is no clause is no name of one's own.
  private func isForgottenSubject(_ rule: VerbRule) -> Bool {
    guard rule.clause(key(index)) != nil else { return false }
    let next = following(index)
    switch tokens[next].kind {
    case .end, .newline: return false
    case .name: return rule.clause(key(next)) == nil
    case .punctuation: return !isPunctuation(next, "{") && !isPunctuation(next, ";")
    default: return true
    }
  }

  // MARK: Clauses

  /// Clauses up to the end of the line, or of the block.
  private mutating func readClauses(of rule: VerbRule, into clauses: inout [Phrase]) {
    while true {
      if isRecovering { synchronize(rule) }
      if isInBlock {
        skipNewlines()
        if isAt(";") {
          advance()
          continue
        }
        if isAt("{") {
          fail(.nestedBlock)
          skipBraces()
          continue
        }
        if isAtForgottenBrace(rule) { return }
      }
      if isAtEndOfClause {
        if current.kind == .end { expected?.offer(clausesOf: rule) }
        return
      }
      guard let clause = rule.clause(key(index)) else {
        unexpected(after: clauses.last, rule)
        continue
      }
      if clause.repetition == .once, clauses.contains(where: { $0.word.text == clause.word }) {
        report(.repeated(clause.word, verb: rule.word), current.span)
      }
      clauses.append(phrase(clause))
    }
  }

  /// A line of a block that begins with a verb: the block was not closed.
  private func isAtForgottenBrace(_ rule: VerbRule) -> Bool {
    let word = key(index)
    return rule.clause(word) == nil && Vocabulary.verb(word) != nil && isAtLineStart
  }

  /// Whether the block was closed.
  private mutating func readBlock(of rule: VerbRule, into clauses: inout [Phrase]) -> Bool {
    let brace = current.span
    isInBlock = true
    advance()
    readClauses(of: rule, into: &clauses)
    isInBlock = false
    guard isAt("}") else {
      if !endsInBrokenText { report(.unclosedBlock(verb: rule.word), brace) }
      return false
    }
    advance()
    return true
  }

  /// Whether a text that was not closed has swallowed the rest: its own diagnostic is enough.
  private var endsInBrokenText: Bool {
    current.kind == .end && index > 0 && broken.contains(tokens[index - 1].span.start)
  }

  private mutating func endStatement(_ rule: VerbRule) {
    switch current.kind {
    case .newline, .end: return
    default: break
    }
    if isAt(";") { return }
    let isStray = isAt("}") && bytes[lastEnd - 1] != UInt8(ascii: "}")
    fail(
      isStray
        ? .strayClosing("}") : .statementEndExpected(found: found, verb: rule.word))
    while current.kind != .newline, current.kind != .end { advance() }
  }

  /// Phrases that must be there and are not.
  mutating func requireAll(
    _ rules: [PhraseRule], in phrases: [Phrase], of owner: String, at span: Span
  ) {
    for rule in rules where rule.isRequired {
      if phrases.contains(where: { $0.word.text == rule.word }) { continue }
      let example = rule.example.isEmpty ? "" : ", for example: \(rule.example)"
      report(.missingPhrase(rule, of: owner, example: example), span)
    }
  }
}
