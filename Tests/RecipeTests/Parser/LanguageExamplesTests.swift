import SourceText
import Testing

@testable import Recipe

@Suite struct LanguageExamplesTests {
  private func example() throws -> ParsedRecipe {
    let bytes = try contents(goldenPath("syntax/language.recipe"))
    return assertParse(String(decoding: bytes, as: UTF8.self))
  }

  @Test func everyExampleOfTheLanguageParses() throws {
    let parsed = try example()
    #expect(parsed.syntax.statements.count > 30)
    assertGolden(SyntaxDump.of(parsed.syntax), "syntax/language.syntax")
  }

  @Test func everyExampleFormats() throws {
    let parsed = try example()
    let once = Formatter.format(parsed.syntax)
    assertGolden(String(decoding: once, as: UTF8.self), "syntax/language.formatted")
    assertFormats(parsed.syntax)
  }
}

/// What holds of every formatted recipe: the same tokens, the same syntax, formatting again changes nothing, and each
/// statement's one-line form means the same.
func assertFormats(_ syntax: RecipeSyntax, sourceLocation: SourceLocation = #_sourceLocation) {
  let once = Formatter.format(syntax)
  let again = Parser.parse(SourceFile(path: "formatted", bytes: once))
  #expect(again.diagnostics.map(describe).isEmpty, sourceLocation: sourceLocation)
  #expect(
    String(decoding: Formatter.format(again.syntax), as: UTF8.self)
      == String(decoding: once, as: UTF8.self), sourceLocation: sourceLocation)
  #expect(significant(again.syntax) == significant(syntax), sourceLocation: sourceLocation)
  #expect(SyntaxDump.of(again.syntax) == SyntaxDump.of(syntax), sourceLocation: sourceLocation)
  for statement in syntax.statements {
    let line = Formatter.oneLine(statement, in: syntax)
    let parsed = Parser.parse(SourceFile(path: "one line", bytes: line))
    #expect(!line.contains(UInt8(ascii: "\n")), sourceLocation: sourceLocation)
    #expect(parsed.diagnostics.map(describe).isEmpty, sourceLocation: sourceLocation)
    let alone = RecipeSyntax(file: syntax.file, statements: [statement], tokens: syntax.tokens)
    #expect(SyntaxDump.of(parsed.syntax) == SyntaxDump.of(alone), sourceLocation: sourceLocation)
  }
}

/// Tokens but blanks, line ends, `;`, and the braces of blocks; comments count.
private func significant(_ syntax: RecipeSyntax) -> [String] {
  syntax.tokens.compactMap { token in
    if token.kind == .blank || token.kind == .newline { return nil }
    var text = syntax.file.text(token.span)
    if token.kind == .comment {
      while text.last == " " || text.last == "\t" { text.removeLast() }
    }
    return token.kind == .punctuation && ["{", "}", ";"].contains(text) ? nil : text
  }
}
