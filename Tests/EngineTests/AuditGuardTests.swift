import Engine
import Foundation
import Planner
import SourceText
import TestSupport
import Testing

/// `guard`, `batch` and `rate auto` of an audit, and what it measures beyond counts: sums, the least, the greatest.
@Suite struct AuditGuardTests {
  private func bench(keys: Int = 2000) throws -> Workbench {
    let bench = try Workbench()
    try bench.fill((1...keys).map { "k:\($0)" }, ttl: 7_200_000)
    return bench
  }

  /// Every assertion over no keys holds, so a guard over their number comes first.
  @Test func tooFewKeysAreRefusedBeforeAnythingIsAsserted() throws {
    let bench = try bench(keys: 10)
    let report = try bench.runOne(
      #"audit "none:*" guard keys >= 1 say "a typing mistake?" assert count(ttl == never) == 0"#)
    #expect(report.exit == .guardRefused && report.status == .refused)
    #expect(report.assertions.isEmpty)
    #expect(report.diagnostics.map(\.id) == ["G002"])
    #expect(report.diagnostics.first?.label == "keys = 0")
    #expect(report.diagnostics.first?.notes == ["a typing mistake?"])
    let warned = try bench.runOne(
      #"audit "k:*" guard keys >= 1k else warn guard scanned >= 10 assert keys == 10"#)
    #expect(warned.exit == .done && warned.diagnostics.map(\.severity) == [.warning])
    #expect(warned.assertions.map(\.pass) == [true])
  }

  @Test func aGuardDuringTheWalkEndsIt() throws {
    let bench = try bench()
    try bench.client.call("CONFIG", "RESETSTAT")
    let report = try bench.runOne(
      #"audit "k:*" rate 1k/s guard server.memory < 1B assert keys == 2000"#)
    #expect(report.exit == .guardRefused && report.status == .refused)
    #expect(report.diagnostics.map(\.id) == ["G002"])
    #expect(report.diagnostics.first?.label.contains("server.memory = ") == true)
    // Half the keys say nothing about all of them.
    #expect(report.audit == nil && report.assertions.isEmpty)
    #expect(try bench.writeCommands() == [])
  }

  @Test func aPauseHoldsTheReadingUp() throws {
    let bench = try bench()
    try bench.client.call("SET", "big", String(repeating: "x", count: 40 << 20))
    let server = bench.server
    Thread.detachNewThread {
      usleep(700_000)
      _ = try? TestClient(server).call("DEL", "big")
    }
    let report = try bench.runOne(
      #"audit "k:*" guard server.memory < 30MiB else pause 200ms assert keys == 2000"#)
    #expect(report.exit == .done && report.audit?.keys == 2000)
    #expect(report.notes.contains { $0.contains("a guard paused the run") }, "\(report.notes)")
  }

  @Test func whatIsWatchedCanBeAsserted() throws {
    let bench = try bench(keys: 100)
    let report = try bench.runOne(
      #"audit "k:*" assert server.p99 < 5s assert server.evictions == 0 assert server.memory > 1B"#)
    #expect(report.assertions.map(\.pass) == [true, true, true], "\(report.assertions)")
  }

  /// The audit's own questions are no lookups of anybody.
  @Test func aGuardOverTheHitRateIsOfTheTimeBefore() throws {
    let bench = try bench(keys: 400)
    try bench.client.call("CONFIG", "RESETSTAT")
    try bench.client.pipeline((1...300).map { ["GET", "none:\($0)"] })
    try bench.client.pipeline((1...100).map { ["GET", "k:\($0)"] })
    let report = try bench.runOne(#"audit "k:*" guard server.hit_rate >= 50%"#)
    #expect(report.exit == .guardRefused)
    #expect(report.diagnostics.first?.label == "server.hit_rate = 25%")
  }

  @Test func batchIsHowManyKeysAPageHas() throws {
    let bench = try bench()
    func scans(_ clause: String) throws -> Int {
      try bench.client.call("CONFIG", "RESETSTAT")
      #expect(try bench.runOne(#"audit "k:*" \#(clause)"#).audit?.keys == 2000)
      return try bench.commandCounts()["scan"] ?? 0
    }
    // A table of 2,048 buckets, and a page has whole chains.
    let (few, usual, many) = try (scans("batch 50"), scans(""), scans("batch 5k"))
    #expect((30...45).contains(few), "\(few)")
    #expect((4...12).contains(usual) && many < usual, "\(usual) \(many)")
  }

  @Test func rateAutoFindsItsPaceAndSaysSo() throws {
    let bench = try bench()
    let report = try bench.runOne(#"audit "k:*" rate auto assert keys == 2000"#)
    #expect(report.exit == .done, "\(report.assertions)")
    #expect(report.notes.contains { $0.hasPrefix("rate auto: ") }, "\(report.notes)")
  }

  // MARK: Extents

  @Test(arguments: [UInt64(1), 2]) func sumsAndExtremesAgreeWithBruteForce(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bench = try Workbench()
    var commands: [[String]] = []
    var lives: [Int] = []
    for number in 0..<1000 {
      let value = String(repeating: "x", count: Int.random(in: 1...3000, using: &random))
      let life = Int.random(in: 3_600_000...86_400_000, using: &random)
      let isLasting = Int.random(in: 0..<10, using: &random) == 0
      commands.append(["SET", "n:\(number):0.25", value] + (isLasting ? [] : ["PX", "\(life)"]))
      if !isLasting { lives.append(life) }
    }
    try bench.client.pipeline(commands)
    let sizes = try bench.client.pipeline(
      (0..<1000).map { ["MEMORY", "USAGE", "n:\($0):0.25"] }
    ).compactMap(\.integer)
    let (least, greatest) = (lives.min() ?? 0, lives.max() ?? 0)
    let report = try bench.runOne(
      """
      key n = "n:{id:int}:{part:float}" type string
      audit n {
        assert sum(bytes) == \(sizes.reduce(0, +))B
        assert min(bytes) == \(sizes.min() ?? 0)B
        assert max(bytes) == \(sizes.max() ?? 0)B
        assert max(id) == 999
        assert sum(id) == 499500
        assert sum(part) == 250
        assert max(part) == 0.25
        assert max(ttl) <= \(greatest)ms
        assert max(ttl) > \(greatest - 60_000)ms
        assert min(ttl) <= \(least)ms
        assert min(ttl) > \(least - 60_000)ms
      }
      """)
    #expect(report.assertions.map(\.pass).allSatisfy { $0 }, "seed \(seed): \(report.assertions)")
  }

  @Test func nothingHasNoExtremes() throws {
    let report = try Workbench().runOne(
      #"audit "*" assert sum(bytes) == 0B assert max(ttl) < 1h else warn assert min(len) > 0 else warn allow touch"#
    )
    #expect(report.assertions.map(\.pass) == [true, false, false])
  }

  /// What lives too long is cut by the recipe that an audit writes.
  @Test func aGreatestLifeIsMended() throws {
    let bench = try bench(keys: 50)
    let audit = #"audit "k:*" assert max(ttl) <= 1h"#
    let before = try bench.runOne(audit)
    #expect(before.exit == .assertion && before.mending.mends.count == 1)
    let fix = String(decoding: MendingRecipe.text(before.mending, title: "test"), as: UTF8.self)
    #expect(try bench.run(fix).exit == .done, "\(fix)")
    #expect(try bench.runOne(audit).exit == .done)
  }
}
