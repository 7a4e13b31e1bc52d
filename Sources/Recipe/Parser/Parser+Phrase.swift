import SourceText

/// Clauses, options and own words: one walk over a signature.
extension Parser {
  /// A word that the table knows here, its arguments in order, then its options in any order.
  mutating func phrase(_ rule: PhraseRule) -> Phrase {
    let word = takeName()
    var arguments: [Argument] = []
    for parameter in rule.signature.parameters where !isRecovering {
      readArguments(parameter, of: rule, into: &arguments)
    }
    var options: [Phrase] = []
    while !isRecovering, let option = optionAhead(rule.signature) {
      if option.repetition == .once, options.contains(where: { $0.word.text == option.word }) {
        report(.repeated(option.word, verb: rule.word), current.span)
      }
      options.append(phrase(option))
    }
    if !isRecovering {
      requireAll(rule.signature.options, in: options, of: word.text, at: word.span)
    }
    return Phrase(
      rule: rule, word: word, arguments: arguments, options: options,
      span: Span(word.span.start, max(lastEnd, word.span.end)))
  }

  /// An option that comes next, moved to. In a block it may begin a line: braces change layout, never meaning.
  private mutating func optionAhead(_ signature: Signature) -> PhraseRule? {
    guard !signature.options.isEmpty else { return nil }
    if current.kind == .end { expected?.phrases += signature.options }
    var next = index
    if isInBlock {
      while tokens[next].isTrivia || tokens[next].kind == .newline || isPunctuation(next, ";") {
        next += 1
      }
    }
    guard let option = signature.option(key(next)) else { return nil }
    index = next
    return option
  }

  private mutating func readArguments(
    _ parameter: Parameter, of rule: PhraseRule, into arguments: inout [Argument]
  ) {
    if parameter.isOptional, !begins(parameter, of: rule) { return }
    repeat {
      guard let argument = argument(parameter, of: rule) else { return }
      arguments.append(argument)
    } while parameter.isVariadic && !isRecovering && begins(parameter, of: rule)
  }

  /// Whether the token here can only be this argument, as an optional one must.
  private mutating func begins(_ parameter: Parameter, of rule: PhraseRule) -> Bool {
    if current.kind == .end { expected?.offer(parameter, of: rule) }
    if isAtEndOfClause { return false }
    switch current.kind {
    case .name:
      let word = key(index)
      if parameter.word(word) != nil { return true }
      guard rule.signature.option(word) == nil, verb?.clause(word) == nil else { return false }
      return !parameter.shapes.isDisjoint(with: [.name, .expression])
        || readsArguments && parameter.shapes.contains(.template)
    case .command:
      return parameter.shapes.contains(.command)
    case .string, .text, .raw:
      return !parameter.shapes.isDisjoint(with: [.template, .expression])
    case .argument:
      return parameter.acceptsValue
    default:
      return !parameter.shapes.isDisjoint(with: [.expression, .list])
    }
  }

  /// One argument: an own word, else a value of a shape that the row accepts.
  private mutating func argument(_ parameter: Parameter, of rule: PhraseRule) -> Argument? {
    if let own = parameter.word(key(index)) { return .phrase(phrase(own)) }
    if isAtEndOfClause {
      if current.kind == .end { expected?.offer(parameter, of: rule) }
      fail(
        .missingArgument(phrase: rule, parameter: parameter, found: found), at: missingPlace)
      return nil
    }
    guard parameter.acceptsValue else {
      let word = excerpt(current.span)
      fail(
        .unknownChoice(
          found, phrase: rule, parameter: parameter,
          suggestion: EditDistance.closest(to: word, among: parameter.words.map(\.word))))
      return nil
    }
    if readsArguments { return shellArgument(parameter, of: rule) }
    return value(parameter, of: rule)
  }

  func isNameBefore(_ punctuation: StaticString) -> Bool {
    current.kind == .name && isPunctuation(following(index), punctuation)
  }

  mutating func value(_ parameter: Parameter, of rule: PhraseRule) -> Argument? {
    let shapes = parameter.shapes
    if shapes.contains(.binding) {
      guard isNameBefore("=") else { return wrong(parameter, of: rule) }
      let name = takeName()
      advance()
      return .binding(name, expression())
    }
    if shapes.contains(.name), current.kind == .name {
      let name = takeName()
      return .expression(Expression(.reference([name]), name.span))
    }
    if shapes.contains(.command), current.kind == .command {
      let command = takeCommand()
      return .expression(Expression(.command(command), command.span))
    }
    if shapes.contains(.list), !shapes.contains(.expression) {
      guard isAt("[") else { return wrong(parameter, of: rule) }
      let items = list()
      if expected?.isInList == true { expected?.list = parameter }
      requireItems(items, parameter, of: rule)
      return .expression(items)
    }
    if shapes.contains(.expression) { return .expression(expression()) }
    guard shapes.contains(.template) else { return wrong(parameter, of: rule) }
    let first = current
    let value = expression()
    if case .template = value.kind { return .expression(value) }
    // A name without quotes, too: whoever reads the clause looks for a text, and would find none.
    if !isRecovering {
      report(
        .wrongArgument(phrase: rule, parameter: parameter, found: describe(first)), value.span)
    }
    return .expression(value)
  }

  /// Items that are no strings, or no names, where nothing else can stand.
  private mutating func requireItems(
    _ list: Expression, _ parameter: Parameter, of rule: PhraseRule
  ) {
    guard !isRecovering, case .list(let items) = list.kind, parameter.accepts.count == 1,
      case .list(let use) = parameter.accepts[0]
    else { return }
    for item in items {
      let isWanted =
        switch (use, item.value.kind) {
        case (.templates, .template), (.names, .reference), (.columns, _), (.values, _): true
        default: false
        }
      if !isWanted {
        report(
          .wrongArgument(
            phrase: rule, parameter: parameter, found: "`\(excerpt(item.value.span))`"),
          item.value.span)
      }
    }
  }

  private mutating func wrong(_ parameter: Parameter, of rule: PhraseRule) -> Argument? {
    fail(.wrongArgument(phrase: rule, parameter: parameter, found: found))
    return nil
  }

  /// Where an argument should have been: after the last word.
  private var missingPlace: Span {
    let start = lastEnd
    var word = start
    while word > 0, CharacterClass.isNamePart(bytes[word - 1]) { word -= 1 }
    return Span(word, start)
  }
}
