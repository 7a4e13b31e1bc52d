import Platform
import Recipe
import Testing

@testable import Planner

@Suite struct OriginQueueTests {
  private static let millisecond: Int64 = 1_000_000

  @Test func withoutALimitNobodyWaits() {
    var queue = OriginQueue(BenchOrigin(latency: .constant(40)), seed: 1)
    for _ in 0..<100 {
      let load = queue.load(at: 5)
      #expect((load.start, load.end) == (5, 5 + 40 * Self.millisecond))
      #expect(!load.fails)
    }
  }

  @Test func aRateSpacesTheBeginnings() {
    var queue = OriginQueue(BenchOrigin(latency: .constant(10), rateLimit: 200), seed: 1)
    let starts = (0..<5).map { _ in queue.load(at: 0).start / Self.millisecond }
    #expect(starts == [0, 5, 10, 15, 20])
    // What was not used is not saved up.
    #expect(queue.load(at: 1000 * Self.millisecond).start == 1000 * Self.millisecond)
    #expect(queue.load(at: 1000 * Self.millisecond).start == 1005 * Self.millisecond)
  }

  @Test func soManyAtOnce() {
    var queue = OriginQueue(BenchOrigin(latency: .constant(10), concurrencyLimit: 3), seed: 1)
    let starts = (0..<8).map { _ in queue.load(at: 0).start / Self.millisecond }
    #expect(starts == [0, 0, 0, 10, 10, 10, 20, 20])
    #expect(queue.load(at: 100 * Self.millisecond).start == 100 * Self.millisecond)
  }

  @Test func itCanBeSlowed() {
    var queue = OriginQueue(BenchOrigin(latency: .constant(10)), seed: 1)
    queue.slowness = 10
    #expect(queue.load(at: 0).end == 100 * Self.millisecond)
  }

  @Test func soManyFail() {
    var queue = OriginQueue(BenchOrigin(latency: .constant(1), errors: 0.2), seed: 20_261_128)
    let failures = (0..<10_000).count { _ in queue.load(at: 0).fails }
    // Standard deviation 40.
    #expect(abs(failures - 2000) < 200, "\(failures)")
  }

  /// Half are below the median, and 84.1 % below exp(sigma) times it.
  @Test func lognormalHasItsMedianAndItsSpread() {
    var queue = OriginQueue(
      BenchOrigin(latency: .lognormal(median: 40, sigma: 0.5)), seed: 20_261_128)
    let times = (0..<10_000).map { _ in Double(queue.load(at: 0).end) / 1e6 }
    #expect(abs(times.count { $0 < 40 } - 5000) < 250)
    #expect(abs(times.count { $0 < 40 * exp(0.5) } - 8413) < 190)
  }

  @Test func uniformStaysBetweenItsEnds() {
    var queue = OriginQueue(BenchOrigin(latency: .uniform(20...60)), seed: 7)
    let times = (0..<10_000).map { _ in Double(queue.load(at: 0).end) / 1e6 }
    #expect(times.allSatisfy { (20...60).contains($0) })
    #expect(abs(times.reduce(0, +) / 10_000 - 40) < 0.6)
  }

  // MARK: Tally

  @Test func theWorstSecondIsNoCalendarSecond() {
    var tally = OriginTally()
    // 50 just before a full second and 50 just after it.
    for index in 0..<100 {
      let now = 600 * Self.millisecond + Int64(index) * 8 * Self.millisecond
      tally.count(OriginQueue.Load(start: now, end: now + 1, fails: index == 0), at: now)
    }
    #expect((tally.loads, tally.failed, tally.peak, tally.atOnce) == (100, 1, 100, 1))
    #expect(tally.seconds.map(\.loads) == [50, 50])
    let later = 9_000 * Self.millisecond
    tally.count(OriginQueue.Load(start: later, end: later, fails: false), at: later)
    #expect(tally.peak == 100)
    #expect(tally.seconds.count == 10)
  }

  @Test func atOnceIsWhatWasAskedForAndHasNotEnded() {
    var tally = OriginTally()
    for start in [0, 10, 20, 110, 200] as [Int64] {
      tally.count(OriginQueue.Load(start: start, end: start + 100, fails: false), at: start)
    }
    #expect(tally.atOnce == 3)
  }

  @Test func timesThatGoBackALittleAreCounted() {
    var tally = OriginTally()
    for now in [500, 300, 499, 501] as [Int64] {
      tally.count(
        OriginQueue.Load(start: now, end: now, fails: false), at: now * Self.millisecond)
    }
    #expect((tally.loads, tally.peak) == (4, 4))
  }
}
