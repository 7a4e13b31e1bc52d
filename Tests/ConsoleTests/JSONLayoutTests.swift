import Testing

@testable import Console

@Suite struct JSONLayoutTests {
  private func lines(_ text: String) -> [String]? { JSONLayout.lines(Array(text.utf8)) }

  @Test func aMemberStandsOnALine() {
    #expect(
      lines(#" {"id":17,"dims":{"w":1.50,"h":null},"tags":["a",{}],"none":[]} "#) == [
        "{", #"  "id": 17,"#, #"  "dims": {"#, #"    "w": 1.50,"#, #"    "h": null"#, "  },",
        #"  "tags": ["#, #"    "a","#, "    {}", "  ],", #"  "none": []"#, "}",
      ])
  }

  @Test func whatCouldMisleadIsWrittenAsJSONWritesIt() {
    #expect(lines("[\"a\u{202E}b\u{9B}\"]") == ["[", "  \"a\\u202eb\\u009b\"", "]"])
    #expect(lines(#"["\"\\"]"#) == ["[", #"  "\"\\""#, "]"])
  }

  @Test(arguments: [
    "", "17", "\"text\"", "{", "[1,]", "{\"a\" 1}", "{a:1}", "[1] x", "[01x]", "[\"\u{1B}\"]",
    "[\"\\",
  ]) func whatIsNoDocumentStaysAsItIs(_ text: String) {
    #expect(lines(text) == nil)
  }

  @Test func depthIsBounded() {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(lines(deep) == nil)
    #expect(JSONLayout.lines([0x5B, 0x22, 0xFF, 0x22, 0x5D]) == nil)
  }
}
