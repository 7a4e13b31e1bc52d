import Engine
import Foundation
import SourceText
import TestSupport
import Testing

/// Tags: what a warm writes beside its keys, and what a sweep reads back.
@Suite struct TagTests {
  private static let family = """
    source feed csv "rows.csv" header on null "" columns [id:int cat name ttl:int]
    key product = "product:{id:int}" tag "cat:{cat}"

    """

  private func warm(
    _ bench: Workbench, _ rows: [String], _ rest: String = "ttl ttl * 1s",
    value: String = "text \"{name}\""
  ) throws -> StatementReport {
    try bench.write("id,cat,name,ttl\n" + rows.joined(separator: "\n") + "\n", to: "rows.csv")
    return try bench.runOne(Self.family + "warm product from feed value \(value) \(rest)")
  }

  /// Member and score of a tag, as text.
  private func members(_ bench: Workbench, _ tag: String) throws -> [String: String] {
    let texts = try bench.client.call("ZRANGE", tag, "0", "-1", "WITHSCORES").elements
      .compactMap(\.text)
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: texts.count, by: 2).map {
        (texts[$0], texts[$0 + 1])
      })
  }

  @Test(arguments: ["", "write missing", "write stale 50%", "write changed"])
  func everyKeyIsListedWithItsExpiry(write: String) throws {
    let bench = try Workbench()
    let rows = (1...2500).map { "\($0),\($0 % 3),n\($0),\(3600 + $0)" }
    let report = try warm(bench, rows, "ttl ttl * 1s \(write)")
    #expect(report.ledger.ok == 2500 && report.exit == .done)
    for tag in 0..<3 {
      let members = try members(bench, "cat:\(tag)")
      #expect(members.count == (1...2500).count { $0 % 3 == tag })
      for id in [tag + 3, tag + 1200] {
        let expiry = try bench.client.call("PEXPIRETIME", "product:\(id)").integer ?? 0
        // `stale` sends a value when the server has said what is left of it.
        let score = Int(members["product:\(id)"] ?? "") ?? 0
        #expect((expiry - 2000...expiry).contains(score))
      }
      let life = try bench.client.call("PEXPIRETIME", "cat:\(tag)").integer ?? 0
      #expect(life == members.values.compactMap(Int.init).max())
    }
  }

  @Test func aTagOnlyGrowsAndForgetsWhatHasExpired() throws {
    let bench = try Workbench()
    try bench.client.call("ZADD", "cat:a", "1000", "product:99")
    try bench.client.call("PEXPIRE", "cat:a", "9000000")
    _ = try warm(bench, ["1,a,x,7200"])
    let first = try members(bench, "cat:a")
    #expect(first.keys.sorted() == ["product:1"])
    let life = try bench.client.call("PTTL", "cat:a").integer ?? 0
    #expect((8_990_000...9_000_000).contains(life), "its own TTL was longer")
    // A shorter life of a key does not take it out of the tag before its time.
    _ = try warm(bench, ["1,a,x,60", "2,a,y,60"])
    let second = try members(bench, "cat:a")
    #expect(second["product:1"] == first["product:1"])
    #expect(second.count == 2)
    // What lives for ever makes the tag do so.
    _ = try warm(bench, ["3,a,z,60"], "ttl never")
    #expect(try members(bench, "cat:a")["product:3"] == "inf")
    #expect(try bench.client.call("PTTL", "cat:a").integer == -1)
    _ = try warm(bench, ["4,a,z,60"])
    #expect(try bench.client.call("PTTL", "cat:a").integer == -1)
  }

  @Test func noValueIsWrittenWhoseTagIsRefused() throws {
    let bench = try Workbench()
    try bench.client.call("HSET", "cat:bad", "a", "b")
    let report = try warm(bench, (1...900).map { "\($0),\($0 % 2 == 0 ? "bad" : "good"),n,60" })
    #expect(report.ledger.ok == 450)
    #expect(report.ledger.failureCodes == ["wrongtype": 450])
    #expect(report.exit == .partial)
    #expect(try bench.keys("product:*").count == 450)
    #expect(try bench.client.call("EXISTS", "product:2").integer == 0)
    #expect(try members(bench, "cat:good").count == 450)
  }

  @Test func aRowWithoutItsTagFails() throws {
    let bench = try Workbench()
    let report = try warm(bench, ["1,,x,60", "2,a,y,60"])
    #expect(report.ledger.ok == 1 && report.ledger.failureCodes == ["null": 1])
    #expect(throws: (any Error).self) {
      try bench.check(
        """
        source feed csv "rows.csv" header off columns [id:int]
        key product = "product:{id:int}" tag "cat:{cat}"
        warm product from feed value text "x" ttl 1h
        """)
    }
  }

  @Test(arguments: [
    "set \"{name}\"|write append", "set \"{name}\"|write replace", "hash [name]|write always",
    "hash [name]|write changed", "zset member \"{name}\" score id top 5|write replace",
  ])
  func structuresAreListedToo(cell: String) throws {
    let bench = try Workbench()
    let parts = cell.split(separator: "|")
    let rows = (1...600).map { "\($0 % 40),\($0 % 40 % 4),n\($0),3600" }
    let report = try warm(bench, rows, "ttl 1h \(parts[1])", value: String(parts[0]))
    #expect(report.exit == .done && report.ledger.ok + report.ledger.skipped == 600)
    for tag in 0..<4 { #expect(try members(bench, "cat:\(tag)").count == 10) }
  }

  @Test func rowsOfAKeyAgreeOnItsTag() throws {
    let bench = try Workbench()
    let report = try warm(
      bench, ["1,a,x,60", "1,b,y,60", "2,a,z,60"], "ttl 1h write replace", value: "set \"{name}\"")
    #expect(report.ledger.failureCodes == ["tag-differs": 2])
    #expect(report.ledger.ok == 1)
  }

  /// The script of the tag is forgotten in mid-run, and a plan is spooled with its tags.
  @Test func itSurvivesAScriptFlushAndASpool() throws {
    let bench = try Workbench()
    let rows = (1...30_000).map { "\($0),\($0 % 7),n,3600" }
    try bench.write("id,cat,name,ttl\n" + rows.joined(separator: "\n") + "\n", to: "rows.csv")
    let flusher = Thread { [server = bench.server] in
      for _ in 0..<60 {
        _ = try? server.raw("SCRIPT", "FLUSH")
        usleep(2000)
      }
    }
    flusher.start()
    let report = try bench.runOne(
      Self.family + "warm product from feed value text \"x\" ttl 1h guard rows >= 1")
    #expect(report.exit == .done && report.ledger.ok == 30_000)
    #expect(try (0..<7).reduce(0) { try $0 + members(bench, "cat:\($1)").count } == 30_000)
  }

  @Test func anInterruptedWarmAccountsForWhatWaited() throws {
    let bench = try Workbench()
    bench.interruptAfter = 2000
    let report = try warm(bench, (1...20_000).map { "\($0),\($0 % 5),n,3600" }, "ttl 1h batch 100")
    #expect(report.exit == .interrupted)
    #expect(report.ledger.ok >= 2000 && report.ledger.unknown == 0)
    #expect(try bench.keys("product:*").count == report.ledger.ok)
    let listed = try (0..<5).reduce(0) { try $0 + members(bench, "cat:\($1)").count }
    #expect(listed >= report.ledger.ok, "every key that is there is listed")
  }

  // MARK: Sweeping

  @Test func aTagIsSweptWhetherSortedOrPlain() throws {
    let bench = try Workbench()
    _ = try warm(bench, (1...3000).map { "\($0),\($0 % 2),n,3600" })
    try bench.fill(["other"])
    let sorted = try bench.runOne(Self.family + #"sweep by_tag tag "cat:1""#)
    #expect(sorted.ledger.ok == 1500 && sorted.exit == .done)
    #expect(try bench.keys("product:*").count == 1500)
    // A set that another application keeps, with a member that is gone.
    try bench.client.pipeline((1...3000).map { ["SADD", "mine", "product:\($0 * 2)"] })
    let plain = try bench.runOne(#"sweep by_tag tag "mine" guard keys <= 5000"#)
    #expect(plain.ledger.ok == 1500 && plain.ledger.skipReasons == ["gone": 1500])
    #expect(plain.plan?.remark == "by tag, unverified")
    #expect(try bench.keys("product:*") == [])
    let none = try bench.runOne(#"sweep by_tag tag "nowhere""#)
    #expect(none.ledger.planned == 0 && none.exit == .done)
  }

  @Test func whatIsNoTagIsRefused() throws {
    let bench = try Workbench()
    try bench.client.call("HSET", "h", "a", "b")
    let report = try bench.runOne(#"sweep by_tag tag "h""#)
    #expect(report.exit == .recipeError && report.status == .refused)
    #expect(report.diagnostics.first?.id == "G021")
    #expect(report.diagnostics.first?.message.contains("holds a hash") == true)
  }

  /// Where the tag is made of the key's own fields, a key tells whether it is of it.
  @Test func membershipIsCheckedWhereTheFamilyCan() throws {
    let bench = try Workbench()
    let family = "key session = \"session:{region}:{id:int}\" tag \"region:{region}\"\n"
    try bench.fill(["session:eu:1", "session:us:2", "other:3"], ttl: 60_000)
    try bench.client.pipeline(
      ["session:eu:1", "session:us:2", "other:3"].map { ["SADD", "region:eu", $0] })
    let report = try bench.runOne(family + #"sweep session tag "region:eu" guard keys <= 9"#)
    #expect(report.ledger.ok == 1 && report.ledger.planned == 1)
    #expect(report.plan?.remark == nil)
    #expect(try bench.keys("*:*:*") == ["session:us:2"])
  }

  @Test func anAuditAndAConditionReadATag() throws {
    let bench = try Workbench()
    _ = try warm(bench, (1...100).map { "\($0),a,n,\($0 <= 40 ? 60 : 7200)" })
    let audit = try bench.runOne(
      #"audit one tag "cat:a" assert count(ttl > 1h) == 60 assert keys == 100"#)
    #expect(audit.exit == .done)
    let sweep = try bench.runOne(#"sweep one tag "cat:a" where ttl > 1h by expire 2m jitter 2m"#)
    #expect(sweep.ledger.ok == 60)
    for id in 41...100 {
      let life = try bench.client.call("PTTL", "product:\(id)").integer ?? 0
      #expect((100_000...240_000).contains(life))
    }
  }
}
