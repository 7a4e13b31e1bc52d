import TestSupport
import Testing

@testable import Engine

/// The timeline that reports draw: no key is lost between its steps.
@Suite struct ExpiryTimelineTests {
  @Test(arguments: [UInt64(1), 2, 3]) func everyKeyHasAPlace(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var timeline = ExpiryTimeline(window: 60_000)
    let start: Int64 = 1_764_000_000_000
    for _ in 0..<20_000 { timeline.record(start + Int64.random(in: 0..<3_600_000, using: &random)) }
    let profile = try #require(timeline.profile(steps: 240))
    #expect(profile.counts.count <= 240 && profile.counts.count > 200, "seed \(seed)")
    #expect(profile.counts.reduce(0, +) == 20_000 && profile.later == 0, "seed \(seed)")
    #expect(abs(profile.start - start) < 2000, "seed \(seed)")
    // Uniform: no step is far from the mean.
    let mean = 20_000.0 / Double(profile.counts.count)
    #expect(profile.counts.dropLast().allSatisfy { abs(Double($0) - mean) < 6 * mean.squareRoot() })
  }

  @Test func aLongTailDoesNotHideTheRest() throws {
    var timeline = ExpiryTimeline(window: 60_000)
    for index in 0..<1000 { timeline.record(1_764_000_000_000 + Int64(index) * 3600) }
    for index in 0..<5 { timeline.record(1_764_000_000_000 + Int64(index + 1) * 86_400_000_000) }
    let profile = try #require(timeline.profile(steps: 240))
    #expect(profile.later >= 5 && profile.later <= 15)
    #expect(profile.counts.reduce(0, +) + profile.later == 1005)
    #expect(profile.step * Int64(profile.counts.count) < 2 * 3_600_000)
  }

  @Test func nothingHasNoTimeline() {
    #expect(ExpiryTimeline(window: 1000).profile(steps: 10) == nil)
  }

  @Test func lifetimesFallIntoRoundBuckets() throws {
    var values = Distribution()
    for _ in 0..<7 { values.record(3_500_000) }
    for _ in 0..<3 { values.record(20_000) }
    let buckets = try #require(StandardBuckets.lifetimes(values))
    #expect(buckets.bounds == ["15s", "30s", "1m", "2m", "5m", "10m", "15m", "30m", "1h"])
    #expect(buckets.counts == [0, 3, 0, 0, 0, 0, 0, 0, 7, 0])
    #expect(StandardBuckets.sizes(Distribution()) == nil)
  }
}
