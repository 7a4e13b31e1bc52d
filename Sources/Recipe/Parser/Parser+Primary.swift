import SourceText

/// What operators stand between: literals, references, calls, lists, parentheses.
extension Parser {
  mutating func primary() -> Expression {
    let token = current
    switch token.kind {
    case .number:
      advance()
      switch NumberLiteral.read(bytes[token.span.range]) {
      case .success(let literal): return Expression(.literal(literal), token.span)
      case .failure(let failure):
        report(failure.problem, token.span)
        return Expression(.missing, token.span)
      }
    case .string, .text, .raw:
      let template = takeTemplate()
      return Expression(.template(template), template.span)
    case .command:
      let command = takeCommand()
      return Expression(.command(command), command.span)
    case .name:
      return named()
    case .punctuation:
      if isAt("(") { return parenthesized() }
      if isAt("[") { return list() }
      if isAt("-") { return negative() }
    case .end:
      expected?.takesValue = true
    default: break
    }
    fail(.valueExpected(found: found))
    return missing()
  }

  /// A literal in words, a call, or a reference.
  private mutating func named() -> Expression {
    let token = current
    if let keyword = Keyword(key(index)) {
      guard let literal = keyword.literal else {
        fail(.valueExpected(found: found))
        return missing()
      }
      advance()
      return Expression(.literal(literal), token.span)
    }
    let name = takeName()
    if isAt("("), current.span.start == name.span.end { return call(name) }
    var parts = [name]
    while isAt("."), current.span.start == lastEnd {
      advance()
      guard let part = referencePart() else {
        fail(.nameExpected(after: ".", found: found))
        break
      }
      parts.append(part)
    }
    return Expression(.reference(parts), Span(name.span.start, lastEnd))
  }

  private mutating func referencePart() -> Identifier? {
    switch current.kind {
    case .name: return takeName()
    case .raw where !broken.contains(current.span.start):
      let span = current.span
      let quotes = rawQuoteCount(span)
      advance()
      let text = bytes[(span.start + quotes)..<(span.end - quotes)]
      return Identifier(String(decoding: text, as: UTF8.self), span)
    default: return nil
    }
  }

  private mutating func call(_ name: Identifier) -> Expression {
    let bracket = index
    newlineIsBlank += 1
    advance()
    var arguments: [Expression] = []
    while !isRecovering, !isAt(")") {
      arguments.append(expression())
      if isAt(",") {
        advance()
      } else if !isRecovering, !isAt(")") {
        failUnclosed(bracket)
      }
    }
    newlineIsBlank -= 1
    if !isRecovering { advance() }
    return Expression(.call(name, arguments), Span(name.span.start, max(lastEnd, name.span.end)))
  }

  private mutating func parenthesized() -> Expression {
    let bracket = index
    let start = current.span.start
    newlineIsBlank += 1
    advance()
    let inner = expression()
    newlineIsBlank -= 1
    guard !isRecovering else { return inner }
    guard isAt(")") else {
      failUnclosed(bracket)
      return inner
    }
    advance()
    return Expression(inner.kind, Span(start, lastEnd))
  }

  private mutating func negative() -> Expression {
    let sign = current.span
    if hasBlankAfter { report(.minusBlanks, sign) }
    advance()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.nestingLimit else {
      fail(.nestedTooDeep)
      return missing()
    }
    let operand = primary()
    return Expression(.unary(.negate, operand), sign.joined(with: operand.span))
  }

  /// `[id price:float title=name]`, `["eu" "us"]`, `[1, 2]`.
  mutating func list() -> Expression {
    let bracket = index
    let start = current.span.start
    depth += 1
    defer { depth -= 1 }
    newlineIsBlank += 1
    advance()
    var items: [ListItem] = []
    while !isRecovering, !isAt("]") {
      if current.kind == .end { expected?.isInList = true }
      if current.kind == .end || isAt("}") || isAt("{") || isAt(")") || isAt(";") {
        failUnclosed(bracket)
        break
      }
      items.append(item())
      if isAt(",") { advance() }
    }
    newlineIsBlank -= 1
    if !isRecovering { advance() }
    return Expression(.list(items), Span(start, max(lastEnd, start + 1)))
  }

  private mutating func item() -> ListItem {
    if isNameBefore("=") {
      let name = takeName()
      advance()
      let value = expression()
      return ListItem(
        name: name, value: value, type: nil, span: name.span.joined(with: value.span))
    }
    let value = expression()
    let type = typeAnnotation()
    return ListItem(
      name: nil, value: value, type: type, span: value.span.joined(with: type?.span ?? value.span))
  }

  /// `:float`
  mutating func typeAnnotation() -> Identifier? {
    guard !isRecovering, isAt(":") else { return nil }
    advance()
    guard current.kind == .name else {
      fail(.nameExpected(after: ":", found: found))
      return nil
    }
    return takeName()
  }
}
