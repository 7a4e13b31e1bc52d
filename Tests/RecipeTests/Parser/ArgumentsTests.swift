import SourceText
import Testing

@testable import Recipe

@Suite struct ArgumentsTests {
  /// Shell arguments mean what the statement means.
  private func expect(
    _ verb: String, _ arguments: [String], like statement: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let parsed = Parser.parse(arguments: arguments, verb: verb)
    #expect(parsed.diagnostics.map(describe).isEmpty, sourceLocation: sourceLocation)
    #expect(
      SyntaxDump.of(parsed.syntax) == SyntaxDump.of(assertParse(statement).syntax),
      sourceLocation: sourceLocation)
  }

  @Test func eachArgumentIsOneItem() {
    expect(
      "sweep", ["session:*", "where", "idle > 7d", "rate", "5k/s"],
      like: #"sweep "session:*" where idle > 7d rate 5k/s"#)
    expect(
      "sweep", ["session", "by", "expire", "2m", "jitter", "2m"],
      like: "sweep session by expire 2m jitter 2m")
    expect(
      "sweep", ["tmp", "match", "{t}:tmp:*", "each", "t", "in", #"["a" "b"]"#],
      like: #"sweep tmp match "{t}:tmp:*" each t in ["a" "b"]"#)
    expect(
      "audit", ["s:*", "assert", "share(ttl > 24h) < 0.1%", "say", "too long"],
      like: #"audit "s:*" assert share(ttl > 24h) < 0.1% say "too long""#)
  }

  @Test func aStringIsTakenVerbatim() {
    expect("sweep", [#"a\*"b"#, "doc", "word"], like: #"sweep "a\\*\"b" doc "word""#)
    expect(
      "warm", ["p", "from", "feed", "key", "p:{id | lower}", "value", "json", "row", "ttl", "1h"],
      like: #"warm p from feed key "p:{id | lower}" value json row ttl 1h"#)
  }

  @Test func benchIsTypedAsOneTypesRedisBenchmark() {
    expect(
      "bench",
      ["GET k:{n}", "pick", "n = zipf(1..1M, 0.99)", "conns", "50", "depth", "16", "for", "30s"],
      like: "bench `GET k:{n}` pick n = zipf(1..1M, 0.99) conns 50 depth 16 for 30s")
  }

  @Test func problemsPointIntoTheArguments() {
    let parsed = Parser.parse(arguments: ["s:*", "where", "idle >", "rat", "5k/s"], verb: "sweep")
    #expect(parsed.diagnostics.map(\.id) == ["E0111"])
    let second = Parser.parse(arguments: ["s:*", "rat", "5k/s"], verb: "sweep")
    #expect(second.diagnostics.map(\.id) == ["E0104"])
    #expect(second.diagnostics.first?.location.map { $0.file.text($0.span) } == "rat")
    #expect(second.diagnostics.first?.location?.file.path == "<arguments>")
    let extra = Parser.parse(arguments: ["s:*", "where", "a b"], verb: "sweep")
    #expect(extra.diagnostics.map(\.id) == ["E0105"])
    let none = Parser.parse(arguments: [], verb: "sweep")
    #expect(none.diagnostics.map(\.id) == ["E0102"])
    #expect(
      Parser.parse(arguments: ["", "{", "\n", "where", ""], verb: "sweep").diagnostics.count > 0)
  }
}
