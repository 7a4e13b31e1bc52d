import Bytes
import Engine
import TestSupport
import Testing

@Suite struct BenchChangeTests {
  private func baseline(p99: Double, _ low: Double, _ high: Double, server: String = "redis 7")
    throws
    -> BenchBaseline
  {
    let text = """
      {"v":1,"statements":[{"verb":"bench","name":"reads","rate":1000,"rate_interval95":[990,1010],
       "environment":{"server":"\(server)","processor":"p"},
       "ops":[{"name":"get","p50":1,"p99":\(p99),"interval95":{"p50":[1,1],"p99":[\(low),\(high)]}}]}]}
      """
    return try #require(BenchBaseline(JSONTree(Array(text.utf8))))
  }

  private func p99(_ before: BenchBaseline, _ now: BenchBaseline, _ tolerance: Double = 0.1) throws
    -> BenchChange
  {
    let changes = BenchChange.all(from: before, to: now, tolerance: tolerance)
    #expect(changes.map(\.figure.name) == ["rate", "p50", "p99"])
    return try #require(changes.last)
  }

  @Test func worseIsMoreThanAllowedAndMoreThanChance() throws {
    let before = try baseline(p99: 10, 9.5, 10.5)
    let worse = try p99(before, baseline(p99: 12, 11.5, 12.5))
    #expect(worse.isWorse && worse.isCertain)
    #expect(abs(worse.change - 0.2) < 1e-9)
    // As much, and allowed.
    #expect(try !p99(before, baseline(p99: 12, 11.5, 12.5), 0.25).isWorse)
    // As much, and it may be chance.
    let unsure = try p99(before, baseline(p99: 12, 10.4, 14))
    #expect(!unsure.isWorse && !unsure.isCertain)
    // Faster is not worse.
    #expect(try !p99(before, baseline(p99: 5, 4.9, 5.1)).isWorse)
  }

  @Test func anotherServerIsNamed() throws {
    let before = try baseline(p99: 10, 9, 11)
    #expect(try BenchChange.moves(from: before, to: baseline(p99: 10, 9, 11)).isEmpty)
    let moves = try BenchChange.moves(
      from: before, to: baseline(p99: 10, 9, 11, server: "valkey 9"))
    #expect(moves == ["reads: valkey 9 on p, before redis 7 on p"])
  }

  @Test func whatIsNoBenchIsNoBaseline() throws {
    #expect(try BenchBaseline(JSONTree(Array("{\"v\":1,\"statements\":[]}".utf8))) == nil)
    #expect(try BenchBaseline(JSONTree(Array("[]".utf8))) == nil)
  }

  /// Of many repetitions, the true percentile lies in nearly all intervals.
  @Test func intervalsHoldTheTruth() {
    var random = SeededRandom(seed: 42)
    var held = 0
    for _ in 0..<200 {
      var histogram = LatencyHistogram()
      for _ in 0..<1000 { histogram.record(Int64.random(in: 1...1_000_000, using: &random)) }
      if let interval = histogram.interval(0.9), interval.low <= 0.9, interval.high >= 0.9 {
        held += 1
      }
    }
    // 95 % of 200, less five standard deviations.
    #expect(held >= 174, "seed 42: \(held) of 200")
  }
}
