import SourceText

/// Where strings, texts, raws and commands end. What they hold is read by `TemplateReader`.
extension Lexer {
  /// `"…"` on one line, or `"""…"""`.
  mutating func string() -> Token.Kind {
    let start = position
    if byte(1) == UInt8(ascii: "\""), byte(2) == UInt8(ascii: "\"") {
      position += 3
      finish(start, closing: UInt8(ascii: "\""), count: 3, escapes: false, orElse: .unclosedText)
      return .text
    }
    position += 1
    finish(start, closing: UInt8(ascii: "\""), count: 1, escapes: true, orElse: .unclosedString)
    return .string
  }

  /// `` `…` ``, over several lines where that helps. Only a hole may hold a backtick, in a `'…'`.
  mutating func command() -> Token.Kind {
    let start = position
    position += 1
    finish(start, closing: UInt8(ascii: "`"), count: 1, escapes: false, orElse: .unclosedCommand)
    return .command
  }

  /// `'…'` on one line, or `'''…'''`: nothing in it means anything.
  mutating func raw() -> Token.Kind {
    let start = position
    if let after = endOfRaw(from: position, mayBeLong: true) {
      position = after
    } else {
      let isLong = byte(1) == UInt8(ascii: "'") && byte(2) == UInt8(ascii: "'")
      position += 1
      skip { isLong || $0 != UInt8(ascii: "\n") }
      report(.unclosedRaw, Span(start, start + (isLong ? 3 : 1)), of: start)
    }
    return .raw
  }

  /// Past the raw string that begins at `start`, or nil when it does not end where it must.
  private func endOfRaw(from start: Int, mayBeLong: Bool) -> Int? {
    let quote = UInt8(ascii: "'")
    func isQuote(_ index: Int) -> Bool { index < end && bytes[index] == quote }
    if mayBeLong, isQuote(start + 1), isQuote(start + 2) {
      var index = start + 3
      while index < end {
        if isQuote(index), isQuote(index + 1), isQuote(index + 2) { return index + 3 }
        index += 1
      }
      return nil
    }
    var index = start + 1
    while index < end, bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == quote { return index + 1 }
      index += 1
    }
    return nil
  }

  /// Moves past the closing quotes, stepping over escapes and holes.
  private mutating func finish(
    _ start: Int, closing: UInt8, count: Int, escapes: Bool, orElse unclosed: ParserProblem
  ) {
    let isOneLine = escapes
    var quote = QuoteState.none
    while position < end {
      let current = bytes[position]
      if current == closing, count == 1 || isTriple(position, closing) {
        position += count
        return
      }
      if isOneLine, current == UInt8(ascii: "\n") { break }
      if escapes || quote == .double, current == UInt8(ascii: "\\"), position + 1 < end,
        bytes[position + 1] != UInt8(ascii: "\n"), escapes || bytes[position + 1] != closing
      {
        position += 2
        continue
      }
      if closing == UInt8(ascii: "`") { quote.step(current) }
      if current == UInt8(ascii: "{"), quote != .single {
        if position + 1 < end, bytes[position + 1] == UInt8(ascii: "{") {
          position += 2
          continue
        }
        if !skipHole(closing, count, isOneLine) {
          report(.unclosedHole, Span(position, position + 1), of: start)
          skipToClosing(closing, count, isOneLine)
          return
        }
        continue
      }
      position += 1
    }
    report(unclosed, Span(start, start + count), of: start)
    if isOneLine { dropCarriageReturn(after: start) }
  }

  /// Past the hole that begins here; false, without moving, when the string around ends before it does.
  private mutating func skipHole(_ closing: UInt8, _ count: Int, _ isOneLine: Bool) -> Bool {
    var index = position + 1
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "}"):
        position = index + 1
        return true
      case closing where count == 1 || isTriple(index, closing):
        return false
      case UInt8(ascii: "\n") where isOneLine:
        return false
      case UInt8(ascii: "'"):
        guard let after = endOfRaw(from: index, mayBeLong: !isOneLine) else {
          index += 1
          continue
        }
        index = after
      default:
        index += 1
      }
    }
    return false
  }

  private mutating func skipToClosing(_ closing: UInt8, _ count: Int, _ isOneLine: Bool) {
    while position < end, !(isOneLine && bytes[position] == UInt8(ascii: "\n")) {
      if bytes[position] == closing, count == 1 || isTriple(position, closing) {
        position += count
        return
      }
      position += 1
    }
  }

  private func isTriple(_ index: Int, _ quote: UInt8) -> Bool {
    index + 2 < end && bytes[index + 1] == quote && bytes[index + 2] == quote
  }

  /// The carriage return before a newline belongs to the newline, not to the broken string.
  private mutating func dropCarriageReturn(after start: Int) {
    if position < end, position > start + 1, bytes[position - 1] == UInt8(ascii: "\r") {
      position -= 1
    }
  }

  private mutating func report(_ problem: ParserProblem, _ span: Span, of start: Int) {
    problems.append((problem, span))
    broken.insert(start)
  }
}

/// Which quotes of redis-cli a place in a command is within: braces within `'…'` are no holes.
enum QuoteState {
  case none
  case double
  case single

  mutating func step(_ byte: UInt8) {
    switch (self, byte) {
    case (.none, UInt8(ascii: "\"")): self = .double
    case (.none, UInt8(ascii: "'")): self = .single
    case (.double, UInt8(ascii: "\"")), (.single, UInt8(ascii: "'")): self = .none
    default: break
    }
  }
}
