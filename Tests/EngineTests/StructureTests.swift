import Engine
import Foundation
import TestSupport
import Testing

/// The value × write table of the language, against a model and on every server: run once, run again, with the rows in another
/// order, and cut in the middle and run again.
@Suite struct StructureTests {
  static let servers = [nil] + ServerBinary.others().map(Optional.some)
  @Test(arguments: servers) func everyCellEqualsItsModel(_ binary: ServerBinary?) throws {
    let bench = try Workbench(binary: binary)
    for (number, cell) in StructureCell.all.enumerated() {
      for expires in [true, false] {
        let seed = UInt64(20_261_124 + number)
        let model = StructureModel(cell, seed: seed)
        try check(
          cell, model, expires: expires, bench, "\(cell), seed \(seed)")
      }
    }
  }

  private func check(
    _ cell: StructureCell, _ model: StructureModel, expires: Bool, _ bench: Workbench,
    _ name: String
  ) throws {
    let recipe = model.recipe(expires: expires)
    try bench.write(model.csv(shuffled: false), to: "rows.csv")
    try model.prepare(bench.client)
    let report = try bench.runOne(recipe)
    #expect(report.exit == .done, "\(name): \(report.ledger.named.first?.detail ?? "")")
    #expect(report.ledger.planned == model.rows.count, "\(name)")
    var expected = model.expected(expires: expires)
    #expect(try model.read(bench.client) == expected, "\(name): the first run")
    try checkTTLs(cell, expires: expires, bench, name)
    #expect(try bench.keys("*cachectl*").isEmpty, "\(name): nothing is left beside")

    if cell.isRepeatable {
      _ = try bench.runOne(recipe)
      #expect(try model.read(bench.client) == expected, "\(name): the second run")
    }
    // Which of two rows that give one field or member a value stands is a matter of their order.
    try bench.write(model.csv(shuffled: true), to: "rows.csv")
    expected = model.expected(expires: expires, shuffled: true)
    try model.prepare(bench.client)
    _ = try bench.runOne(recipe)
    #expect(try model.read(bench.client) == expected, "\(name): shuffled")

    try bench.write(model.csv(shuffled: false), to: "rows.csv")
    try model.prepare(bench.client)
    bench.interruptAfter = model.rows.count / 3
    let cut = try bench.runOne(recipe + " batch 5")
    bench.interruptAfter = .max
    bench.interrupts.count = 0
    let rest = try bench.runOne(recipe)
    guard cell.isRepeatable else {
      // Sums cannot be counted back into rows.
      if cell.shape == .zsetSum { return }
      let entries = try model.entryCount(bench.client)
      let sent = cut.ledger.ok + rest.ledger.ok
      #expect(
        entries == sent + StructureModel.initialEntries, "\(name): cut after \(cut.ledger.ok)")
      return
    }
    #expect(
      try model.read(bench.client) == model.expected(expires: expires), "\(name): cut and run again"
    )
  }

  private func checkTTLs(
    _ cell: StructureCell, expires: Bool, _ bench: Workbench, _ name: String
  ) throws {
    for key in try bench.keys("k:*") where !StructureModel.wasThere(key) {
      let ttl = try bench.client.call("PTTL", key).integer ?? -2
      #expect(expires ? (3_500_000...3_600_000).contains(ttl) : ttl == -1, "\(name): \(key)")
    }
  }

  // MARK: Bad rows and bad keys

  private func structure(_ value: String, _ rows: String, _ rest: String = "") throws
    -> (Workbench, StatementReport)
  {
    let bench = try Workbench()
    try bench.write(rows, to: "rows.csv")
    return (bench, try bench.runOne(Self.recipe(value, rest)))
  }

  private static func recipe(_ value: String, _ rest: String = "") -> String {
    """
    source feed csv "rows.csv" header on null "" columns [k member score:float lon:float lat:float ttl:int]
    warm w from feed \(rest.contains("grouped") ? "grouped by k" : "") key "k:{k}" value \(value) \\
    """.replacing("\\", with: "")
      + (rest.contains("ttl") ? rest : "ttl 1h " + rest).replacing("grouped", with: "")
  }

  private static let header = "k,member,score,lon,lat,ttl\n"

  @Test func aScoreThatIsNoNumberFailsItsRowOnly() throws {
    let (bench, report) = try structure(
      #"zset member "{member}" score score"#,
      Self.header + "a,x,1,,,\na,y,nan,,,\na,z,1e400,,,\na,w,,,,\nb,v,2,,,\n")
    #expect(report.exit == .partial)
    #expect(report.ledger.ok == 2)
    #expect(report.ledger.failed == 3)
    #expect(report.ledger.named.map(\.row) == [3, 4, 5])
    #expect(try bench.client.call("ZRANGE", "k:a", "0", "-1").elements.compactMap(\.text) == ["x"])
  }

  @Test func aPositionOffTheMapFailsItsRow() throws {
    let (_, report) = try structure(
      #"geo member "{member}" at lon lat"#,
      Self.header + "a,x,,200,10,\na,y,,10,86,\na,z,,10,10,\n")
    #expect(report.ledger.failureCodes == ["range": 2])
    #expect(report.ledger.named.first?.detail.contains("longitude 200") == true)
    #expect(report.ledger.ok == 1)
  }

  @Test(arguments: [
    (#"hash [member score]"#, "set"), (#"set "{member}""#, "replace"),
    (#"list "{member}""#, "append"),
    (#"zset member "{member}" score score"#, "replace"), (#"hll "{member}""#, "append"),
    ("stream [member]", "append"), (#"geo member "{member}" at lon lat"#, "replace"),
  ]) func aKeyOfAnotherTypeIsNamedAndLeftAlone(_ value: String, _ mode: String) throws {
    let bench = try Workbench()
    try bench.write(Self.header + "a,x,1,1,1,\nb,y,1,1,1,\nc,z,1,1,1,\n", to: "rows.csv")
    let isList = value.hasPrefix("list")
    try bench.client.call(isList ? "SADD" : "RPUSH", "k:b", "theirs")
    let write = value.hasPrefix("hash") ? "" : "write \(mode)"
    let report = try bench.runOne(Self.recipe(value, write))
    #expect(report.exit == .partial)
    #expect(report.ledger.ok == 2)
    #expect(report.ledger.failureCodes == ["wrongtype": 1])
    #expect(report.ledger.named.first?.key == Array("k:b".utf8))
    #expect(report.ledger.named.first?.row == 3)
    #expect(try bench.client.call("TYPE", "k:b").text == (isList ? "set" : "list"))
    #expect(try bench.client.call("PTTL", "k:b").integer == -1)
  }

  @Test func rowsOfAKeyThatDisagreeOnTheTTLFail() throws {
    let (bench, report) = try structure(
      #"set "{member}""#, Self.header + "a,x,,,,1\nb,y,,,,2\na,z,,,,3\n", "ttl ttl * 1h")
    #expect(report.ledger.failureCodes == ["ttl-differs": 2])
    #expect(report.ledger.named.first?.detail == "lines 2 and 4 give the key two TTLs")
    #expect(try bench.keys() == ["k:b"])
  }

  @Test func aKeyThatComesBackInAGroupedSourceIsRefused() throws {
    let rows = Self.header + "a,x,,,,\nb,y,,,,\na,z,,,,\n"
    let (bench, report) = try structure(#"set "{member}""#, rows, "grouped")
    #expect(report.ledger.failureCodes == ["regrouped": 2])
    #expect(
      report.ledger.named.first?.detail == "the key was on line 2 and comes back on line 4")
    #expect(try bench.keys() == ["k:b"])
    let (other, loose) = try structure(#"set "{member}""#, rows)
    #expect(loose.ledger.ok == 3)
    #expect(try other.client.call("SCARD", "k:a").integer == 2)
  }

  /// A key may only be replaced by all of its rows.
  @Test func failStopWritesNoKeyThatMissesARow() throws {
    let (bench, report) = try structure(
      #"zset member "{member}" score score"#, Self.header + "a,x,1,,,\na,y,bad,,,\na,z,2,,,\n",
      "fail stop")
    #expect(report.ledger.failed == 1)
    #expect(try bench.keys().isEmpty)
  }

  @Test func aServerThatForgotTheScriptIsTaughtItAgain() throws {
    let bench = try Workbench()
    let rows = (0..<500).map { "\($0),m,1,,,\n" }.joined()
    try bench.write(Self.header + rows, to: "rows.csv")
    bench.answer = true
    bench.options.assumeYes = false
    bench.options.canAsk = true
    let report = try bench.runOne(Self.recipe(#"set "{member}""#, "guard rows >= 1"))
    #expect(report.ledger.ok == 500)
    try bench.client.call("SCRIPT", "FLUSH")
    bench.interrupts.count = 0
    let again = try bench.runOne(Self.recipe(#"set "{member}""#, "rate 2k/s batch 10"))
    #expect(again.ledger.ok == 500)
  }

  @Test func manyMembersAreOneKeyAtOnce() throws {
    let bench = try Workbench()
    let count = 100_000
    let rows = (0..<count).map { "a,m\($0),\($0),,,\n" }.joined()
    try bench.write(Self.header + rows, to: "rows.csv")
    let report = try bench.runOne(
      Self.recipe(#"zset member "{member}" score score top 1000"#))
    #expect(report.ledger.ok == count)
    #expect(report.commands == 1)
    #expect(try bench.client.call("ZCARD", "k:a").integer == 1000)
    #expect(try bench.client.call("ZSCORE", "k:a", "m\(count - 1)").integer == count - 1)
  }

  @Test func aHashWithoutAnyValueIsNoKey() throws {
    let (bench, report) = try structure(
      "hash [member score]", Self.header + "a,,,,,\nb,x,,,,\n")
    #expect(report.ledger.failureCodes == ["null": 1])
    #expect(try bench.client.call("HGETALL", "k:b").elements.compactMap(\.text) == ["member", "x"])
  }

  /// A planned warm applies what it counted, rows and commands alike.
  @Test func aPlanCountsRowsAndIsApplied() throws {
    let bench = try Workbench()
    try bench.write(Self.header + "a,x,,,,\nb,y,,,,\na,z,,,,\n", to: "rows.csv")
    let recipe = Self.recipe(#"set "{member}""#, "guard rows >= 1")
    let planned = try bench.runOne(recipe, planOnly: true)
    #expect(planned.plan?.matched == 3)
    #expect(planned.plan?.commands == 2)
    #expect(planned.plan?.action == "SADD")
    #expect(try bench.keys().isEmpty)
    let report = try bench.runOne(recipe)
    #expect(report.ledger.ok == 3)
    #expect(report.ledger.planned == 3)
    #expect(try bench.client.call("SCARD", "k:a").integer == 2)
  }
}
