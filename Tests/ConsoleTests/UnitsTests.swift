import Console
import Testing

@Suite struct UnitsTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func groupsDigits(value: Int, text: String) { #expect(Units.count(value) == text) }

  @Test(arguments: [
    (412, "412"), (999, "999"), (38_120, "38.1 k"), (4_812_094, "4.81 M"), (999_700, "1.00 M"),
    (1_400_000, "1.40 M"), (99_960, "100 k"), (12_000_000_000, "12.0 G"),
  ])
  func approximates(value: Int, text: String) { #expect(Units.approximate(value) == text) }

  @Test(arguments: [
    (0, "0 B"), (412, "412 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1434, "1.4 KiB"),
    (63_963_136, "61 MiB"), (10_480_000, "10 MiB"), (1_073_700_000, "1.0 GiB"),
  ])
  func writesBytes(value: Int, text: String) { #expect(Units.bytes(value) == text) }

  @Test(arguments: [
    (0, "0.0 %"), (0.008, "0.8 %"), (0.396, "39.6 %"), (1, "100.0 %"), (0.000_01, "< 0.1 %"),
    (0.999_9, "> 99.9 %"), (0.0005, "0.1 %"), (0.9994, "99.9 %"), (1.5, "150.0 %"),
  ])
  func writesShares(share: Double, text: String) { #expect(Units.percent(share) == text) }

  @Test(arguments: [
    (0, "0 ms"), (400_000, "0.4 ms"), (8_000_000, "8 ms"), (9_960_000, "10 ms"),
    (120_000_000, "120 ms"), (999_600_000, "1 s"), (7_940_000_000, "7.9 s"),
    (8_000_000_000, "8 s"), (99_940_000_000, "99.9 s"), (99_960_000_000, "1m39s"),
    (125_000_000_000, "2m5s"), (5_400_000_000_000, "1h30m"),
  ])
  func writesHowLongItTook(nanoseconds: Int, text: String) {
    #expect(Units.elapsed(nanoseconds: nanoseconds) == text)
  }

  @Test(arguments: [
    (0, "0ms"), (350, "350ms"), (1000, "1s"), (3_250_000, "54m10s"), (3_600_000, "1h"),
    (3_605_000, "1h"), (784_800_000, "9d2h"), (86_400_000, "1d"), (-5000, "-5s"),
  ])
  func writesDurationsAsARecipeDoes(milliseconds: Int, text: String) {
    #expect(Units.duration(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    (0, "0/s"), (850, "850/s"), (5000, "5k/s"), (12_345, "12.3k/s"), (1_230_000, "1.2M/s"),
    (999.7, "1k/s"),
  ])
  func writesRatesAsARecipeDoes(rate: Double, text: String) {
    #expect(Units.rate(perSecond: rate) == text)
  }

  @Test(arguments: [
    (0.05, 1, "0.1"), (-0.25, 1, "-0.3"), (2.0, 3, "2.000"), (1.005, 2, "1.00"), (12.5, 0, "13"),
    (-0.04, 1, "0.0"), (1e30, 1, "1e+30"),
  ])
  func roundsDecimals(value: Double, places: Int, text: String) {
    #expect(Units.decimal(value, places: places) == text)
  }
}
