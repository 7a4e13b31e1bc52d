import SourceText
import Testing

@testable import Recipe

@Suite struct TemplateTests {
  private func template(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> Template? {
    let parsed = assertParse("use \(text)", sourceLocation: sourceLocation)
    guard case .template(let template)? = parsed.syntax.statements.first?.subject else {
      return nil
    }
    return template
  }

  private func constant(_ text: String) -> String? {
    template(text)?.constant.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func escapesAreResolved() {
    #expect(constant(#""a\n\t\r\"\\\e\0\x41\u{e9}\u{1F600}""#) == "a\n\t\r\"\\\u{1B}\0Aé😀")
    #expect(template(#""\xFF""#)?.constant == [0xFF])
    #expect(constant(#""a\\*b""#) == #"a\*b"#)
    #expect(constant(#""{{x}}""#) == "{x}")
    #expect(constant("'a\\n{x}'") == "a\\n{x}")
    #expect(constant("'''it's\nraw'''") == "it's\nraw")
    #expect(constant(#""""#) == "")
  }

  @Test func unknownEscapesAreReportedEach() {
    assertParse(#"use "a1️⃣\q2️⃣\xZZ3️⃣\ué""#, ["E0009", "E0009", "E0009"])
  }

  @Test func holesHoldExpressionsTypesAndFilters() throws {
    let pieces = try #require(template(#""{#id}-{id:int}-{x | pad 8 '0' | lower}{*xs}""#)).pieces
    let holes = pieces.compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
    #expect(holes.map(\.mark) == [.hashTag, .plain, .plain, .spread])
    #expect(holes[1].type?.text == "int")
    #expect(holes[2].filters.map(\.name.text) == ["pad", "lower"])
    #expect(holes[2].filters[0].arguments.count == 2)
  }

  @Test func aTextThatBeginsWithANewlineIsDedented() {
    #expect(constant("\"\"\"\n    a\n      b\n\n    c\n    \"\"\"") == "a\n  b\n\nc")
    #expect(constant("\"\"\"\r\n  a\r\n  \"\"\"") == "a")
    #expect(constant("\"\"\"a\n  b\"\"\"") == "a\n  b")
    #expect(constant("\"\"\"\n\"\"\"") == "")
    #expect(constant("\"\"\"\n  back\\slash \"quoted\"\n\"\"\"") == "back\\slash \"quoted\"")
    let holes = template("\"\"\"\n    {a}\n      {b}\n\"\"\"")
    #expect(holes.map(SyntaxDump.text) == #""{a}\n  {b}""#)
  }

  @Test func problemsInHolesPointIntoThem() {
    assertParse(#"key k = "a:1️⃣{}""#, ["E0111"])
    assertParse(#"key k = "a1️⃣}b{c}""#, ["E0010"])
    assertParse(#"key k = "a}b1️⃣{c""#, ["E0007"])
    assertParse(#"key k = "{a.1️⃣5}" type string"#, ["E0118"])
    assertParse(#"key k = "{a 1️⃣b}{c | 2️⃣5}" type string"#, ["E0105", "E0118"])
  }
}

@Suite struct CommandTests {
  private func arguments(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> [String] {
    let parsed = assertParse("do `\(text)`", sourceLocation: sourceLocation)
    guard case .command(let command)? = parsed.syntax.statements.first?.subject else { return [] }
    return command.arguments.map(SyntaxDump.text)
  }

  @Test func splitsAsRedisCliDoes() {
    #expect(arguments("SET  k v") == [#""SET""#, #""k""#, #""v""#])
    #expect(arguments(#"SET "a b" 'c d'"#) == [#""SET""#, #""a b""#, #""c d""#])
    #expect(arguments(#"SET "\x41\n" ''"#) == [#""SET""#, #""A\n""#, #""""#])
    #expect(arguments(#"ECHO 'it\'s \n'"#).last == #""it\'s \\n""#)
    #expect(arguments(#"ECHO foo"bar baz""#).last == #""foobar baz""#)
    #expect(arguments("ECHO a\n  b").count == 3)
  }

  @Test func aHoleIsPartOfOneArgument() {
    #expect(
      arguments("SET k:{id}:{x} {value | json}") == [
        #""SET""#, #""k:{id}:{x}""#, #""{value | json}""#,
      ])
    #expect(arguments(#"SET "a {x} b" {y}"#) == [#""SET""#, #""a {x} b""#, #""{y}""#])
    #expect(arguments("DEL {*keys}") == [#""DEL""#, #""{*keys}""#])
    #expect(
      arguments("EVAL 'return {KEYS[1]}' 1 {{x}}").dropFirst() == [
        #""return {KEYS[1]}""#, #""1""#, #""{x}""#,
      ])
  }
}
