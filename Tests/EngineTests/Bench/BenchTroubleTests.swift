import Engine
import Foundation
import Planner
import Recipe
import SourceText
import TestSupport
import Testing

/// Benches against a server that is in trouble, and guards that end them.
@Suite struct BenchTroubleTests {
  /// The accounting law, and what the operations add up to.
  private func expectSum(_ report: StatementReport) throws {
    let all = try #require(report.bench, "\(report.failure?.message ?? "no result")").all
    #expect(all.sent == all.ok + all.failed + all.unknown)
    #expect(report.ledger.planned == all.sent)
    #expect(report.ledger.unknown == all.unknown)
  }

  /// Calls `body` on another thread once the server has run so many commands of a name.
  private func after(
    _ count: Int, _ command: String, _ bench: Workbench, _ body: @escaping @Sendable () -> Void
  ) {
    let server = bench.server
    let thread = Thread {
      for _ in 0..<3000 {
        let info = try? TestClient(server).call("INFO", "commandstats").text ?? ""
        let calls = info?.firstMatch(of: /cmdstat_get:calls=(\d+)/).flatMap { Int($0.1) } ?? 0
        if calls >= count { break }
        usleep(10_000)
      }
      body()
    }
    thread.start()
  }

  @Test func evictionsInTheRunAreSaid() throws {
    let bench = try Workbench(["maxmemory 3mb", "maxmemory-policy allkeys-random"])
    let report = try bench.runOne(
      "bench `SET e:{n} {blob(4KiB)}` pick n = uniform(1..100k) conns 4 depth 8 for 2s assert server.evictions == 0"
    )
    #expect((report.bench?.server.evicted ?? 0) > 0)
    #expect(report.notes.contains { $0.contains("the server evicted") }, "\(report.notes)")
    #expect(report.assertions.map(\.pass) == [false])
    #expect(report.exit == .assertion)
    try expectSum(report)
  }

  @Test func aServerThatDiesEndsTheRun() throws {
    let bench = try Workbench()
    let server = bench.server
    after(500, "get", bench) { server.crash() }
    let report = try bench.runOne(
      "bench `GET k:{n}` pick n = uniform(1..9) conns 4 depth 8 rate 2k/s for 10m")
    #expect(report.exit == .unavailable, "\(report.failure?.message ?? "")")
    #expect(report.failure != nil)
    #expect((report.bench?.all.ok ?? 0) >= 400)
    try expectSum(report)
  }

  /// What the origin still had in its queue is unknown, and said.
  @Test func anOriginThatFallsBehindIsSaid() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      """
      bench late {
        pick n = seq(1..100k)
        key "late:{n}"
        conns 2
        depth 256
        rate 200/s
        for 1s
        op 100% read aside ttl 1m
        origin 100ms limit 1
      }
      """)
    let all = try #require(report.bench).all
    #expect(all.ok > 0 && all.unknown > 0, "\(all)")
    #expect(report.notes.contains { $0.contains("no longer awaited") }, "\(report.notes)")
    #expect(report.exit == .partial)
    try expectSum(report)
  }

  // MARK: Guards

  @Test(arguments: [
    "guard errors(bad) < 5%", "guard server.evictions > 0", "guard p50(good) < 0.001ms",
    "guard rate(all) > 1G/s",
  ])
  func aGuardEndsABench(_ condition: String) throws {
    let bench = try Workbench()
    try bench.client.call("RPUSH", "list", "x")
    let report = try bench.runOne(
      "bench b conns 3 rate 1k/s for 10m op 50% good `GET other` op 50% bad `GET list` \(condition)"
    )
    #expect(report.diagnostics.map(\.id) == ["G002"], "\(report.notes)")
    // It may fail before the first reply was counted.
    #expect([.partial, .guardRefused].contains(report.exit))
    #expect((report.bench?.seconds ?? 0) < 300)
    try expectSum(report)
  }

  @Test func aGuardOfTheOriginWarnsOnce() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      """
      bench w pick n = seq(1..100k) key "w:{n}" conns 2 depth 64 rate 200/s for 2s
        op 100% read aside ttl 1m origin 5ms guard origin.loads < 10 else warn guard sent(all) > 1%
        assert server.p99 < 9s assert origin.loads > 10
      """.replacing("\n", with: " "))
    #expect(report.diagnostics.map(\.id) == ["G002"])
    #expect(report.diagnostics.map(\.severity) == [.warning])
    #expect(report.assertions.map(\.pass) == [true, true])
    #expect(report.exit == .done, "\(report.failure?.message ?? "")")
  }

  @Test func microsecondsAreCompared() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      """
      param limit = 1us
      bench `GET k:1` conns 1 for 200ms assert p50(get) > 1us assert p50(get) > limit assert p50(get) / 2 < p50(get) assert max(get) < 3600s500us
      """)
    #expect(report.assertions.map(\.pass) == [true, true, true, true], "\(report.assertions)")
  }
}
