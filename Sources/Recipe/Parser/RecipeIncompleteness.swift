import SourceText

/// Whether a text is the beginning of something longer: what makes a prompt ask for another line.
package enum RecipeIncompleteness: Sendable {
  case openBlock
  case openBracket
  case openText
  case openCommand
  /// The line ends with an infix operator.
  case danglingOperator

  /// Whether one more line may finish the text: without it, a long paste need not be read anew for each of its lines.
  package func mayEnd(with line: some StringProtocol) -> Bool {
    switch self {
    case .openBlock, .openBracket:
      line.utf8.contains {
        $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: ")")
      }
    case .openText: line.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    case .openCommand: line.utf8.contains(UInt8(ascii: "`"))
    case .danglingOperator: true
    }
  }

  /// Why the text is unfinished, or nil when it is not, or when no further line could mend it.
  package static func of(_ bytes: [UInt8]) -> RecipeIncompleteness? {
    let lexer = Lexer.lex(bytes)
    for (problem, _) in lexer.problems {
      switch problem {
      case .unclosedText: return .openText
      case .unclosedCommand: return .openCommand
      default: break
      }
    }
    var braces = 0
    var brackets = 0
    var last: Token?
    for token in lexer.tokens where !token.isTrivia && token.kind != .newline {
      if token.kind == .punctuation {
        switch bytes[token.span.start] {
        case UInt8(ascii: "{"): braces += 1
        case UInt8(ascii: "}"): braces -= 1
        case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
        default: break
        }
      }
      if token.kind != .end { last = token }
    }
    if brackets > 0 { return .openBracket }
    if braces > 0 { return .openBlock }
    return last.map { $0.isInfixOperator(in: bytes) } == true ? .danglingOperator : nil
  }
}

extension Token {
  /// Whether the token is an infix operator wherever it ends a line.
  func isInfixOperator(in bytes: [UInt8]) -> Bool {
    switch kind {
    case .name: Keyword(WordKey(bytes[span.range]))?.isInfix == true
    case .punctuation:
      switch bytes[span.start] {
      case UInt8(ascii: "="): span.count == 2
      case UInt8(ascii: "."): span.count == 2
      case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"):
        true
      default: false
      }
    default: false
    }
  }
}
