import SourceText

/// The one-line form of a statement: for a prompt's history, a log, a report.
extension Formatter {
  /// A statement on one line: no block, no comments, text over several lines written as `"…\n…"`.
  package static func oneLine(_ statement: Statement, in syntax: RecipeSyntax) -> [UInt8] {
    let formatter = Formatter(syntax)
    var output: [UInt8] = []
    var layout = TokenLayout()
    var previous: Int?
    for index in formatter.range(of: statement, from: 0) {
      let token = syntax.tokens[index]
      if token.isTrivia || token.kind == .newline { continue }
      switch formatter.text(index) {
      case "{", "}", ";": continue
      default: break
      }
      if let previous, formatter.needsBlank(between: previous, and: index, layout) {
        output.append(UInt8(ascii: " "))
      }
      output += formatter.oneLine(token, syntax.file)
      layout.step(token, syntax.file.bytes)
      previous = index
    }
    return output
  }

  private func oneLine(_ token: Token, _ file: SourceFile) -> [UInt8] {
    let verbatim = bytes[token.span.range]
    guard verbatim.contains(UInt8(ascii: "\n")) else { return Array(verbatim) }
    var parser = Parser(
      file, tokens: [token, Token(.end, Span(token.span.end, token.span.end))], broken: [])
    guard token.kind == .command else { return quoted(parser.takeTemplate().pieces) }
    let arguments = parser.takeCommand().arguments.map { quoted($0.pieces, inCommand: true) }
    return [UInt8(ascii: "`")] + arguments.joined(separator: [UInt8(ascii: " ")])
      + [UInt8(ascii: "`")]
  }

  /// Pieces as a string in quotes, with what needs an escape escaped and holes as they were.
  private func quoted(_ pieces: [Template.Piece], inCommand: Bool = false) -> [UInt8] {
    var output = [UInt8(ascii: "\"")]
    for piece in pieces {
      switch piece {
      case .literal(let literal, _):
        for byte in literal { output += escaped(byte, inCommand) }
      case .hole(let hole):
        output += bytes[hole.span.range].map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
      }
    }
    return output + [UInt8(ascii: "\"")]
  }

  private func escaped(_ byte: UInt8, _ inCommand: Bool) -> [UInt8] {
    switch byte {
    case 0x0A: return Array(#"\n"#.utf8)
    case 0x0D: return Array(#"\r"#.utf8)
    case 0x09: return Array(#"\t"#.utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "{"), UInt8(ascii: "}"): return [byte, byte]
    case UInt8(ascii: "`") where inCommand: return Array(#"\x60"#.utf8)
    default: return [byte]
    }
  }
}
