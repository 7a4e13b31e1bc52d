import Engine
import Foundation
import SourceText
import TestSupport
import Testing

/// `warm` against a real server: what is written, what is left alone, and what lives for how long.
@Suite struct WarmTests {
  private static let rows = """
    id,name,price,days
    1,Lamp,29.90,1
    2,"Desk, oak",310.00,2
    3,Chair,,3

    """

  private func recipe(_ write: String, value: String = #"text "{name}""#, ttl: String = "1h")
    -> String
  {
    """
    source feed csv "rows.csv" header on null "" columns [id:int name price:float days:int]
    key product = "product:{id:int}" type string
    warm product {
      from  feed
      value \(value)
      ttl   \(ttl)
      \(write)
    }
    """
  }

  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(Self.rows, to: "rows.csv")
    return bench
  }

  @Test func writesTextAndItsTTLTogether() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe("write always"))
    #expect(report.exit == .done)
    #expect(report.status == .ok)
    #expect(report.ledger.ok == 3)
    #expect(report.ledger.planned == 3)
    #expect(try bench.client.call("GET", "product:2").text == "Desk, oak")
    for id in 1...3 {
      let ttl = try #require(try bench.client.call("PTTL", "product:\(id)").integer)
      #expect((3_590_000...3_600_000).contains(ttl))
    }
    // One command a key: nothing can be seen that has a value and no TTL.
    let stats = try bench.commandCounts()
    #expect(stats["set"] == 3)
    #expect(stats.keys.allSatisfy { !$0.contains("expire") })
    #expect(report.verification?.missing == 0)
    #expect(report.verification?.checked == 3)
  }

  /// Also where a number is taken over as it stands, because nothing is computed with it.
  @Test(arguments: ["ttl 1h", "ttl 1h + id * 0s"])
  func wholeNumbersAreWrittenInTheirShortestForm(ttl: String) throws {
    let bench = try Workbench()
    let numbers = ["7", "007", "-5", "-0", "0", "123456789012345678", "9223372036854775807"]
    let wrong = ["9223372036854775808", "+3", "1.0", "x"]
    try bench.write("id\n" + (numbers + wrong).map { $0 + "\n" }.joined(), to: "n.csv")
    let report = try bench.runOne(
      """
      source feed csv "n.csv" header on columns [id:int]
      key number = "n:{id}" type string
      warm number { from feed value json [id] write always \(ttl) }
      """)
    #expect(report.ledger.failed == wrong.count)
    #expect(report.ledger.ok == numbers.count)
    let expected = ["7", "-5", "0", "123456789012345678", "9223372036854775807"]
    #expect(try Set(bench.keys()) == Set(expected.map { "n:\($0)" }))
    for number in expected {
      #expect(try bench.client.call("GET", "n:\(number)").text == #"{"id":\#(number)}"#)
    }
  }

  @Test func verifiesWhatIsAskedFor() throws {
    let bench = try Workbench()
    try bench.write("id\n" + (1...4000).map { "\($0)\n" }.joined(), to: "v.csv")
    func recipe(_ verify: String) -> String {
      "source v csv \"v.csv\"\nwarm w from v key \"w:{id}\" value text \"x\" ttl 1h \(verify)"
    }
    let all = try #require(try bench.runOne(recipe("verify all")).verification)
    #expect((all.isWhole, all.checked, all.missing, all.upper95) == (true, 4000, 0, 0))
    // A hash chooses, so this is the same number each time: 1,000 ± 27.
    let quarter = try #require(try bench.runOne(recipe("verify 25%")).verification)
    #expect((850...1150).contains(quarter.checked) && quarter.missing == 0)
    #expect(quarter.upper95 > 0)
    let none = try #require(try bench.runOne(recipe("")).verification)
    #expect(none.checked == 1000)
  }

  /// A server that evicts answers OK, and the keys are not there: that is no success.
  @Test func verifyFindsWhatWasEvicted() throws {
    let bench = try Workbench()
    try bench.client.call("CONFIG", "SET", "maxmemory", "8mb")
    try bench.client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    try bench.write("id\n" + (1...4000).map { "\($0)\n" }.joined(), to: "v.csv")
    let value = String(repeating: "x", count: 4000)
    let report = try bench.runOne(
      "source v csv \"v.csv\"\nwarm w from v key \"w:{id}\" value text \"\(value)\" ttl 1h verify all"
    )
    let verification = try #require(report.verification)
    #expect(verification.checked == 4000)
    // Looking them up takes memory, too, and pushes out a few more.
    let left = try bench.client.call("DBSIZE").integer ?? 0
    #expect(verification.missing <= 4000 - left)
    #expect(verification.missing > 1000)
    #expect(report.exit == .partial)
  }

  /// Without being told to verify: a sample finds it, and the report says how many the server dropped.
  @Test func evictionsNeverPassAsSuccess() throws {
    let bench = try Workbench()
    try bench.client.call("CONFIG", "SET", "maxmemory", "8mb")
    try bench.client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    try bench.write("id\n" + (1...4000).map { "\($0)\n" }.joined(), to: "v.csv")
    let value = String(repeating: "x", count: 4000)
    let report = try bench.runOne(
      "source v csv \"v.csv\"\nwarm w from v key \"w:{id}\" value text \"\(value)\" ttl 1h rate 1M/s"
    )
    #expect(report.exit == .partial)
    #expect(report.verification.map { $0.missing > 100 } == true)
    let note = try #require(report.notes.first { $0.contains("evicted") }, "\(report.notes)")
    let lost = try #require(note.firstMatch(of: /evicted (\d+) keys/).flatMap { Int($0.1) })
    let left = try bench.client.call("DBSIZE").integer ?? 0
    #expect(lost > 1000 && lost <= 4000 - left)
  }

  @Test func writesJSONWithTypedColumns() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe("write always", value: "json [id name price title=name]"))
    #expect(report.ledger.ok == 3)
    #expect(
      try bench.client.call("GET", "product:1").text
        == #"{"id":1,"name":"Lamp","price":29.90,"title":"Lamp"}"#)
    #expect(
      try bench.client.call("GET", "product:3").text
        == #"{"id":3,"name":"Chair","price":null,"title":"Chair"}"#)
  }

  @Test func missingLeavesWhatIsThere() throws {
    let bench = try bench()
    try bench.client.call("SET", "product:2", "ours")
    let first = try bench.runOne(recipe("write missing"))
    #expect(first.ledger.ok == 2)
    #expect(first.ledger.skipReasons == ["present": 1])
    #expect(try bench.client.call("GET", "product:2").text == "ours")
    #expect(try bench.client.call("PTTL", "product:2").integer == -1)
    let before = try bench.contents()
    let second = try bench.runOne(recipe("write missing"))
    #expect(second.ledger.ok == 0)
    #expect(second.ledger.skipReasons == ["present": 3])
    #expect(second.exit == .done)
    #expect(try bench.contents() == before)
  }

  @Test func staleRefreshesOnlyWhatIsDue() throws {
    let bench = try bench()
    try bench.client.call("SET", "product:1", "old", "PX", "600000")  // 17 % of an hour
    try bench.client.call("SET", "product:2", "fresh", "PX", "1800000")  // 50 %
    let first = try bench.runOne(recipe("write stale 20%"))
    #expect(first.ledger.ok == 2)
    #expect(first.ledger.skipReasons == ["fresh": 1])
    #expect(try bench.client.call("GET", "product:1").text == "Lamp")
    #expect(try bench.client.call("GET", "product:2").text == "fresh")
    let before = try bench.contents()
    let second = try bench.runOne(recipe("write stale 20%"))
    #expect(second.ledger.ok == 0)
    #expect(second.ledger.skipReasons == ["fresh": 3])
    #expect(try bench.contents() == before)
  }

  @Test func aTTLIsComputedClampedAndNeverLengthenedByJitter() throws {
    let bench = try bench()
    _ = try bench.runOne(recipe("", ttl: "days * 1d within 30h..60h"))
    func life(_ id: Int) throws -> Double {
      Double(try #require(try bench.client.call("PTTL", "product:\(id)").integer)) / 3_600_000
    }
    #expect(abs(try life(1) - 30) < 0.01)
    #expect(abs(try life(2) - 48) < 0.01)
    #expect(abs(try life(3) - 60) < 0.01)
  }

  @Test func aTTLOutsideItsFamilyFailsTheRow() throws {
    let bench = try bench()
    let text = recipe("", ttl: "days * 1d").replacing(
      "type string", with: "type string ttl 1h..2d")
    let report = try bench.runOne(text)
    #expect(report.ledger.ok == 2)
    #expect(report.ledger.failureCodes == ["ttl-range": 1])
    #expect(report.ledger.named.first?.row == 4)
    #expect(report.exit == .partial)
    #expect(try bench.client.call("EXISTS", "product:3").integer == 0)
  }

  @Test func jitterSpreadsTheSameWayEachTime() throws {
    let count = 2000
    let bench = try Workbench()
    try bench.write(
      "id\n" + (1...count).map { "\($0)\n" }.joined(), to: "rows.csv")
    let text = """
      source feed csv "rows.csv" header on columns [id:int]
      key product = "product:{id:int}" type string
      warm product from feed value text "x" ttl 1h jitter 20% write always
      """
    func lives() throws -> [Double] {
      let now = try bench.client.call("TIME").elements.compactMap(\.integer)
      let base = Double(now[0]) * 1000 + Double(now[1]) / 1000
      return try bench.client.pipeline((1...count).map { ["PEXPIRETIME", "product:\($0)"] })
        .map { Double($0.integer ?? 0) - base }
    }
    #expect(try bench.runOne(text).ledger.ok == count)
    let first = try lives()
    #expect(first.allSatisfy { $0 <= 3_600_000 && $0 > 0.8 * 3_600_000 - 5000 })
    // Ten buckets of equal width: none is empty, none holds twice its part.
    var buckets = [Int](repeating: 0, count: 10)
    for life in first { buckets[min(max(Int((life / 3_600_000 - 0.8) / 0.02), 0), 9)] += 1 }
    #expect(buckets.allSatisfy { $0 > 100 && $0 < 400 }, "\(buckets)")
    #expect(try bench.runOne(text).ledger.ok == count)
    let second = try lives()
    // Both runs put a key at the same share of its hour, however late they wrote it.
    let shifts = zip(first, second).map { $1 - $0 }
    #expect((shifts.max() ?? 0) - (shifts.min() ?? 0) < 3000)
  }

  @Test func readsAPipeAsItComes() throws {
    let bench = try Workbench()
    #expect(mkfifo("\(bench.folder.path)/pipe", 0o600) == 0)
    let path = "\(bench.folder.path)/pipe"
    let writer = Thread {
      guard let pipe = fopen(path, "w") else { return }
      fputs("id,name\n", pipe)
      for id in 1...500 {
        fputs("\(id),item \(id)\n", pipe)
        if id % 100 == 0 {
          fflush(pipe)
          usleep(5000)
        }
      }
      fclose(pipe)
    }
    writer.start()
    let report = try bench.runOne(
      """
      source feed csv "pipe" header on columns [id:int name]
      warm item from feed key "item:{id}" value json row ttl never
      """)
    #expect(report.ledger.ok == 500)
    #expect(try bench.client.call("GET", "item:500").text == #"{"id":500,"name":"item 500"}"#)
    #expect(try bench.client.call("TTL", "item:500").integer == -1)
  }

  @Test func aPlanChangesNothingAndSaysWhatWouldBe() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe("where price > 100"), planOnly: true)
    let plan = try #require(report.plan)
    #expect(report.status == .planned)
    #expect(plan.scanned == 3)
    #expect(plan.matched == 1)
    #expect(plan.sample.map { String(decoding: $0.key, as: UTF8.self) } == ["product:2"])
    #expect(try bench.client.call("DBSIZE").integer == 0)
    #expect(try bench.writeCommands() == [])
  }

  @Test func aGuardRefusesBeforeAnythingIsWritten() throws {
    let bench = try bench()
    let report = try bench.runOne(recipe(#"guard rows >= 10 say "too few""#))
    #expect(report.exit == .guardRefused)
    #expect(report.status == .refused)
    #expect(report.diagnostics.map(\.id) == ["G002"])
    #expect(report.diagnostics.first?.notes == ["too few"])
    #expect(try bench.client.call("DBSIZE").integer == 0)
    let passing = try bench.runOne(recipe("guard rows >= 3 guard planned <= 3"))
    #expect(passing.exit == .done)
    #expect(passing.ledger.ok == 3)
  }

  @Test func badRowsAreNamedByLineAndStopWhereToldTo() throws {
    let bench = try Workbench()
    try bench.write(
      "id,name\n1,a\nx,b\n3,c\n4\n5,e\n", to: "rows.csv")
    let text = """
      source feed csv "rows.csv" header on columns [id:int name]
      key product = "product:{id:int}" type string
      warm product from feed value text "{name}" ttl 1h jitter 10%
      """
    let report = try bench.runOne(text)
    #expect(report.ledger.ok == 3)
    #expect(report.ledger.failed == 2)
    #expect(report.ledger.named.map(\.row) == [3, 5])
    #expect(report.ledger.named.map(\.code) == ["type", "csv"])
    #expect(report.exit == .partial)
    #expect(try bench.runOne(text + " tolerate 40%").exit == .done)
    try bench.client.call("FLUSHALL")
    let stopped = try bench.runOne(text + " fail stop")
    #expect(stopped.ledger.ok == 1)
    #expect(stopped.ledger.failed == 1)
    #expect(stopped.exit == .partial)
    #expect(try bench.client.call("DBSIZE").integer == 1)
  }

  @Test func aSourceThatBreaksOffAccountsForWhatWasSent() throws {
    let bench = try Workbench()
    let good = (1...3000).map { "\($0),n\($0)\n" }.joined()
    try bench.write("id,name\n" + good + "3001,\"never closed\n", to: "rows.csv")
    let report = try bench.runOne(
      """
      source feed csv "rows.csv" header on columns [id:int name]
      warm item from feed key "item:{id}" value text "{name}" ttl 1h jitter 10%
      """)
    #expect(report.exit == .recipeError)
    #expect(report.status == .failed)
    #expect(try bench.client.call("DBSIZE").integer == report.ledger.ok)
    #expect(report.ledger.unknown == 0)
    #expect(report.failure?.message.contains("rows.csv:3002") == true)
  }

  @Test func largeValuesGoInBatchesOfBoundedBytes() throws {
    let bench = try Workbench()
    let large = String(repeating: "v", count: 300_000)
    try bench.write("id,v\n" + (1...40).map { "\($0),\(large)\n" }.joined(), to: "rows.csv")
    let report = try bench.runOne(
      """
      source feed csv "rows.csv" header on
      warm item from feed key "item:{id}" value text "{v}" ttl 1h jitter 10% batch 500
      """)
    #expect(report.ledger.ok == 40)
    #expect(report.batches >= 10)
  }

  @Test func rateIsHonoured() throws {
    let bench = try Workbench()
    try bench.write("id\n" + (1...600).map { "\($0)\n" }.joined(), to: "rows.csv")
    let report = try bench.runOne(
      """
      source feed csv "rows.csv" header on
      warm item from feed key "item:{id}" value text "v" ttl 1h jitter 10% rate 1k/s
      """)
    #expect(report.ledger.ok == 600)
    // Bursts of at most 100 ms.
    #expect(report.seconds >= 0.45 && report.seconds < 5, "\(report.seconds)")
    #expect(bench.observer.updates > 3)
  }
}
