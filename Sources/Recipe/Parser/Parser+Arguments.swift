import SourceText

/// The shorthand of the command line: `cachectl sweep 'session:*' where 'idle > 7d' rate 5k/s`.
///
/// The same walk over the signatures, with each shell argument one item: a word as the table resolves it; where a string
/// is due that string verbatim (holes are read, escapes are not); else an expression.
extension Parser {
  /// Parses the tail of a statement. Problems point into a rendering of the arguments, joined by blanks.
  package static func parse(arguments: [String], verb: String) -> ParsedRecipe {
    var parser = Parser(arguments: arguments, verb: verb)
    for (problem, span) in EncodingCheck.problems(in: parser.bytes) { parser.report(problem, span) }
    let statements = parser.statements()
    return parser.result(statements, parser.tokens)
  }

  /// What may stand as the next shell argument.
  package static func expectedSet(after arguments: [String], verb: String) -> ExpectedSet {
    var parser = Parser(arguments: arguments, verb: verb)
    return parser.gatherExpected()
  }

  private init(arguments: [String], verb: String) {
    var bytes: [UInt8] = []
    var tokens: [Token] = []
    for argument in [verb] + arguments {
      if !bytes.isEmpty {
        tokens.append(Token(.blank, Span(bytes.count, bytes.count + 1)))
        bytes.append(UInt8(ascii: " "))
      }
      let start = bytes.count
      bytes += Array(argument.utf8)
      let isName =
        argument.utf8.first.map(CharacterClass.isLetter) == true
        && argument.utf8.allSatisfy(CharacterClass.isNamePart)
      tokens.append(Token(isName ? .name : .argument, Span(start, bytes.count)))
    }
    tokens.append(Token(.end, Span(bytes.count, bytes.count)))
    self.init(SourceFile(path: "<arguments>", bytes: bytes), tokens: tokens, broken: [])
    readsArguments = true
  }

  /// One shell argument as the row wants it.
  mutating func shellArgument(_ parameter: Parameter, of rule: PhraseRule) -> Argument? {
    let shapes = parameter.shapes
    if shapes.contains(.template), !shapes.contains(.name) || current.kind == .argument {
      let template = argumentTemplate()
      return .expression(Expression(.template(template), template.span))
    }
    if shapes.contains(.command) && !shapes.contains(.name) {
      let command = argumentCommand()
      return .expression(Expression(.command(command), command.span))
    }
    if shapes.contains(.name), current.kind == .name { return value(parameter, of: rule) }
    let span = current.span
    var argument: Argument?
    var isWhole = true
    let lexer = Lexer.lex(bytes, in: span.range)
    for (problem, span) in lexer.problems { report(problem, span) }
    within(lexer) { inner in
      argument = inner.value(parameter, of: rule)
      if !inner.isRecovering, inner.current.kind != .end {
        inner.fail(.expressionEndExpected(found: inner.found))
      }
      isWhole = !inner.isRecovering
    }
    if !isWhole { isRecovering = true }
    advance()
    return argument
  }

  /// The argument here as a string: its holes are read, its backslashes are its own.
  mutating func argumentTemplate() -> Template {
    let span = current.span
    advance()
    return Template(style: .string, pieces: pieces(in: span, escapes: false), span: span)
  }

  mutating func argumentCommand() -> CommandTemplate {
    let span = current.span
    advance()
    return command(in: span, span)
  }
}
