import Engine
import Foundation
import SourceText
import Synchronization
import TestSupport
import Testing

/// Guards that are looked at while a statement runs.
@Suite struct RunGuardTests {
  private func bench(rows: Int = 2000) throws -> Workbench {
    let bench = try Workbench()
    try bench.write("id\n" + (1...rows).map { "\($0)\n" }.joined(), to: "rows.csv")
    return bench
  }

  private func recipe(_ clauses: String) -> String {
    """
    source feed csv "rows.csv" header on
    warm w from feed key "k:{id}" value text "v" ttl 1h \(clauses)
    """
  }

  @Test func aGuardStopsAWarmInTheMiddle() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe(#"rate 2k/s guard ok < 200 say "enough""#))
    #expect(report.ledger.ok >= 200 && report.ledger.ok < 1500, "\(report.ledger.ok)")
    #expect(report.exit == .partial && report.status == .partial)
    #expect(report.diagnostics.map(\.id) == ["G002"])
    #expect(report.diagnostics.first?.notes == ["enough"])
    #expect(try bench.client.call("DBSIZE").integer == report.ledger.ok)
  }

  @Test(arguments: ["", "guard keys <= 5k", "where ttl == never"])
  func aGuardStopsASweepInTheMiddle(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...2000).map { "k:\($0)" })
    let report = try bench.runOne(#"sweep "k:*" \#(clauses) rate 2k/s guard ok < 200"#)
    #expect(report.ledger.ok >= 200 && report.ledger.ok < 1500, "\(report.ledger.ok)")
    #expect(report.exit == .partial)
    #expect(try bench.client.call("DBSIZE").integer == 2000 - report.ledger.ok)
    if clauses.hasPrefix("guard") {
      #expect(report.ledger.skipReasons == ["stopped": 2000 - report.ledger.ok])
    }
  }

  @Test func whatFailsFromTheStartChangesNothing() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe("guard server.memory < 1B"))
    #expect(report.exit == .guardRefused && report.status == .refused)
    #expect(report.diagnostics.first?.label.contains("server.memory = ") == true)
    #expect(try bench.client.call("DBSIZE").integer == 0)
    try bench.fill(["x:1"])
    #expect(try bench.runOne(#"sweep "x:*" guard server.memory < 1B"#).exit == .guardRefused)
    #expect(try bench.client.call("DBSIZE").integer == 1)
  }

  @Test func aPauseEndsWhenTheServerHasRoomAgain() throws {
    let bench = try bench()
    try bench.client.call("SET", "big", String(repeating: "x", count: 40 << 20))
    let server = bench.server
    Thread.detachNewThread {
      usleep(700_000)
      _ = try? TestClient(server).call("DEL", "big")
    }
    let report = try bench.runOne(recipe("guard server.memory < 30MiB else pause 200ms"))
    #expect(report.ledger.ok == 2000 && report.exit == .done)
    #expect(report.seconds > 0.5)
    #expect(report.notes.contains { $0.contains("a guard paused the run") }, "\(report.notes)")
  }

  /// Each number about the server holds at first, and stops the run when it does not any more.
  @Test(arguments: ["server.p99 < 150ms", "server.evictions == 0", "server.hit_rate > 50%"])
  func theServerFaresWorseInMidRun(condition: String) throws {
    let bench = try bench(rows: 60_000)
    try bench.client.call("SET", "hot", "x")
    let server = bench.server
    let isOver = Atomic(false)
    defer { isOver.store(true, ordering: .relaxed) }
    let used = try #require(
      try bench.client.call("INFO", "memory").text?.firstMatch(of: /used_memory:(\d+)/)
        .flatMap { Int($0.1) })
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      defer { ended.signal() }
      guard let client = try? TestClient(server) else { return }
      for _ in 0..<50 { _ = try? client.call("GET", "hot") }
      // Once the run writes.
      while (try? client.call("DBSIZE").integer ?? 0) ?? 0 < 500,
        !isOver.load(ordering: .relaxed)
      { usleep(2000) }
      while !isOver.load(ordering: .relaxed) {
        switch condition {
        case let text where text.hasPrefix("server.p99"):
          _ = try? client.call("EVAL", Self.busy, "0")
        case let text where text.hasPrefix("server.evictions"):
          _ = try? client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
          _ = try? client.call("CONFIG", "SET", "maxmemory", "\(used + (1 << 20))")
        default: for _ in 0..<100 { _ = try? client.call("GET", "none") }
        }
        usleep(20_000)
      }
    }
    let report = try bench.runOne(recipe(#"rate 10k/s guard \#(condition) say "worse""#))
    isOver.store(true, ordering: .relaxed)
    ended.wait()
    #expect(report.exit == .partial && report.status == .partial, "\(report.notes)")
    #expect(report.ledger.ok >= 500 && report.ledger.ok < 60_000, "\(report.ledger.ok)")
    #expect(report.diagnostics.map(\.id) == ["G002"])
    #expect(report.diagnostics.first?.notes == ["worse"])
  }

  /// Keeps the server busy for a third of a second.
  private static let busy = """
    local start = redis.call('TIME')
    repeat
      local now = redis.call('TIME')
      local passed = (now[1] - start[1]) * 1000000 + now[2] - start[2]
    until passed > 300000
    return 1
    """

  /// A profile's `ceiling` holds whatever a recipe asks for.
  @Test func aCeilingHolds() throws {
    let bench = try Workbench()
    try bench.fill((1...900).map { "k:\($0)" })
    try bench.client.call("CONFIG", "RESETSTAT")
    let report = try bench.runOne(
      """
      server s url "redis://127.0.0.1" ceiling rate 1k/s batch 50
      sweep a match "k:*" rate 100k/s batch 1000
      """)
    #expect(report.ledger.ok == 900)
    #expect(report.seconds > 0.7, "\(report.seconds)")
    #expect(try bench.commandCounts()["unlink"] ?? 0 >= 18)
  }

  @Test func aWarningIsGivenOnce() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe("rate 5k/s guard ok < 10 else warn"))
    #expect(report.ledger.ok == 2000 && report.exit == .done)
    #expect(report.diagnostics.map(\.severity) == [.warning])
  }

  @Test func assertionsKnowTheServer() throws {
    let bench = try bench()
    let report = try bench.runOne(
      recipe("assert evicted == 0 assert server.p99 < 5s assert server.memory < 1B else warn"))
    #expect(report.assertions.map(\.pass) == [true, true, false])
    #expect(report.exit == .done)
  }
}
