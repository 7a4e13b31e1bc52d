import Console
import Testing

/// A page, its charts, and what hostile text can do to them: nothing.
@Suite struct HTMLTests {
  private func page(_ content: (inout HTML) -> Void) -> String {
    var page = HTMLPage(title: "t", mark: .good("done"), facts: ["now"])
    page.section("s", mark: nil, content)
    return page.text
  }

  @Test func hostileTextStaysText() {
    let hostile = "<script>alert('x')</script>\"&\u{1B}]0;x\u{07}\u{202E}\u{0}"
    let text = page { html in
      html.text(hostile)
      html.element("p", ["class": hostile], text: hostile)
      html.tiles([(hostile, hostile)])
      html.verdicts([(.bad(hostile), hostile, hostile, hostile)])
      html.table([.text(hostile)], [[hostile]])
      html.add(BarChart(title: hostile, counts: [(hostile, 3)]))
      html.add(
        LineChart(
          title: hostile, x: .count, y: .count,
          series: [
            .init(hostile, points: [(0, 1), (1, 2)]),
            .init(hostile, .steps, points: [(0, 1), (1, 0)]),
          ],
          marks: [.init(x: 0.5, hostile)], limits: [.init(y: 1, hostile)]))
    }
    #expect(!text.contains("<script"))
    #expect(!text.contains("alert('"))
    #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E })
    // Once in each place where it was put, the class included.
    #expect(
      text.ranges(of: "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\\x1b").count >= 17
    )
    #expect(balanced(text))
  }

  @Test func nothingIsFetched() {
    let text = page { $0.add(LineChart(title: "", x: .clock, y: .rate, series: [])) }
    for word in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test func ticksAreRound() {
    func ticks(
      _ unit: ChartUnit, _ points: [(x: Double, y: Double)],
      _ scale: ChartAxis.Scale = .linear(startsAtZero: true)
    ) -> [String] {
      let text = page {
        $0.add(
          LineChart(
            title: "", x: .count, y: unit, scale: scale, series: [.init("", points: points)]))
      }
      let column = text.firstMatch(of: /<div class="y">(.*?)<\/div>/)!.1
      return column.matches(of: />([^<]+)<\/span>/).map { String($0.1) }
    }
    #expect(ticks(.count, [(0, 0), (1, 870)]) == ["0", "200", "400", "600", "800", "1,000"])
    #expect(ticks(.count, [(0, 3)]) == ["0", "1", "2", "3"])
    #expect(ticks(.count, []) == ["0", "1"])
    #expect(ticks(.percent, [(0, 0.37)]) == ["0.0 %", "10.0 %", "20.0 %", "30.0 %", "40.0 %"])
    #expect(
      ticks(.bytes, [(0, 5000)]) == ["0 B", "1.0 KiB", "2.0 KiB", "3.0 KiB", "4.0 KiB", "5.0 KiB"])
    #expect(ticks(.milliseconds, [(0, 7_000_000)]) == ["0", "30m", "1h", "1h30m", "2h"])
    #expect(
      ticks(.milliseconds, [(0, 0.3), (1, 250)], .logarithmic)
        == ["0.1 ms", "1 ms", "10 ms", "100 ms", "1 s"])
    #expect(ticks(.milliseconds, [(0, 1), (1, 1)], .logarithmic) == ["1 ms", "10 ms"])
    #expect(ticks(.count, [(0, 0), (1, .nan)], .logarithmic) == ["1", "10"])
  }

  @Test func aPeakIsNeverLost() {
    var points = (0..<50_000).map { (x: Double($0), y: 1.0) }
    points[31_337].y = 100
    let text = page {
      $0.add(LineChart(title: "", x: .count, y: .count, series: [.init("", points: points)]))
    }
    let path = text.firstMatch(of: /class="line c0" d="([^"]*)"/)!.1
    #expect(path.contains(" 0.0L"))  // the top of the drawing
    #expect(path.count < 30_000)
  }

  @Test func aGapBreaksTheLine() {
    let text = page {
      $0.add(
        LineChart(
          title: "", x: .count, y: .count,
          series: [.init("", points: [(0, 1), (1, .nan), (2, 1), (3, 1)])]))
    }
    let path = text.firstMatch(of: /class="line c0" d="([^"]*)"/)!.1
    #expect(path == "M0.0 0.0M666.7 0.0L1000.0 0.0")
  }

  /// Every element that is opened is closed, in order.
  private func balanced(_ text: String) -> Bool {
    var open: [Substring] = []
    for match in text.matches(of: /<(\/?)([a-z0-9]+)((?:"[^"]*"|[^">])*?)(\/?)>/) {
      let (_, slash, name, _, selfClosing) = match.output
      if slash.isEmpty {
        if selfClosing.isEmpty { open.append(name) }
      } else if open.popLast() != name {
        return false
      }
    }
    return open.isEmpty
  }
}
