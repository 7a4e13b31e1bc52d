import Console
import Testing

@Suite struct TextTableTests {
  private var table: TextTable {
    var table = TextTable([.text("key"), .number("bytes"), .text("reason")])
    table.append(["session:eu:9f3a77", "1,412", "changed"])
    table.append(["日本", "7", "a reason that goes on and on"])
    return table
  }

  @Test func alignsByCells() {
    #expect(
      table.lines(width: nil) == [
        "key                bytes  reason",
        "session:eu:9f3a77  1,412  changed",
        "日本                   7  a reason that goes on and on",
      ])
  }

  @Test func cutsTheWidestTextFirstAndNumbersNever() {
    #expect(
      table.lines(width: 40) == [
        "key              bytes  reason",
        "session:eu:9f3…  1,412  changed",
        "日本                 7  a reason that g…",
      ])
  }

  @Test(arguments: 21...60)
  func fitsTheWindow(width: Int) {
    for line in table.lines(width: width) { #expect(DisplayWidth.of(line) <= width) }
  }

  @Test func aWindowTooNarrowKeepsNumbersWhole() {
    let lines = table.lines(width: 5)
    #expect(lines[1] == "sessi…  1,412  chang…")
  }

  @Test func noLineEndsInBlanksAndTheHeaderAloneIsPainted() {
    let lines = table.lines(width: 50, palette: Palette(isColored: true))
    #expect(lines[0].hasPrefix("\u{1B}[1mkey"))
    #expect(lines.dropFirst().allSatisfy { !$0.contains("\u{1B}") && !$0.hasSuffix(" ") })
  }
}
