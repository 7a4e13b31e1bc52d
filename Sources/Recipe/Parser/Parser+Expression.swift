import SourceText

/// Expressions, by precedence climbing over the levels of `InfixOperator`.
extension Parser {
  /// An expression whose operators bind at least this tightly.
  mutating func expression(_ minimum: Int = InfixOperator.Level.or.rawValue) -> Expression {
    if depth == 0 { operators = 0 }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.nestingLimit else {
      fail(.nestedTooDeep)
      return missing()
    }
    var left = operand(minimum)
    while !isRecovering, let infix = infixOperator(), infix.level.rawValue >= minimum {
      guard countOperator() else { break }
      let text = takeOperator(infix)
      let right = expression(infix.level.tighter)
      let span = left.span.joined(with: right.span)
      switch infix.meaning {
      case .binary(let binary): left = Expression(.binary(binary, left, right), span)
      case .range: left = Expression(.range(left, right), span)
      }
      if !infix.level.isAssociative, let next = infixOperator(), next.level == infix.level {
        report(.chainedComparison(text), current.span)
      }
    }
    return left
  }

  /// `not` binds looser than a comparison, so it may stand only where one may.
  private mutating func operand(_ minimum: Int) -> Expression {
    let level = InfixOperator.Level.comparison.rawValue
    guard minimum <= level, Keyword(key(index)) == .not else { return primary() }
    let start = current.span
    advance()
    let operand = expression(level)
    return Expression(.unary(.not, operand), start.joined(with: operand.span))
  }

  private mutating func countOperator() -> Bool {
    operators += 1
    if operators > Self.operatorLimit { fail(.tooManyOperators) }
    return !isRecovering
  }

  /// Moves over an operator, and over the end of its line. Gives its text.
  private mutating func takeOperator(_ infix: InfixOperator) -> String {
    let first = current.span
    var hasBlanks = hasBlankBefore
    if infix.tokenCount == 2 { advance() }
    hasBlanks = hasBlanks && hasBlankAfter
    let span = first.joined(with: current.span)
    if infix.needsBlanks, !hasBlanks { report(.operatorBlanks(file.text(span)), span) }
    advance()
    if current.kind == .newline {
      let end = index
      skipNewlines()
      if isLineOfItsOwn(index) { index = end }
    }
    return file.text(span)
  }

  /// The operator here, when what stands here is one: a `-` that touches only what follows is a sign.
  private func infixOperator() -> InfixOperator? {
    switch current.kind {
    case .name:
      switch Keyword(key(index)) {
      case .or: return InfixOperator(.or, .or)
      case .and: return InfixOperator(.and, .and)
      case .in: return InfixOperator(.isIn, .comparison)
      case .like: return InfixOperator(.like, .comparison)
      case .not:
        switch Keyword(key(following(index))) {
        case .in: return InfixOperator(.isNotIn, .comparison, tokenCount: 2)
        case .like: return InfixOperator(.notLike, .comparison, tokenCount: 2)
        default: return nil
        }
      default: return nil
      }
    case .punctuation: return punctuationOperator()
    default: return nil
    }
  }

  private func punctuationOperator() -> InfixOperator? {
    let span = current.span
    if span.count == 2 {
      switch bytes[span.start] {
      case UInt8(ascii: "="): return InfixOperator(.equal, .comparison)
      case UInt8(ascii: "!"): return InfixOperator(.notEqual, .comparison)
      case UInt8(ascii: "<"): return InfixOperator(.lessOrEqual, .comparison)
      case UInt8(ascii: ">"): return InfixOperator(.greaterOrEqual, .comparison)
      case UInt8(ascii: "."): return .range
      default: return nil
      }
    }
    switch bytes[span.start] {
    case UInt8(ascii: "<"): return InfixOperator(.less, .comparison)
    case UInt8(ascii: ">"): return InfixOperator(.greater, .comparison)
    case UInt8(ascii: "+"): return InfixOperator(.add, .sum)
    case UInt8(ascii: "-"):
      return hasBlankBefore && !hasBlankAfter ? nil : InfixOperator(.subtract, .sum)
    case UInt8(ascii: "*"): return InfixOperator(.multiply, .product)
    case UInt8(ascii: "/"): return InfixOperator(.divide, .product)
    case UInt8(ascii: "%"): return InfixOperator(.remainder, .product)
    default: return nil
    }
  }

  func missing() -> Expression {
    Expression(.missing, Span(current.span.start, current.span.start))
  }
}
