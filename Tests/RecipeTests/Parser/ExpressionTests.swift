import SourceText
import Testing

@testable import Recipe

@Suite struct ExpressionTests {
  private func dump(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
    let parsed = assertParse("let x = \(text)", sourceLocation: sourceLocation)
    guard case .binding(_, let value)? = parsed.syntax.statements.first?.subject else { return "" }
    return SyntaxDump.text(value)
  }

  @Test func operatorsBindAsInTheGrammar() {
    #expect(dump("a or b and not c == d") == "(a or (b and (not (c == d))))")
    #expect(dump("a - b - c * d") == "((a - b) - (c * d))")
    #expect(dump("hour() in b..c") == "(hour() in (b .. c))")
    #expect(dump("a not in b and c not like d") == "((a not in b) and (c not like d))")
    #expect(dump("n % 100 == -m") == "((n % integer(100)) == (- m))")
    #expect(dump("(a or b) and c") == "((a or b) and c)")
    #expect(dump("0..-5") == "(integer(0) .. (- integer(5)))")
  }

  @Test func aSignTouchesOnlyWhatFollows() {
    #expect(dump("[a -b]") == "[a (- b)]")
    #expect(dump("[a - b]") == "[(a - b)]")
    #expect(dump("[order-id]") == "[order-id]")
    let parsed = assertParse(
      #"warm s from d value geo member "m" at lon -lat ttl never"#)
    let at = parsed.syntax.statements[0].clause("value")?.ownWord?.option("at")
    #expect(at?.arguments.count == 2)
  }

  @Test func linesGoOnAfterOperatorsAndWithinBrackets() {
    #expect(dump("a and\n  b") == "(a and b)")
    #expect(dump("a -\n  b") == "(a - b)")
    #expect(dump("[1\n 2 # two\n]") == "[integer(1) integer(2)]")
    #expect(dump("f(a,\n  b)") == "f(a, b)")
    #expect(dump("(a\n or b)") == "(a or b)")
  }

  @Test func durationsMayBeFinerThanAMillisecond() {
    #expect(dump("800us") == "latency(800)")
    #expect(dump("0.5ms") == "latency(500)")
    #expect(dump("1ms500us") == "latency(1500)")
    #expect(dump("1.5ms500us") == "duration(2)")
    #expect(dump("0.5s") == "duration(500)")
    #expect(dump("2000us") == "duration(2)")
    #expect(dump("0.0000001h") == "latency(360)")
  }

  @Test func referencesCallsAndLists() {
    #expect(dump("row.'Unit Price'") == "row.Unit Price")
    #expect(dump("server.p99 < 5ms") == "(server.p99 < duration(5))")
    #expect(dump("[id price:float title=name]") == "[id price:float title=name]")
    #expect(dump("count(x)") == "count(x)")
    #expect(dump("[1, 2 3]") == "[integer(1) integer(2) integer(3)]")
  }

  @Test(arguments: [
    ("5", "integer(5)"), ("1_000", "integer(1000)"), ("100k", "integer(100000)"),
    ("1.5k", "integer(1500)"), ("0.99", "real(0.99)"), ("5m", "duration(300000)"),
    ("5M", "integer(5000000)"), ("1h30m", "duration(5400000)"), ("1.5h", "duration(5400000)"),
    ("2KiB", "size(2048)"), ("1.5KB", "size(1500)"), ("20%", "percent(0.2)"),
    ("15k/s", "rate(15000.0, ofBytes: false)"), ("10MB/s", "rate(10000000.0, ofBytes: true)"),
    ("6k/m", "rate(100.0, ofBytes: false)"), ("on", "boolean(true)"), ("never", "never"),
    ("null", "null"), ("9223372036854775807", "integer(9223372036854775807)"),
  ])
  func literals(_ text: String, _ expected: String) {
    #expect(dump(text) == expected)
  }

  @Test func theOperandOfADanglingOperatorIsMissedOnItsOwnLine() {
    assertParse("sweep s {\n  where idle >1️⃣\n  rate 5k/s\n}", ["E0111"])
    assertParse("sweep s {\n  where idle >\n    ttl\n}")
  }

  @Test func blanksAroundOperators() {
    assertParse("let x = a 1️⃣==(b 2️⃣>c)", ["E0112", "E0112"])
    assertParse("let x = a1️⃣>b", ["E0112"])
    assertParse("let x = 51️⃣-3", ["E0112"])
    assertParse("let x = a 1️⃣*b", ["E0112"])
  }
}
