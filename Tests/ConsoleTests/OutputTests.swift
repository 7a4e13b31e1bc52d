import Testing

@testable import Console

@Suite struct OutputTests {
  @Test func tsvKeepsTheNumberOfFieldsAndLines() {
    #expect(
      DelimitedRow.tsv.line(["a", "", "b\tc", "d\r\ne", "f\\n"]) == "a\t\tb\\tc\td\\r\\ne\tf\\n\n"
    )
  }

  @Test func csvQuotesWhatMustBe() {
    #expect(
      DelimitedRow.csv.line(["plain", "a,b", "say \"x\"", "two\r\nlines", ""])
        == "plain,\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",\n")
    #expect(DelimitedRow.csv.line([""]) == "\"\"\n")
  }

  @Test func barsAreInProportionAndNothingIsNothing() {
    let bars = HistogramBars([.init("< 1m", 0), .init("1m–1h", 4000), .init("> 1h", 1)])
    #expect(
      bars.lines(width: 40) == [
        "< 1m                         0     0.0 %",
        "1m–1h  ████████████████  4,000  > 99.9 %",
        "> 1h   ▏                     1   < 0.1 %",
      ])
    #expect(bars.lines(width: 40, isUnicode: false)[2].contains("  #  "))
    for width in 30...100 {
      for line in bars.lines(width: width) { #expect(DisplayWidth.of(line) <= width) }
    }
  }

  @Test func progressIsDrawnTenTimesASecondAndErased() {
    var written: [String] = []
    var made = 0
    func text(_ number: Int) -> String {
      made += 1
      return "sent \(number)"
    }
    do {
      let line = ProgressLine(isActive: true, width: { 7 }, write: { written.append($0) })
      for tick in 0..<20 { line.show(text(tick), now: tick * 50_000_000) }
      #expect(made == 10, "a text that is not shown is not made")
      #expect(written.first == "\rsent 0\u{1B}[K")
      #expect(written[5] == "\rsent …\u{1B}[K", "one cell less than the window")
    }
    #expect(written.count == 11)
    #expect(written.last == "\r\u{1B}[K", "its end leaves nothing on the screen")
  }

  @Test func progressIsSilentWithoutATerminal() {
    var written: [String] = []
    let line = ProgressLine(isActive: false, width: { nil }, write: { written.append($0) })
    line.show("sent 1", now: 0)
    line.erase()
    #expect(written.isEmpty)
  }

  @Test func anErasedProgressLineIsDrawnAgainAtOnce() {
    var written: [String] = []
    let line = ProgressLine(isActive: true, width: { nil }, write: { written.append($0) })
    line.show("a", now: 0)
    line.erase()
    line.show("b", now: 1)
    #expect(written == ["\ra\u{1B}[K", "\r\u{1B}[K", "\rb\u{1B}[K"])
  }
}
