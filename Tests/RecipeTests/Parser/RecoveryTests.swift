import SourceText
import Testing

@testable import Recipe

@Suite struct RecoveryTests {
  @Test func everyProblemOfAFileIsReportedOnce() {
    assertParse(
      """
      warm a {
        1️⃣frm feed
        where stock >2️⃣
        value json [id 3️⃣5q]
        ttl 1h
      }
      4️⃣swep "x*"
      audit "y*" assert count(x) 5️⃣= 0
      """, ["E0104", "E0111", "E0011", "E0101", "E0105"])
  }

  @Test func aBlockThatIsNotClosedEndsAtTheNextVerb() {
    let parsed = assertParse("sweep a 1️⃣{\n  by unlink\n\naudit b\n", ["E0114"])
    #expect(parsed.syntax.statements.count == 2)
  }

  @Test func aListThatIsNotClosedEndsAtTheNextClause() {
    let parsed = assertParse(
      "warm a {\n  from f\n  value json 1️⃣[id name\n  ttl 1h\n}\nsweep b", ["E0114"])
    #expect(parsed.syntax.statements.map(\.clauses.count) == [3, 0])
  }

  @Test func aBlockThatIsNotOpenedIsSaidOnce() {
    let parsed = assertParse("sweep a\n  1️⃣by unlink\n  rate 5k/s\n}\nsweep b", ["E0101"])
    #expect(parsed.syntax.statements.count == 2)
  }

  @Test func invalidBytesAreSaidOnce() {
    let text = Array("let a = ".utf8) + [0, 0, 0] + Array("\nlet b = \"".utf8) + [0xFF, 0xFE]
    let parsed = Parser.parse(SourceFile(path: "a", bytes: text + Array("\"\nuse \"c\"".utf8)))
    #expect(parsed.diagnostics.map(\.id) == ["E0001", "E0002"])
    #expect(parsed.syntax.statements.count == 3)
  }

  @Test func semicolonsEndStatementsAndClauses() {
    let parsed = assertParse("use \"a\"; sweep b { by unlink; rate 5k/s }; ; sweep c")
    #expect(parsed.syntax.statements.count == 3)
  }

  @Test func bracesChangeLayoutNeverMeaning() {
    let block = assertParse("source f {\n  csv \"a\"\n  header on\n  null \"\"; columns [a]\n}")
    let line = assertParse("source f csv \"a\" header on null \"\" columns [a]")
    #expect(SyntaxDump.of(block.syntax) == SyntaxDump.of(line.syntax))
  }

  @Test func anEmptyFileHasNothing() {
    for text in ["", "\n\n", "# only a comment", "\u{FEFF}", " ;;\n"] {
      #expect(assertParse(text).syntax.statements.isEmpty)
    }
  }

  @Test func optionalArgumentsAreTakenWhenTheyAreThere() {
    let parsed = assertParse(
      "sweep a lock\nsweep b lock \"n\" wait 5s\nsweep c lock server lease 5s\nsource r redis other"
    )
    let locks = parsed.syntax.statements.prefix(3).map { $0.clause("lock")?.arguments.count }
    #expect(locks == [0, 1, 0])
    #expect(parsed.syntax.statements[3].clause("redis")?.arguments.count == 1)
  }

  @Test func aClausesWordMayNameAStatement() {
    let parsed = assertParse("sweep rate\nsweep where where idle > 7d\nsweep key { by unlink }")
    #expect(parsed.syntax.statements.count == 3)
  }
}

@Suite struct HostileInputTests {
  private func parse(_ bytes: [UInt8]) -> (ParsedRecipe, Duration) {
    let clock = ContinuousClock()
    var parsed = Parser.parse(SourceFile(path: "a", bytes: []))
    let file = SourceFile(path: "hostile", bytes: bytes)
    let time = clock.measure { parsed = Parser.parse(file) }
    return (parsed, time)
  }

  @Test(arguments: [
    "(", "[", "{", "f(", "-", "not ", "a..", "\"{", "`{", "x and ", "'", "\"", "let a = [",
    "sweep a {",
  ])
  func manyOfAThingNeitherHangNorCrash(_ piece: String) {
    for prefix in ["", "let a = ", "sweep a where "] {
      let text = prefix + String(repeating: piece, count: 20_000)
      let (parsed, time) = parse(Array(text.utf8))
      #expect(!parsed.diagnostics.isEmpty)
      #expect(time < .seconds(20), "\(piece) \(time)")
      _ = DiagnosticRenderer().render(parsed.diagnostics)
    }
  }

  @Test func aThousandNestedBracketsAreRefusedOnce() {
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("-(", ")")] {
      let nested =
        String(repeating: open, count: 1000) + "1" + String(repeating: close, count: 1000)
      let (parsed, _) = parse(Array("let a = \(nested)\nuse \"b\"".utf8))
      #expect(parsed.diagnostics.map(\.id) == ["E0117"], "\(open)")
      #expect(parsed.syntax.statements.count == 2)
    }
  }

  @Test func tenMegabytesOnOneLine() {
    let list = "let a = [" + String(repeating: "\"session:1234567\" ", count: 600_000) + "]"
    let (parsed, time) = parse(Array(list.utf8))
    #expect(parsed.diagnostics.isEmpty)
    print("10 MB on one line: \(time)")
    let (broken, _) = parse([UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000))
    #expect(broken.diagnostics.map(\.id) == ["E0101"])
    #expect(broken.diagnostics[0].message.utf8.count < 200)
  }

  @Test(arguments: [
    ("short", 2, #"sweep "session:*" where idle > 7d and bytes > 1KiB rate 5k/s"#),
    (
      "long", 7,
      """
      warm product {
        from  shop sql "SELECT id, name FROM p WHERE id > {since}"
        key   "product:{id}"
        where stock > 0 and price * 0.5 < 100
        value json [id name price:float]
        ttl   1h within 10m..24h jitter 10%
        rate  15k/s
        guard rows >= 1k
      }
      """
    ),
  ])
  func tenThousandStatements(_ name: String, _ clauses: Int, _ statement: String) {
    let bytes = Array(String(repeating: statement + "\n", count: 10_000).utf8)
    let (parsed, time) = parse(bytes)
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.syntax.statements.count == 10_000)
    #expect(parsed.syntax.statements.allSatisfy { $0.clauses.count == clauses })
    print("10,000 \(name) statements, \(bytes.count / 1024) KiB: \(time)")
  }
}
