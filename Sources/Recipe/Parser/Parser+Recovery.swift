import SourceText

/// What to say about something that belongs to nothing, and where to go on after it.
extension Parser {
  /// The token here is no clause, and the clause before takes no more.
  mutating func unexpected(after last: Phrase?, _ rule: VerbRule) {
    let owner = last.map(\.innermost.rule.word) ?? rule.word
    if let last, let (parameter, word) = swallowed(by: last.innermost, rule) {
      let phrase = last.innermost.rule
      return fail(.swallowedWord(word.text, phrase: phrase, parameter: parameter), at: word.span)
    }
    switch current.kind {
    case _ where bytes[lastEnd - 1] == UInt8(ascii: "-") && lastIsName:
      fail(.operatorBlanks("-"), at: Span(lastEnd - 1, lastEnd))
    case .name:
      let word = excerpt(current.span)
      let options = last?.optionsInReach ?? []
      fail(
        .unknownWord(
          word, after: owner, verb: rule,
          suggestion: EditDistance.closest(
            to: word, among: (options + rule.clauses).map(\.word)),
          belongsTo: rule.ownerOfOption(word)))
    case .punctuation where isAt(")") || isAt("]"):
      fail(.strayClosing(excerpt(current.span)))
    case .punctuation where isAt("-"):
      fail(.operatorBlanks("-"))
    case .punctuation where isAt("(") && index > 0 && hasBlankBefore && lastIsName:
      fail(.callBlank(excerpt(Span(lastNameRange.lowerBound, lastEnd))))
    default:
      fail(.unexpectedArgument(found: found, phrase: owner))
    }
  }

  /// `where rate 5k/s`: the condition was forgotten, and a clause's word was read in its place.
  private func swallowed(by phrase: Phrase, _ rule: VerbRule) -> (Parameter, Identifier)? {
    guard case .expression(let value)? = phrase.arguments.last, phrase.options.isEmpty,
      case .reference(let parts) = value.kind, parts.count == 1, let word = parts.first,
      rule.clause(word.text) != nil,
      let parameter = phrase.rule.signature.parameters.last, !parameter.shapes.contains(.list)
    else { return nil }
    return (parameter, word)
  }

  private var lastNameRange: Range<Int> {
    var start = lastEnd
    while start > 0, CharacterClass.isNamePart(bytes[start - 1]) { start -= 1 }
    return start..<lastEnd
  }

  private var lastIsName: Bool {
    let range = lastNameRange
    return !range.isEmpty && CharacterClass.isLetter(bytes[range.lowerBound])
  }

  /// A bracket that is not closed may have swallowed lines that were none of its own: they are read again.
  mutating func failUnclosed(_ bracket: Int) {
    fail(.unclosedBracket(file.text(tokens[bracket].span)), at: tokens[bracket].span)
    guard let verb, bracket < index else { return }
    for line in bracket..<index where tokens[line].kind == .newline && isClauseAhead(verb, line) {
      index = line
      return
    }
  }

  /// Whether the line that follows an operator is no operand but a clause or a statement.
  func isLineOfItsOwn(_ start: Int) -> Bool {
    guard let verb, isAtLineStart, let word = key(start) else { return false }
    let next = following(start)
    switch tokens[next].kind {
    case .end, .newline: return false
    case .name where Keyword(key(next))?.isInfix == true || verb.clause(key(next)) != nil:
      return false
    default:
      return isClauseStart(start, verb)
        || Vocabulary.verb(word) != nil && tokens[next].kind != .punctuation
    }
  }

  /// Goes on at the next thing that begins a clause, or ends the line, the block or the recipe.
  mutating func synchronize(_ rule: VerbRule) {
    isRecovering = false
    newlineIsBlank = 0
    skipTrivia()
    var open = 0
    while current.kind != .end {
      if current.kind == .newline {
        if open == 0 || isClauseAhead(rule, index) { return }
      } else if isAt("(") || isAt("[") {
        open += 1
      } else if isAt(")") || isAt("]") {
        open = max(0, open - 1)
      } else if isAt("}") || isAt(";") && open == 0 {
        return
      } else if isAt("{") {
        if !isInBlock { return }
        skipBraces()
        continue
      } else if open == 0, isClauseStart(index, rule) {
        return
      }
      advance()
    }
  }

  /// Whether the next line begins with a clause, a verb, or the end of the block.
  private func isClauseAhead(_ rule: VerbRule, _ newline: Int) -> Bool {
    var next = newline
    while tokens[next].isTrivia || tokens[next].kind == .newline { next += 1 }
    return tokens[next].kind == .end || isPunctuation(next, "}") || isClauseStart(next, rule)
      || Vocabulary.verb(key(next)) != nil
  }

  /// Whether a word stands as a clause would, not as a name in an expression.
  private func isClauseStart(_ index: Int, _ rule: VerbRule) -> Bool {
    guard let word = key(index), rule.clause(word) != nil else { return false }
    let next = following(index)
    guard tokens[next].kind == .punctuation else {
      return Keyword(key(next))?.isInfix != true
    }
    return isPunctuation(next, "[") || isPunctuation(next, "(")
      || isPunctuation(next, "-") && tokens[next + 1].span.start == tokens[next].span.end
  }

  /// Past the braces that open here.
  mutating func skipBraces() {
    var open = 0
    while current.kind != .end {
      if isAt("{") { open += 1 }
      if isAt("}") { open -= 1 }
      advance()
      if open == 0 { break }
    }
    isRecovering = false
  }
}

extension Phrase {
  /// The phrase that was read last: an option of an own word of a clause, say.
  var innermost: Phrase {
    if let option = options.last { return option.innermost }
    if case .phrase(let word)? = arguments.last { return word.innermost }
    return self
  }

  /// The options that could have followed, innermost first.
  var optionsInReach: [PhraseRule] {
    if let option = options.last { return option.optionsInReach + rule.signature.options }
    if case .phrase(let word)? = arguments.last {
      return word.optionsInReach + rule.signature.options
    }
    return rule.signature.options
  }
}

extension VerbRule {
  /// The clause, option or own word that has an option of this name.
  func ownerOfOption(_ word: String) -> String? {
    for clause in clauses {
      if let owner = clause.ownerOfOption(word) { return owner }
    }
    return nil
  }
}

extension PhraseRule {
  fileprivate func ownerOfOption(_ name: String) -> String? {
    if signature.options.contains(where: { $0.word == name }) { return word }
    for inner in signature.options + signature.parameters.flatMap(\.words) {
      if let owner = inner.ownerOfOption(name) { return owner }
    }
    return nil
  }
}
