import Engine
import Foundation
import SourceText
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
