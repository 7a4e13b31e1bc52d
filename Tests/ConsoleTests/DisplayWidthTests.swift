import Testing

@testable import Console

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("naïve", 5), ("e\u{301}", 1), ("日本語", 6), ("ｆｕｌｌ", 8), ("한국", 4),
    ("👍", 2), ("👩‍👩‍👧", 2), ("🇺🇸", 2), ("❤️", 2), ("❤", 1), ("a\u{200B}b", 2), ("Ω≈ç", 3), ("…", 1),
    ("\u{AD}", 1), ("\u{1100}", 2), ("\u{303F}", 1),
  ])
  func countsCells(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("session:eu:1", 12, "session:eu:1"), ("session:eu:1", 11, "session:eu…"), ("ab", 1, "…"),
    ("ab", 0, ""), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("日本語", 2, "…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func elidesToAWidth(text: String, width: Int, expected: String) {
    let elided = DisplayWidth.elide(text, to: width)
    #expect(elided == expected)
    #expect(DisplayWidth.of(elided) <= width)
  }

  @Test func padsByCellsNotByCharacters() {
    #expect(DisplayWidth.pad("日本", to: 6) == "日本  ")
    #expect(DisplayWidth.pad("42", to: 5, alignedRight: true) == "   42")
    #expect(DisplayWidth.pad("longer", to: 3) == "longer")
  }

  @Test func theTableIsInOrderAndWithoutOverlap() {
    for (earlier, later) in zip(wideRanges, wideRanges.dropFirst()) {
      #expect(earlier.upperBound < later.lowerBound)
    }
  }
}
