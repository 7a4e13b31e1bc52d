import SourceText
import Testing

private func render(
  _ text: [UInt8], _ range: Range<Int>, label: String = "per what?", help: String? = "write `5k/s`",
  notes: [String] = [], color: Bool = false
) -> String {
  let file = SourceFile(path: "recipes/sweep.recipe", bytes: text)
  let diagnostic = Diagnostic(
    id: "E0107", at: Location(file, Span(range.lowerBound, range.upperBound)),
    message: "`rate` needs a rate, found the number 5k", label: label, help: help, notes: notes)
  return DiagnosticRenderer(usesColor: color).render(diagnostic)
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct DiagnosticRendererTests {
  @Test func showsThePlaceTheLineTheReasonAndTheHelp() {
    let text = String(repeating: "\n", count: 11) + "  rate   5k\n"
    #expect(
      render(bytes(text), 20..<22) == """
        error[E0107]: `rate` needs a rate, found the number 5k
          --> recipes/sweep.recipe:12:10
           |
        12 |   rate   5k
           |          ^^ per what?
           = help: write `5k/s`

        """)
  }

  @Test func notesFollowTheHelp() {
    let text = render(bytes("rate 5k"), 5..<7, notes: ["one", "two"])
    #expect(text.hasSuffix("   = help: write `5k/s`\n   = note: one\n   = note: two\n"))
  }

  @Test func aZeroWidthSpanHasOneCaret() {
    #expect(render(bytes("rate"), 4..<4).contains("\n 1 | rate\n   |     ^ per what?\n"))
    #expect(render([], 0..<0).contains("\n 1 |\n   | ^ per what?\n"))
  }

  @Test func tabsAreExpandedAndWideCharactersCountTwice() {
    #expect(
      render(bytes("\trate\t5k"), 6..<8).contains(" 1 |     rate    5k\n   |             ^^ "))
    #expect(render(bytes("say \"価格\" 5k"), 13..<15).contains("\n   |            ^^ per"))
    #expect(render(bytes("e\u{301} 5k"), 4..<6).contains("\n   |   ^^ per"))
  }

  @Test func aSpanOfSeveralLinesShowsItsFirstAndLast() {
    let text = render(bytes("one {\n  two\n  three\n}\n"), 4..<21)
    #expect(text.contains(" 1 | one {\n   |     ^\n...\n 4 | }\n   | ^ per what?\n"))
  }

  @Test func aLongLineIsElidedAroundTheSpan() {
    let line = String(repeating: "x", count: 1_000_000)
    let text = render(bytes(line + " 5k " + line), 1_000_001..<1_000_003)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 140 })
    #expect(text.contains("…xxx"))
    #expect(text.contains(" 5k xxx"))
    func column(of character: Character, in line: Substring) -> Int? {
      line.firstIndex(of: character).map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(column(of: "^", in: lines[4]) == column(of: "5", in: lines[3]))
  }

  @Test func aSpanThatGoesOnBeyondTheWindowIsCutWithIt() {
    let text = render([UInt8](repeating: 0x5B, count: 1_000_000), 0..<1_000_000)
    #expect(text.utf8.count < 1_000)
  }

  @Test func hostileBytesAreEscaped() {
    let text = render(
      [0x1B, 0x5B, 0x33, 0x31, 0x6D, 0x00, 0xFF, 0x20] + bytes("\u{202E}5k"), 11..<13,
      label: "a\u{1B}b")
    #expect(text.contains(" 1 | \\x1B[31m\\x00\\xFF \\u{202E}5k\n"))
    #expect(text.contains("^^ a\\x1Bb"))
    #expect(!text.utf8.contains(0x1B))
  }

  @Test func colourIsOnlyThereWhenAskedFor() {
    #expect(!render(bytes("rate 5k"), 5..<7).utf8.contains(0x1B))
    #expect(render(bytes("rate 5k"), 5..<7, color: true).contains("\u{1B}[1;31merror[E0107]"))
  }

  @Test func afterTwentyTheRestIsCounted() {
    let diagnostics = (1...23).map { Diagnostic(id: "E\($0)", at: nil, message: "m") }
    let text = DiagnosticRenderer().render(diagnostics)
    #expect(text.contains("error[E20]: m"))
    #expect(!text.contains("error[E21]"))
    #expect(text.hasSuffix("… and 3 more problems\n"))
  }

  @Test func fieldsAreBytesAndPositions() {
    let file = SourceFile(path: "a.recipe", text: "é\nrate 5k")
    let fields = Diagnostic(
      id: "E0107", at: Location(file, Span(8, 10)), message: "m", label: "l", help: "h"
    ).fields
    #expect(fields.line == 2 && fields.column == 6 && fields.start == 8 && fields.end == 10)
    #expect(fields.severity == "error" && fields.file == "a.recipe" && fields.help == "h")
  }
}
