import SourceText

/// Commands in backticks, split into arguments as redis-cli splits a line.
///
/// `"…"` knows escapes and holes, `'…'` is raw but for `\'`, and a closing quote is followed by a blank. Splitting
/// happens here, before any hole is filled, so what a hole renders is part of exactly one argument.
extension Parser {
  /// The command token here, moved over.
  mutating func takeCommand() -> CommandTemplate {
    let span = current.span
    advance()
    if broken.contains(span.start) {
      statementHasProblem = true
      return CommandTemplate(arguments: [], span: span)
    }
    return command(in: Span(span.start + 1, span.end - 1), span)
  }

  mutating func command(in inner: Span, _ span: Span) -> CommandTemplate {
    var arguments: [Template] = []
    var position = inner.start
    while true {
      while position < inner.end, isCommandBlank(bytes[position]) { position += 1 }
      guard position < inner.end else { break }
      arguments.append(commandArgument(&position, inner.end))
    }
    if arguments.isEmpty { report(.emptyCommand, span) }
    return CommandTemplate(arguments: arguments, span: span)
  }

  private func isCommandBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private mutating func commandArgument(_ position: inout Int, _ end: Int) -> Template {
    let start = position
    var builder = TemplateBuilder(at: start)
    while position < end, !isCommandBlank(bytes[position]) {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        quoted(byte, &position, end, &builder)
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        position = brace(at: position, end: end, into: &builder)
      default:
        builder.append(byte, at: position)
        position += 1
      }
    }
    let template = Template(
      style: .string, pieces: builder.finish(at: position), span: Span(start, position))
    for piece in template.pieces where template.pieces.count > 1 {
      if case .hole(let hole) = piece, hole.mark == .spread { report(.spreadNotAlone, hole.span) }
    }
    return template
  }

  private mutating func quoted(
    _ quote: UInt8, _ position: inout Int, _ end: Int, _ builder: inout TemplateBuilder
  ) {
    let open = position
    let isRaw = quote == UInt8(ascii: "'")
    position += 1
    while position < end, bytes[position] != quote {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        if !isRaw {
          position = escape(at: position, end: end, into: &builder)
          continue
        }
        if position + 1 < end, bytes[position + 1] == quote { position += 1 }
      } else if !isRaw, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        position = brace(at: position, end: end, into: &builder)
        continue
      }
      builder.append(bytes[position], at: position)
      position += 1
    }
    guard position < end else {
      report(.commandQuoting("not closed"), Span(open, open + 1))
      return
    }
    position += 1
    if position < end, !isCommandBlank(bytes[position]) {
      report(.commandQuoting("a blank goes after it"), Span(position - 1, position))
    }
  }
}
