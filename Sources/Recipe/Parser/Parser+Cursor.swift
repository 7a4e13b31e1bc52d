import SourceText

/// Looking at tokens and moving over them.
extension Parser {
  var current: Token { tokens[index] }

  /// Moves to the next token that matters.
  mutating func advance() {
    lastEnd = tokens[index].span.end
    if tokens[index].kind != .end { index += 1 }
    skipTrivia()
  }

  mutating func skipTrivia() {
    while tokens[index].isTrivia || newlineIsBlank > 0 && tokens[index].kind == .newline {
      index += 1
    }
  }

  mutating func skipNewlines() {
    while tokens[index].isTrivia || tokens[index].kind == .newline { index += 1 }
  }

  /// Whether the token is this operator or bracket.
  func isAt(_ punctuation: StaticString) -> Bool { isPunctuation(index, punctuation) }

  func isPunctuation(_ index: Int, _ text: StaticString) -> Bool {
    let token = tokens[index]
    guard token.kind == .punctuation, token.span.count == text.utf8CodeUnitCount else {
      return false
    }
    if bytes[token.span.start] != text.utf8Start[0] { return false }
    return token.span.count == 1 || bytes[token.span.start + 1] == text.utf8Start[1]
  }

  func key(_ index: Int) -> WordKey? {
    tokens[index].kind == .name ? WordKey(bytes[tokens[index].span.range]) : nil
  }

  func identifier(_ span: Span) -> Identifier {
    Identifier(String(decoding: bytes[span.range], as: UTF8.self), span)
  }

  /// The name here, moved over.
  mutating func takeName() -> Identifier {
    let name = identifier(current.span)
    advance()
    return name
  }

  var hasBlankBefore: Bool { index == 0 || tokens[index - 1].isTrivia || isNewline(index - 1) }

  var hasBlankAfter: Bool {
    tokens[index].kind == .end || tokens[index + 1].isTrivia || isNewline(index + 1)
      || tokens[index + 1].kind == .end
  }

  /// Whether only blanks stand before the token on its line.
  var isAtLineStart: Bool {
    var before = index - 1
    while before >= 0, tokens[before].isTrivia { before -= 1 }
    return before < 0 || isNewline(before)
  }

  private func isNewline(_ index: Int) -> Bool { tokens[index].kind == .newline }

  /// The next token that matters after the one at `index`.
  func following(_ index: Int) -> Int {
    var next = index + 1
    while next < tokens.count - 1,
      tokens[next].isTrivia || newlineIsBlank > 0 && tokens[next].kind == .newline
    {
      next += 1
    }
    return min(next, tokens.count - 1)
  }

  /// Whether nothing more can belong to the clause.
  var isAtEndOfClause: Bool {
    switch current.kind {
    case .end, .newline: true
    case .punctuation: isAt(";") || isAt("}") || isAt("{")
    default: false
    }
  }

  /// What a message says was found here.
  var found: String { describe(current) }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .end where token.span.start < bytes.count: "the end of it"
    case .end: readsArguments ? "the end of the arguments" : "the end of the recipe"
    case .newline: "the end of the line"
    case .number: "the number \(excerpt(token.span))"
    case .string, .text, .raw: "the string \(excerpt(token.span))"
    case .command: "the command \(excerpt(token.span))"
    default: "`\(excerpt(token.span))`"
    }
  }

  /// The text of a span, short enough for a message.
  func excerpt(_ span: Span) -> String {
    let line = bytes[span.range].prefix { $0 != UInt8(ascii: "\n") }
    guard line.count < span.count || span.count > 40 else { return file.text(span) }
    var end = line.startIndex + min(line.count, 37)
    while end > line.startIndex, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[line.startIndex..<end], as: UTF8.self) + "…"
  }
}
