import Engine
import Foundation
import RowSources
import TestSupport
import Testing

/// Rows of every kind of file reach the server as what they are.
@Suite struct SourceTests {
  @Test func aDatabaseFillsTheCacheWithBoundParameters() throws {
    let bench = try Workbench()
    let database = try Database(path: "\(bench.folder.path)/shop.db")
    try database.execute(
      """
      CREATE TABLE p (id INTEGER, name TEXT, price REAL, cat TEXT, every INTEGER);
      INSERT INTO p VALUES (1, 'Lamp', 29.9, 'a', 3600), (2, 'O''Neil', 5, 'b', 7200),
        (3, 'Chair', NULL, 'c', 60);
      """)
    let report = try bench.runOne(
      """
      let cats = ["a" "b" "x') OR ('1'='1"]
      source shop sqlite "shop.db"
      warm p from shop sql "SELECT * FROM p WHERE cat IN ({*cats}) AND every >= {1m}" key "p:{id}"
        value json [id name price] ttl every * 1s
      """.replacing("\n  value", with: " value"))
    #expect(report.exit == .done)
    #expect(report.ledger.ok == 2)
    #expect(try bench.client.call("GET", "p:1").text == #"{"id":1,"name":"Lamp","price":29.9}"#)
    #expect(try bench.client.call("GET", "p:2").text == #"{"id":2,"name":"O'Neil","price":5}"#)
    let ttl = try #require(try bench.client.call("PTTL", "p:2").integer)
    #expect((7_190_000...7_200_000).contains(ttl))
  }

  /// One byte more than servers take fails its row alone, before anything of it is sent.
  @Test func aValueThatNoServerTakesFailsItsRow() throws {
    let bench = try Workbench()
    _ = try Database(path: "\(bench.folder.path)/shop.db")
    let size = (512 << 20) + 1
    let report = try bench.runOne(
      """
      source shop sqlite "shop.db"
      warm w from shop sql "SELECT 1 AS id, zeroblob(\(size)) AS v UNION ALL SELECT 2, 'small'" key "k:{id}" value text "{v}" ttl 1d jitter 10%
      """)
    #expect(report.ledger.failureCodes == ["too-large": 1] && report.ledger.ok == 1)
    #expect(report.exit == .partial && report.ledger.named.first?.row == 1)
    #expect(try bench.keys() == ["k:2"])
  }

  /// A server that takes less says so, and what it does not take fails its row alone, in a value and in a structure.
  @Test(arguments: [#"text "{v}""#, "hash [v]", #"list "{v}""#, #"set "{v}""#])
  func aServerThatTakesLessIsAskedHowMuch(value: String) throws {
    let bench = try Workbench(["proto-max-bulk-len 1mb"])
    let rows = [1 << 20, (1 << 20) + 1, 5].enumerated().map {
      "\($0),\(String(repeating: "x", count: $1))\n"
    }
    try bench.write("id,v\n" + rows.joined(), to: "rows.csv")
    let report = try bench.runOne(
      """
      source feed csv "rows.csv"
      warm w from feed key "k:{id}" value \(value) ttl 1d jitter 10%
      """)
    #expect(report.ledger.failureCodes == ["too-large": 1] && report.ledger.ok == 2)
    #expect(report.exit == .partial && report.ledger.named.first?.row == 3)
    #expect(report.ledger.named.first?.detail.contains("1MiB") == true)
    #expect(try bench.keys() == ["k:0", "k:2"])
  }

  /// Bytes are bytes, also as a key.
  @Test func aBlobIsAKey() throws {
    let bench = try Workbench()
    _ = try Database(path: "\(bench.folder.path)/shop.db")
    let report = try bench.runOne(
      """
      source shop sqlite "shop.db"
      warm w from shop sql "SELECT x'00ff0a22' AS k, x'' AS v UNION ALL SELECT 'plain', x'c3'" key "k:{k}" value text "{v}" ttl 1d jitter 10%
      """)
    #expect(report.exit == .done && report.ledger.ok == 2)
    let keys = try bench.client.call("KEYS", "*").elements.map(\.bytes).sorted {
      $0.count < $1.count
    }
    #expect(keys == [Array("k:".utf8) + [0, 0xFF, 0x0A, 0x22], Array("k:plain".utf8)])
    #expect(try bench.client.call("GET", "k:plain").bytes == [0xC3])
  }

  @Test func aBusyDatabaseIsNamedAndNothingIsWritten() throws {
    let bench = try Workbench()
    let database = try Database(path: "\(bench.folder.path)/shop.db")
    try database.execute("CREATE TABLE p (id INTEGER); INSERT INTO p VALUES (1); BEGIN EXCLUSIVE;")
    let report = try bench.runOne(
      """
      source shop sqlite "shop.db"
      warm p from shop sql "SELECT id FROM p" key "p:{id}" value text "x" ttl 1h
      """)
    #expect(report.exit == .unavailable)
    #expect(report.failure.map { "\($0)" }?.contains("locked") == true)
    #expect(try bench.keys().isEmpty)
  }

  @Test func jsonLinesFillHashesAndBadOnesAreNamed() throws {
    let bench = try Workbench()
    try bench.write(
      "{\"id\":1,\"n\":1.10,\"t\":[1]}\n{\"id\":2\n{\"id\":3,\"n\":\"x\"}\n", to: "rows.jsonl")
    let report = try bench.runOne(
      """
      source hits jsonl "rows.jsonl"
      warm h from hits key "h:{id}" value hash [n t] ttl 1h
      """)
    #expect(report.exit == .partial)
    #expect(report.ledger.failureCodes == ["json": 1])
    #expect(report.ledger.named.first?.row == 2)
    #expect(
      try bench.client.call("HGETALL", "h:1").elements.compactMap(\.text) == [
        "n", "1.10", "t", "[1]",
      ])
  }

  @Test func linesOfAFileAreKeys() throws {
    let bench = try Workbench()
    try bench.write("one\r\ntwo\nthree", to: "keys.txt")
    _ = try bench.runOne(
      """
      source dead lines "keys.txt"
      warm d from dead key "d:{line}" value text "gone" ttl 1m jitter 10s
      """)
    #expect(try bench.keys() == ["d:one", "d:three", "d:two"])
  }
}
