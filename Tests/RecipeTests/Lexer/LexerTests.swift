import SourceText
import Testing

@testable import Recipe

@Suite struct LexerTests {
  /// Kinds and texts of all tokens but blanks and the end.
  private func tokens(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Lexer.lex(bytes).tokens.filter { $0.kind != .blank && $0.kind != .end }
      .map { "\($0.kind) \(String(decoding: bytes[$0.span.range], as: UTF8.self))" }
  }

  @Test(arguments: ["5", "5k", "1_000", "1h30m", "1.5h", "15k/s", "10MB/s", "2KiB", "20%", "0.1%"])
  func aNumberTakesTheUnitThatTouchesIt(_ text: String) {
    #expect(tokens(text) == ["number \(text)"])
  }

  @Test func aRangeIsNumberDotsNumber() {
    #expect(tokens("1..5") == ["number 1", "punctuation ..", "number 5"])
    #expect(tokens("10m..24h") == ["number 10m", "punctuation ..", "number 24h"])
    #expect(tokens("0.5..1.5") == ["number 0.5", "punctuation ..", "number 1.5"])
  }

  @Test func percentAndRemainderDifferByTouching() {
    #expect(tokens("n % 100") == ["name n", "punctuation %", "number 100"])
    #expect(tokens("20% x") == ["number 20%", "name x"])
  }

  @Test func aNameMayHoldMinusAndDigits() {
    #expect(
      tokens("order-id _x9 maxmemory-policy") == [
        "name order-id", "name _x9", "name maxmemory-policy",
      ])
    #expect(tokens("a.b") == ["name a", "punctuation .", "name b"])
    #expect(tokens("-x") == ["punctuation -", "name x"])
  }

  @Test func aStringWithHolesIsOneToken() {
    for text in [
      #""a {x} b""#, #""{ts | date '%Y"%m'}""#, #""\"{{""#, #""""a "quoted" {x}""""#,
      "`SET k:{id} \"a b\" '{'`", "'it is {raw}'", "'''it's raw'''", #""""#, "''",
      #""{x | f '}'}""#,
      "\"\"\"\n  {x\n  }\n\"\"\"", "`SET\n  k`",
    ] {
      #expect(tokens(text).count == 1, "\(text)")
      #expect(Lexer.lex(Array(text.utf8)).problems.isEmpty, "\(text)")
    }
  }

  @Test func emptyStringsDoNotBeginATextByChance() {
    #expect(tokens(#"null "" columns"#) == ["name null", #"string """#, "name columns"])
    #expect(tokens("'' ''") == ["raw ''", "raw ''"])
  }

  @Test func anUnclosedStringEndsWithItsLine() {
    #expect(tokens("\"abc\r\nuse") == ["string \"abc", "newline \n", "name use"])
    #expect(tokens(#""abc\""#) == [#"string "abc\""#])
    #expect(tokens("'abc\nx") == ["raw 'abc", "newline \n", "name x"])
  }

  @Test func aHoleThatIsNotClosedEndsWithItsString() {
    #expect(tokens(#""a {x" b"#) == [#"string "a {x""#, "name b"])
    #expect(tokens(#""a {x 'y" b"#) == [#"string "a {x 'y""#, "name b"])
  }

  @Test func aByteOrderMarkIsBlank() {
    let lexer = Lexer.lex([0xEF, 0xBB, 0xBF] + Array("use".utf8))
    #expect(lexer.tokens.map(\.kind) == [.blank, .name, .end])
  }

  @Test func commentsEndBeforeTheLineEnd() {
    #expect(tokens("# a\r\nb") == ["comment # a", "newline \n", "name b"])
  }

  @Test(arguments: 0..<200)
  func tokensTileAnyBytes(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let alphabet =
      Array(" \t\n\r\"'`{}[]()#=<>!.,;:|&-+*/%\\0159azAZ_é\u{0}\u{1F}".utf8) + [0xFF, 0xC3]
    let bytes = (0..<80).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
    let parsed = Parser.parse(SourceFile(path: "random", bytes: bytes))
    assertTiling(parsed.syntax)
    _ = RecipeIncompleteness.of(bytes)
    _ = DiagnosticRenderer().render(parsed.diagnostics)
    _ = Parser.expectedSet(at: 40, in: bytes)
  }
}

/// A small generator whose seed a failing test names.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
