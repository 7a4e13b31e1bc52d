import Bytes
import Testing

@Suite struct JSONTreeTests {
  private func tree(_ text: String) throws -> JSONTree { try JSONTree(Array(text.utf8)) }

  @Test func readsEveryKindOfValue() throws {
    let read = try tree(#" {"a": [1, -2.5e3, true, false, null], "b": {"c": "d"}, "e": []} "#)
    #expect(read["a"]?.elements.map(\.number) == [1, -2500, nil, nil, nil])
    #expect(read["a"]?.elements[2] == .boolean(true))
    #expect(read["b"]?["c"]?.text == "d")
    #expect(read["e"] == .array([]))
    #expect(read["f"] == nil)
    #expect(try tree("9007199254740993") == .integer(9_007_199_254_740_993))
  }

  @Test func readsEscapes() throws {
    #expect(try tree(#""a\"\\\/\n\tä€😀é""#).text == "a\"\\/\n\tä€😀é")
    #expect(try tree(#""\ud800x""#.replacing("x", with: #"\udc00"#)).text == "\u{10000}")
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "tru", "01x", "+1", ".5", "\"a", "\"\\x\"", "\"\n\"",
    "1 2", "{a:1}", "\"\\ud800\"", "--1", "\"\\u12g4\"",
  ])
  func refusesWhatIsNoJSON(_ text: String) {
    #expect(throws: JSONTree.Defect.self) { try tree(text) }
  }

  @Test func refusesWhatIsTooDeep() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONTree.Defect.self) { try tree(deep) }
  }
}
