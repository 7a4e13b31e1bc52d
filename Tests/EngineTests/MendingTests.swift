import Foundation
import Planner
import TestSupport
import Testing

@testable import Engine

/// What an audit finds wrong is mended by the recipe that it writes, and then it passes.
@Suite struct MendingTests {
  /// Keys of one TTL.
  private static let count = 100_000

  /// Too near to be spread, or too few: cutting lives short would make it worse.
  @Test(arguments: ["cliff(60s) < 3%", "count(ttl == never) == 300"])
  func nothingIsMendedWhereItWouldNotHelp(assertion: String) throws {
    let bench = try Workbench()
    try bench.fill((1...300).map { "s:eu:\($0)" }, ttl: 20_000)
    let report = try bench.runOne(#"audit all match "s:*" assert \#(assertion)"#)
    #expect(report.exit == .assertion)
    #expect(report.mending.mends.isEmpty)
    let remark = try #require(report.mending.remarks.first)
    #expect(!remark.contains("545"))
  }

  @Test func aCliffIsFoundAndSpread() throws {
    let bench = try Workbench()
    try bench.fill((1...Self.count).map { "s:eu:\($0)" }, ttl: 7_200_000)
    let clock = try bench.client.call("TIME").elements.compactMap(\.integer)
    let expiry = clock[0] + 7200
    let audit = """
      key s = "s:{region}:{id:int}" type string ttl 5m..24h
      audit s assert cliff(60s) < 3%
      """
    let before = try bench.runOne(audit)
    #expect(before.exit == .assertion)
    let cliff = try #require(before.audit?.cliff)
    #expect(cliff.keys == Self.count && cliff.share == 1)
    #expect(abs(Int(cliff.at) / 1000 - expiry) <= 10)
    let fix = String(decoding: MendingRecipe.text(before.mending, title: "test"), as: UTF8.self)
    let mended = try bench.runOne(fix)
    #expect(mended.exit == .done && mended.ledger.ok == Self.count, "\(fix)")

    let after = try bench.runOne(audit)
    #expect(after.exit == .done, "\(after.assertions)")
    // As many as the fullest minute of keys spread evenly over the same time, which chance decides: 20 times, with seeds.
    let lives = try bench.client.pipeline(bench.keys("s:*").map { ["PTTL", $0] })
      .compactMap(\.integer).sorted()
    let spread = Double(lives[lives.count - 1] - lives[0]) / 1000
    let peaks = (1...20).map { Self.peakOfUniform(Self.count, seconds: spread, seed: $0) }
    let mean = peaks.reduce(0, +) / 20
    let deviation = (peaks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19).squareRoot()
    let found = Double(after.audit?.cliff?.keys ?? 0)
    #expect(abs(found - mean) <= 3 * deviation, "\(found), \(mean) ± \(deviation)")
  }

  private static func peakOfUniform(_ count: Int, seconds: Double, seed: UInt64) -> Double {
    var random = SeededRandom(seed: seed)
    var halves = Array(repeating: 0, count: Int(seconds * 2) + 1)
    for _ in 0..<count { halves[Int.random(in: 0..<halves.count, using: &random)] += 1 }
    var sum = halves.prefix(120).reduce(0, +)
    var peak = sum
    for index in 120..<halves.count {
      sum += halves[index] - halves[index - 120]
      peak = max(peak, sum)
    }
    return Double(peak)
  }

  @Test func livesWithoutEndAndTooLongOnesAreCut() throws {
    let bench = try Workbench()
    try bench.fill((1...300).map { "s:eu:\($0)" })
    try bench.fill((301...320).map { "s:us:\($0)" }, ttl: 200_000_000)
    try bench.fill((321...400).map { "s:us:\($0)" }, ttl: 30_000_000)
    let audit = #"""
      key s = "s:{region}:{id:int}" type string ttl 5m..24h
      audit s where region in ["eu" "us" "a\"{{b"] assert count(ttl == never) == 0
      """#
    let before = try bench.runOne(audit)
    #expect(before.exit == .assertion)
    // Without being told: the family's range.
    #expect(before.assertions.map(\.text) == ["count(ttl == never) == 0", "count(ttl > 1d) == 0"])
    #expect(before.assertions.map(\.value).last?.hasSuffix("= 320") == true)
    let fix = String(decoding: MendingRecipe.text(before.mending, title: "test"), as: UTF8.self)
    #expect(try bench.run(fix).exit == .done, "\(fix)")
    #expect(try bench.runOne(audit).exit == .done)
    let lives = try bench.client.pipeline(
      (1...320).map { ["PTTL", "s:\($0 <= 300 ? "eu" : "us"):\($0)"] })
    #expect(lives.compactMap(\.integer).allSatisfy { (43_000_000...86_400_000).contains($0) })
  }

  @Test func whatNoSweepMendsIsSaid() throws {
    let bench = try Workbench()
    try bench.fill(["a:1"], ttl: 60_000)
    let report = try bench.runOne(#"audit "a:*" assert p50(ttl) > 1h assert keys > 5"#)
    let fix = String(decoding: MendingRecipe.text(report.mending, title: "test"), as: UTF8.self)
    #expect(report.mending.mends.isEmpty && report.mending.remarks.count == 2)
    #expect(fix.contains("# Not mended: p50(ttl) > 1h, found 59s") || fix.contains("found 1m"))
    #expect(fix.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
  }

  @Test func aSampleIsOfSomeKeysAndSaysSo() throws {
    let bench = try Workbench()
    try bench.fill((1...3000).map { "k:\($0)" })
    let first = try bench.runOne(#"audit "k:*" sample 500"#)
    #expect(first.audit?.keys == 500 && first.audit?.isSample == true)
    #expect(first.notes.contains { $0.hasPrefix("a sample of 500 keys") })
    let share = try bench.runOne(#"audit "k:*" sample 20%"#)
    let keys = try #require(share.audit?.keys)
    #expect(abs(keys - 600) < 100)
    #expect(try bench.runOne(#"audit "k:*" sample 20%"#).audit?.keys == keys)
  }

  @Test func aPercentileThatIsTooCloseToTellSaysSo() throws {
    let bench = try Workbench()
    try bench.fill((1...50).map { "k:\($0)" }, value: String(repeating: "x", count: 9000))
    let size = try #require(try bench.client.call("MEMORY", "USAGE", "k:1").integer)
    let report = try bench.runOne(
      #"audit "k:*" assert p50(bytes) <= \#(size)B assert p50(bytes) <= 20KiB"#)
    #expect(report.assertions.map { $0.note != nil } == [true, false])
  }

  /// Keys that nobody asks for look as cold after an audit as before.
  @Test(arguments: [nil] + ServerBinary.others().map(Optional.some))
  func anAuditLeavesIdleTimesAlone(_ binary: ServerBinary?) throws {
    let bench = try Workbench(binary: binary)
    try bench.fill(["k:1", "k:2"])
    let payload = try bench.client.call("DUMP", "k:1").bytes
    for key in ["cold:1", "cold:2"] {
      let command = ["RESTORE", key, "0"].map { Array($0.utf8) } + [payload]
      try bench.client.pipeline([command + ["IDLETIME", "900000"].map { Array($0.utf8) }])
    }
    func idle() throws -> [Int] {
      try ["cold:1", "cold:2"].compactMap {
        try bench.client.call("OBJECT", "IDLETIME", $0).integer
      }
    }
    let before = try idle()
    #expect(before.count == 2 && before.allSatisfy { $0 >= 900_000 })
    bench.options.wantsSizes = true
    let report = try bench.runOne(
      #"audit "cold:*" where idle > 7d assert keys == 2 assert cliff(1m) == 0% assert max(bytes) > 1B assert p50(idle) > 7d report bytes report type report ttl buckets [1h]"#
    )
    #expect(report.exit == .done)
    for (first, second) in zip(before, try idle()) {
      #expect((first...first + 30).contains(second))
    }
  }

  /// Only lookups that read count: an audit does not make a cache look better.
  @Test func theHitRateLeavesOutWhatOnlyAsks() throws {
    let bench = try Workbench()
    try bench.fill((1...400).map { "k:\($0)" })
    try bench.client.call("CONFIG", "RESETSTAT")
    try bench.client.pipeline((1...100).map { ["GET", "k:\($0)"] })
    try bench.client.pipeline((1...300).map { ["GET", "none:\($0)"] })
    for _ in 0..<2 {
      let report = try bench.runOne(
        #"audit "k:*" assert server.hit_rate >= 50% assert server.memory > 1B"#)
      #expect(report.exit == .assertion)
      #expect(report.assertions.first?.value == "server.hit_rate = 25%")
      #expect(report.assertions.last?.pass == true)
    }
  }
}
