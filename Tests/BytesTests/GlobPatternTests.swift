import Bytes
import TestSupport
import Testing

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("*", ""), ("*", "x"), ("", ""), ("h?llo", "hello"), ("h*llo", "heeeello"), ("h*llo", "hllo"),
    ("h[ae]llo", "hallo"), ("h[^e]llo", "hbllo"), ("h[a-b]llo", "hbllo"), ("h[b-a]llo", "hallo"),
    (#"\*"#, "*"), (#"a\[b"#, "a[b"), (#"[\]]"#, "]"), (#"[\-]"#, "-"), ("[a", "a"), ("[^", "x"),
    ("a**b", "a-b"), ("a***", "a"), (#"a\"#, #"a\"#), ("*a*b*c*", "xaybzc"), ("[^]x", "qx"),
    ("[a-]", "_"), ("user:*:tmp", "user:1:2:tmp"), ("é*", "één"), ("??", "é"),
  ])
  func matches(pattern: String, text: String) {
    #expect(withSlice(text) { GlobPattern(pattern).matches($0) })
  }

  @Test(arguments: [
    ("", "x"), ("x", ""), ("**", ""), ("?", ""), ("h?llo", "hllo"), ("h[^e]llo", "hello"),
    ("h[a-b]llo", "hcllo"), (#"\*"#, "x"), ("[]", "]"), ("[", "["), ("a*b", "abc"),
    ("*.txt", "x.txt2"), ("abc", "ab"), ("ab", "abc"),
  ])
  func doesNotMatch(pattern: String, text: String) {
    #expect(!withSlice(text) { GlobPattern(pattern).matches($0) })
  }

  @Test func manyStarsDoNotExplode() {
    let pattern = GlobPattern(String(repeating: "a*", count: 200) + "b")
    let text = String(repeating: "a", count: 5000)
    let clock = ContinuousClock()
    let elapsed = clock.measure { #expect(!withSlice(text) { pattern.matches($0) }) }
    #expect(elapsed < .seconds(2))
  }

  @Test func anEscapedLiteralMatchesItselfOnly() {
    for literal in ["a*b", "[x]", #"back\slash"#, "what?", "^-]", "plain:1", "\u{0}*"] {
      let pattern = GlobPattern(withSlice(literal, GlobPattern.escape))
      #expect(withSlice(literal) { pattern.matches($0) })
      #expect(!withSlice(literal + "x") { pattern.matches($0) })
    }
    #expect(!withSlice("axb") { GlobPattern(withSlice("a*b", GlobPattern.escape)).matches($0) })
  }

  /// The server is the definition: random patterns over random keys, through KEYS.
  @Test(arguments: [UInt64(31), 32])
  func agreesWithTheServer(seed: UInt64) throws {
    let client = try TestClient(try TestServer())
    var random = SeededGenerator(seed: seed)
    func bytes(of alphabet: [UInt8], upTo limit: Int) -> [UInt8] {
      (0..<Int.random(in: 0...limit, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
    }
    let letters = Array("aabc-]^[\\*?".utf8) + [0x80, 0xFF, 0]
    var keys: Set<[UInt8]> = [[]]
    for _ in 0..<600 { keys.insert(bytes(of: letters, upTo: 5)) }
    try client.pipeline(keys.map { [Array("SET".utf8), $0, [0x31]] })

    let signs = Array("**??[[]]^--\\\\aabc".utf8) + [0x80, 0xFF]
    for _ in 0..<3000 {
      // The server reads one byte behind a pattern that ends in `[`; its NUL stands there.
      let pattern = GlobPattern(bytes(of: signs, upTo: 8))
      let reply = try client.pipeline([[Array("KEYS".utf8), pattern.bytes]])[0]
      let expected = Set(reply.elements.map(\.bytes))
      let matched = keys.filter { key in withSlice(key) { pattern.matches($0) } }
      #expect(
        matched == expected, "\(String(decoding: pattern.bytes, as: UTF8.self)), seed \(seed)")
    }
  }
}
