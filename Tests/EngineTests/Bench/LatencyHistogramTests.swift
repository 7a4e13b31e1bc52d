import Testing

@testable import Engine

@Suite struct LatencyHistogramTests {
  @Test func nothingHasNoPercentiles() {
    let histogram = LatencyHistogram()
    #expect(histogram.percentile(0.5) == nil)
    #expect(histogram.mean == nil)
    #expect((histogram.count, histogram.max) == (0, 0))
    #expect(histogram.hgrm.contains("Total count    =            0"))
  }

  /// From nanoseconds to an hour, each within a thousandth.
  @Test func percentilesAreWithinAThousandth() throws {
    for scale: Int64 in [1, 1000, 1_000_000, 1_000_000_000, 3_000_000_000] {
      var histogram = LatencyHistogram()
      for number: Int64 in 1...1000 { histogram.record(number * scale) }
      for fraction in [0.001, 0.5, 0.9, 0.99, 0.999, 1] {
        let expected = Double((fraction * 1000).rounded()) * Double(scale)
        let found = try #require(histogram.percentile(fraction))
        #expect(abs(Double(found) - expected) <= expected / 1000, "p\(fraction) of \(scale)")
      }
      #expect(histogram.max == 1000 * scale)
      #expect(histogram.min == scale)
      #expect(histogram.mean == 500.5 * Double(scale))
    }
  }

  @Test func whatIsTooLongOrTooShortIsCounted() {
    var histogram = LatencyHistogram()
    histogram.record(7_200_000_000_000)
    histogram.record(-5)
    #expect(histogram.count == 2)
    #expect(histogram.max == 7_200_000_000_000)
    #expect(histogram.min == 0)
    #expect(histogram.percentile(0.25) == 0)
  }

  @Test func mergedIsAsRecordedInOne() {
    var (first, second, whole) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
    for number: Int64 in 0..<10_000 {
      let time = number * number
      whole.record(time)
      if number % 3 == 0 { first.record(time) } else { second.record(time) }
    }
    first.merge(second)
    first.merge(LatencyHistogram())
    #expect(first.hgrm == whole.hgrm)
    #expect((first.count, first.max, first.min) == (whole.count, whole.max, whole.min))
    #expect(first.mean == whole.mean)
    first.reset()
    #expect((first.count, first.percentile(0.5)) == (0, nil))
  }

  @Test func hgrmIsInMilliseconds() {
    var histogram = LatencyHistogram()
    for _ in 0..<3 { histogram.record(2_000_000) }
    let lines = histogram.hgrm.split(separator: "\n")
    #expect(lines.first?.contains("Percentile") == true)
    #expect(
      lines.contains { $0.contains("2.000 1.000000000000") || $0.contains("2.001 1.0000000") })
    #expect(histogram.hgrm.contains("Total count    =            3"))
  }
}
