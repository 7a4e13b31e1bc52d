import SourceText

/// Strings: literal bytes and holes. The lexer found where a string ends; here its inside is read, once.
extension Parser {
  /// The string token here, moved over.
  mutating func takeTemplate() -> Template {
    let token = current
    advance()
    let span = token.span
    if broken.contains(span.start) {
      statementHasProblem = true
      return Template(style: token.kind == .raw ? .raw : .string, pieces: [], span: span)
    }
    switch token.kind {
    case .raw:
      let quotes = rawQuoteCount(span)
      let inner = Span(span.start + quotes, span.end - quotes)
      let pieces: [Template.Piece] =
        inner.count == 0 ? [] : [.literal(Array(bytes[inner.range]), inner)]
      return Template(style: .raw, pieces: pieces, span: span)
    case .text:
      let pieces = pieces(in: Span(span.start + 3, span.end - 3), escapes: false)
      return Template(style: .text, pieces: Dedent.apply(to: pieces), span: span)
    default:
      let pieces = pieces(in: Span(span.start + 1, span.end - 1), escapes: true)
      return Template(style: .string, pieces: pieces, span: span)
    }
  }

  func rawQuoteCount(_ span: Span) -> Int {
    let quote = UInt8(ascii: "'")
    return span.count >= 6 && bytes[span.start + 1] == quote && bytes[span.start + 2] == quote
      ? 3 : 1
  }

  /// Literals and holes of the inside of a string.
  mutating func pieces(in span: Span, escapes: Bool) -> [Template.Piece] {
    var builder = TemplateBuilder(at: span.start)
    var position = span.start
    while position < span.end {
      switch bytes[position] {
      case UInt8(ascii: "\\") where escapes:
        position = escape(at: position, end: span.end, into: &builder)
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        position = brace(at: position, end: span.end, into: &builder)
      default:
        builder.append(bytes[position], at: position)
        position += 1
      }
    }
    return builder.finish(at: span.end)
  }

  /// A doubled brace, a hole, or a lone `}`. Gives where to go on.
  mutating func brace(at position: Int, end: Int, into builder: inout TemplateBuilder) -> Int {
    let byte = bytes[position]
    if position + 1 < end, bytes[position + 1] == byte {
      builder.append(byte, at: position)
      return position + 2
    }
    guard byte == UInt8(ascii: "{") else {
      report(.loneBrace, Span(position, position + 1))
      return position + 1
    }
    let hole = hole(at: position, end: end)
    builder.append(hole)
    return max(position + 1, hole.span.end)
  }

  /// An escape: its bytes go to the builder. Gives where to go on.
  mutating func escape(at position: Int, end: Int, into builder: inout TemplateBuilder) -> Int {
    guard position + 1 < end else {
      report(.unknownEscape("\\"), Span(position, position + 1))
      return end
    }
    let simple: UInt8? =
      switch bytes[position + 1] {
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "t"): 0x09
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "e"): 0x1B
      case UInt8(ascii: "0"): 0x00
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes[position + 1]
      default: nil
      }
    if let simple {
      builder.append(simple, at: position)
      return position + 2
    }
    if bytes[position + 1] == UInt8(ascii: "x"), position + 3 < end,
      let high = CharacterClass.hexValue(bytes[position + 2]),
      let low = CharacterClass.hexValue(bytes[position + 3])
    {
      builder.append(high << 4 | low, at: position)
      return position + 4
    }
    if bytes[position + 1] == UInt8(ascii: "u"), let (scalar, next) = scalar(at: position + 2, end)
    {
      for byte in String(Character(scalar)).utf8 { builder.append(byte, at: position) }
      return next
    }
    var next = position + 2
    while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
    let span = Span(position, next)
    report(.unknownEscape(file.text(span)), span)
    return next
  }

  /// `{1F600}` after `\u`.
  private func scalar(at start: Int, _ end: Int) -> (Unicode.Scalar, Int)? {
    guard start < end, bytes[start] == UInt8(ascii: "{") else { return nil }
    var value: UInt32 = 0
    var index = start + 1
    while index < end, index <= start + 8, let digit = CharacterClass.hexValue(bytes[index]) {
      value = value << 4 | UInt32(digit)
      index += 1
    }
    guard index > start + 1, index < end, bytes[index] == UInt8(ascii: "}"),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return (scalar, index + 1)
  }

  // MARK: Holes

  /// `{expr:type | filter …}`, lexed and parsed here and never again.
  private mutating func hole(at open: Int, end: Int) -> Hole {
    var mark = Hole.Mark.plain
    var start = open + 1
    if start < end, bytes[start] == UInt8(ascii: "#") || bytes[start] == UInt8(ascii: "*") {
      mark = bytes[start] == UInt8(ascii: "#") ? .hashTag : .spread
      start += 1
    }
    let lexer = Lexer.lex(bytes, in: start..<end, state: .hole)
    for (problem, span) in lexer.problems { report(problem, span) }
    let close = lexer.position
    guard close < end else {
      report(.unclosedHole, Span(open, open + 1))
      return Hole(
        mark: mark, expression: Expression(.missing, Span(open, end)), type: nil, filters: [],
        span: Span(open, end))
    }
    var content: (Expression, Identifier?, [Filter])?
    within(lexer) { content = $0.holeContent() }
    let (expression, type, filters) = content ?? (missing(), nil, [])
    return Hole(
      mark: mark, expression: expression, type: type, filters: filters, span: Span(open, close + 1))
  }

  /// Reads other tokens for a while: those of a hole, or of one shell argument.
  mutating func within(_ lexer: Lexer, _ read: (inout Parser) -> Void) {
    var outer = (lexer.tokens, 0, lastEnd, 1, isRecovering, false, false)
    swapCursor(&outer)
    broken.formUnion(lexer.broken)
    isRecovering = false
    skipTrivia()
    read(&self)
    swapCursor(&outer)
  }

  private mutating func swapCursor(_ other: inout ([Token], Int, Int, Int, Bool, Bool, Bool)) {
    swap(&tokens, &other.0)
    swap(&index, &other.1)
    swap(&lastEnd, &other.2)
    swap(&newlineIsBlank, &other.3)
    swap(&isRecovering, &other.4)
    swap(&isInBlock, &other.5)
    swap(&readsArguments, &other.6)
  }

  private mutating func holeContent() -> (Expression, Identifier?, [Filter]) {
    if current.kind == .end {
      fail(.emptyHole, at: Span(current.span.start - 1, current.span.start + 1))
      return (missing(), nil, [])
    }
    let value = expression()
    let type = typeAnnotation()
    var filters: [Filter] = []
    while !isRecovering, isAt("|") {
      advance()
      guard current.kind == .name else {
        fail(.nameExpected(after: "|", found: found))
        break
      }
      let name = takeName()
      var arguments: [Expression] = []
      while !isRecovering, current.kind != .end, !isAt("|") { arguments.append(primary()) }
      filters.append(Filter(name: name, arguments: arguments))
    }
    if !isRecovering, current.kind != .end { fail(.holeEndExpected(found: found)) }
    return (value, type, filters)
  }
}
