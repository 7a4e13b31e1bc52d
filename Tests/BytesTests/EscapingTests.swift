import Bytes
import Testing

@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain", "plain"), ("日本語 😀 é", "日本語 😀 é"), ("a\nb", #"a\nb"#),
    ("\r\t\u{7}\u{8}", #"\r\t\a\b"#),
    (#"back\slash"#, #"back\\slash"#), ("\u{1B}[2J", #"\x1b[2J"#), ("\u{7F}\u{0}", #"\x7f\x00"#),
    ("\u{9B}2J", #"\xc2\x9b2J"#), ("\u{202E}evil", #"\xe2\x80\xaeevil"#),
    ("\u{2066}x\u{2069}", #"\xe2\x81\xa6x\xe2\x81\xa9"#), ("\u{61C}", #"\xd8\x9c"#),
    ("\u{2028}\u{2029}", #"\xe2\x80\xa8\xe2\x80\xa9"#), ("\u{FEFF}", #"\xef\xbb\xbf"#),
    ("\u{200B}", #"\xe2\x80\x8b"#), ("👩\u{200D}🚀", "👩\u{200D}🚀"), ("\"quoted\"", "\"quoted\""),
  ])
  func text(raw: String, escaped: String) {
    #expect(Escaping.escaped(raw) == escaped)
    #expect(Escaping.unescape(escaped) == Array(raw.utf8))
  }

  @Test func bytesThatAreNoTextAreShownOneByOne() {
    #expect(withSlice([0x61, 0xFF, 0xC3], Escaping.escaped) == #"a\xff\xc3"#)
    #expect(withSlice([0xE2, 0x82, 0x61], Escaping.escaped) == #"\xe2\x82a"#)
  }

  @Test(arguments: [#"\"#, #"\x"#, #"\x1"#, #"\xg0"#, #"\q"#, #"a\"#])
  func malformed(text: String) {
    #expect(Escaping.unescape(text) == nil)
  }

  @Test func whatRedisCLIPrintsIsRead() {
    #expect(Escaping.unescape(#"a\"b\x0A"#) == Array("a\"b\n".utf8))
  }

  @Test(arguments: [UInt64(21), 22])
  func anyBytesSurvive(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<5000 {
      let count = Int.random(in: 0...12, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let escaped = withSlice(bytes, Escaping.escaped)
      #expect(Escaping.unescape(escaped) == bytes, "\(bytes), seed \(seed)")
      #expect(
        !escaped.unicodeScalars.contains {
          $0 != "\\" && Escaping.mustEscape($0.value)
        }, "\(bytes), seed \(seed)")
    }
  }
}
