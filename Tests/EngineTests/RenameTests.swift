import Engine
import Foundation
import TestSupport
import Testing

/// `by rename` and `by persist`: what moves, what stays, and what is never written over.
@Suite struct RenameTests {
  /// Streaming, planned, and with attributes that decide.
  @Test(arguments: [
    "", "guard keys <= 1000", "where ttl > 1m", "where ttl > 1m guard keys <= 1000",
  ])
  func keysMoveWithValueAndLife(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...600).map { "tmp:\($0)" }, value: "v", ttl: 7_200_000)
    try bench.fill(["other"])
    let report = try bench.runOne(
      #"sweep a match "tmp:*" \#(clauses) by rename "trash:{#key}""#)
    #expect(report.ledger.ok == 600 && report.ledger.planned == 600)
    #expect(try bench.keys("tmp:*") == [])
    #expect(try bench.keys("trash:{tmp:*}").count == 600)
    #expect(try bench.client.call("GET", "trash:{tmp:17}").text == "v")
    let life = try #require(try bench.client.call("PTTL", "trash:{tmp:17}").integer)
    #expect(life > 7_000_000 && life <= 7_200_000)
    #expect(try bench.runOne(#"sweep "tmp:*" by rename "trash:{#key}""#).ledger.planned == 0)
  }

  @Test(arguments: ["", "where ttl == never"])
  func theNewNameMayHaveALifeOfItsOwn(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...300).map { "tmp:eu:\($0)" })
    let report = try bench.runOne(
      """
      key tmp = "tmp:{region}:{id:int}" type string
      sweep tmp \(clauses) by rename "old:{region}:{id}" ttl 1h
      """)
    #expect(report.ledger.ok == 300)
    let lives = try bench.client.pipeline((1...300).map { ["PTTL", "old:eu:\($0)"] })
    #expect(lives.compactMap(\.integer).allSatisfy { $0 > 3_500_000 && $0 <= 3_600_000 })
  }

  @Test func nothingIsWrittenOver() throws {
    let bench = try Workbench()
    try bench.fill(["tmp:1", "tmp:2", "tmp:3"], value: "new")
    try bench.fill(["trash:tmp:2"], value: "old")
    let report = try bench.runOne(#"sweep "tmp:*" by rename "trash:{key}""#)
    #expect(report.ledger.ok == 2 && report.ledger.failureCodes == ["exists": 1])
    #expect(report.exit == .partial)
    #expect(try bench.client.call("GET", "trash:tmp:2").text == "old")
    #expect(try bench.client.call("GET", "tmp:2").text == "new")
  }

  @Test(arguments: [
    #"sweep "tmp:*" by rename "tmp:old:{key}""#, #"sweep "*" by rename "trash:{key}""#,
    #"sweep "*:tmp" by rename "trash:{key}""#, #"sweep a keys ["trash:1"] by rename "trash:{key}""#,
  ])
  func aTargetThatTheSweepCouldMatchIsRefused(_ recipe: String) throws {
    let bench = try Workbench()
    try bench.fill(["tmp:1", "x:tmp", "trash:1"])
    let report = try bench.runOne(recipe)
    #expect(report.diagnostics.map(\.id) == ["G020"])
    #expect(try bench.keys().count == 3)
  }

  @Test(arguments: [
    #"sweep "tmp:*" by rename "trash""#, #"sweep "tmp:*" by rename "trash:{type}:{key}""#,
  ])
  func aTargetIsMadeOfTheKey(_ recipe: String) throws {
    let bench = try Workbench()
    try bench.fill(["tmp:1"])
    #expect(try bench.runOne(recipe).diagnostics.map(\.id) == ["G019"])
    #expect(try bench.keys() == ["tmp:1"])
  }

  @Test(arguments: ["", "where ttl < 3h"])
  func persistTakesTheLifeAway(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...300).map { "k:mortal:\($0)" }, ttl: 7_200_000)
    try bench.fill((1...50).map { "k:ever:\($0)" })
    let report = try bench.runOne(#"sweep "k:*" \#(clauses) by persist"#)
    #expect(report.ledger.ok == 300)
    #expect(report.ledger.skipReasons == (clauses.isEmpty ? ["lasting": 50] : [:]))
    let lives = try bench.client.pipeline(bench.keys("k:*").map { ["PTTL", $0] })
    #expect(lives.count == 350 && lives.allSatisfy { $0.integer == -1 })
  }

  /// It keeps what should go: a person is asked as for a removal.
  @Test func persistAsks() throws {
    let bench = try Workbench()
    try bench.fill(["k:1"], ttl: 60_000)
    bench.options.assumeYes = false
    bench.options.canAsk = true
    bench.answer = false
    let report = try bench.runOne(#"sweep "k:*" by persist"#)
    #expect(report.exit == .guardRefused)
    #expect(try (bench.client.call("PTTL", "k:1").integer ?? -1) > 0)
  }
}
