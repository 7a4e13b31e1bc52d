import Engine
import Planner
import TestSupport
import Testing

/// Writing through a cache and behind it, on a real server, with rows that change.
@Suite struct WriteStrategyTests {
  private func run(_ text: String) throws -> BenchReport {
    let bench = try Workbench()
    let report = try bench.runOne(text)
    #expect(report.exit == .done, "\(report.failure?.message ?? "")")
    return try #require(report.bench)
  }

  private func recipe(_ write: String, _ events: String = "") -> String {
    """
    bench w {
      pick   n = uniform(1..500)
      key    "w:{n}"
      conns  4
      depth  64
      rate   500/s
      phase  measure 1500ms
      op     50% read aside ttl 1h
      op     50% write \(write) ttl 1h
      origin 20ms
      \(events)
    }
    """
  }

  @Test func throughWaitsForTheOriginAndLosesNothing() throws {
    let report = try run(recipe("through", "at 700ms flush"))
    let write = try #require(report.operations.last)
    #expect(write.ok > 100)
    #expect(write.latency.min >= 20_000_000)
    #expect(report.origin?.writes == write.ok)
    #expect(report.origin?.lost == nil)
  }

  @Test func behindIsFasterAndWritesManyWithOne() throws {
    // Without readers: one that stores what it loaded before a write puts the old value over the new one, and that is flushed.
    let report = try run(
      recipe("behind flush 200ms").replacing("op     50% read aside ttl 1h\n", with: "")
        .replacing("50%", with: "100%"))
    let write = try #require(report.operations.last)
    let origin = try #require(report.origin)
    #expect(write.ok > 100)
    #expect((write.latency.percentile(0.25) ?? .max) < 20_000_000)
    #expect((1...20).contains(origin.writes), "\(origin.writes)")
    // Everything that was acknowledged is in the cache, and goes to the origin at the end.
    #expect(origin.lost == 0)
  }

  /// Nothing is flushed before the cache is lost: each acknowledged write of that time is.
  @Test func behindLosesWhatTheCacheLost() throws {
    let report = try run(recipe("behind flush 10m", "at 1s flush"))
    let origin = try #require(report.origin)
    let write = try #require(report.operations.last)
    // Half of 500/s for a second; a row that is written again afterwards is not lost, with all its versions.
    #expect((origin.lost ?? 0) > 0 && (origin.lost ?? 0) < write.ok, "\(origin.lost ?? -1)")
    // Who reads a lost row gets an older one than its writer was told.
    #expect((report.operations.first?.cache?.outdated ?? 0) > 0)
  }

  /// The cache loads one row once, however many ask.
  @Test func throughOneLoadServesAll() throws {
    let report = try run(
      """
      bench r {
        pick n = uniform(1..1)
        key "r:{n}"
        conns 4 depth 128 rate 500/s threads 2
        for 1s
        op 100% read through ttl 1m
        origin 200ms
      }
      """)
    // One; a miss whose answer is read after the value was stored loads again. Without, a hundred.
    #expect((1...4).contains(report.origin?.tally.loads ?? 0))
    let cache = try #require(report.operations.first?.cache)
    #expect(cache.loaded == report.origin?.tally.loads && cache.waited > 30, "\(cache)")
  }
}
