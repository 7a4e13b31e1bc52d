import Engine
import Foundation
import SourceText
import TestSupport
import Testing

/// `sweep NAME from SOURCE … key "…"`: the keys that rows name.
@Suite struct RowKeyTests {
  @Test(arguments: ["", "guard keys <= 10000", "where ttl == never"])
  func keysFromCSV(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...3000).map { "product:\($0)" })
    try bench.write(
      "id,state\n" + (1...4000).map { "\($0),\($0 % 2 == 0 ? "gone" : "here")\n" }.joined(),
      to: "f.csv")
    let report = try bench.runOne(
      #"""
      source feed csv "f.csv"
      sweep dead from feed key "product:{id}" where state == "gone" \#(clauses)
      """#)
    #expect(report.exit == .done && report.ledger.ok == 1500)
    #expect(try bench.keys("product:*").count == 1500)
  }

  @Test func keysFromOtherSourcesAndByAFamily() throws {
    let bench = try Workbench()
    try bench.fill((1...30).map { "product:\($0)" })
    try bench.write(
      #"{"id": 1}"# + "\n" + #"{"id": 2}"# + "\nnothing\n" + #"{"no": 3}"# + "\n", to: "f.jsonl")
    let report = try bench.runOne(
      """
      source feed jsonl "f.jsonl"
      key product = "product:{id:int}"
      sweep product from feed
      """)
    #expect(report.ledger.ok == 2)
    #expect(report.ledger.failureCodes == ["json": 1, "null": 1] && report.exit == .partial)
    #expect(report.ledger.named.compactMap(\.row) == [3, 4])
    try bench.write("product:3\nproduct:4\nnot there\n", to: "keys.txt")
    let lines = try bench.runOne(
      "source dead lines \"keys.txt\"\nsweep dead_keys from dead key \"{line}\" by expire 1m")
    #expect(lines.ledger.ok == 2 && lines.ledger.skipped == 1)
    try bench.write("product:5\n", to: "renamed.txt")
    let renamed = try bench.runOne(
      "source dead lines \"renamed.txt\"\nsweep x from dead key \"{line}\" by rename \"trash:{#key}\""
    )
    #expect(renamed.diagnostics.first?.id == "G020", "a line could hold a name in the trash")
    let audited = try bench.runOne(
      "source dead lines \"keys.txt\"\naudit x from dead key \"{line}\" assert count(ttl < 2m) == 2"
    )
    #expect(audited.exit == .done && audited.audit?.keys == 2)
  }

  @Test func aProtectedKeyIsSkipped() throws {
    let bench = try Workbench()
    try bench.fill(["config:a", "b"])
    try bench.write("config:a\nb\n", to: "keys.txt")
    let report = try bench.runOne(
      """
      server s url "redis://127.0.0.1" protect ["config:*"]
      source dead lines "keys.txt"
      sweep x from dead key "{line}"
      """)
    #expect(report.ledger.ok == 1 && report.ledger.skipReasons == ["protected": 1])
    #expect(try bench.keys() == ["config:a"])
  }

  @Test(arguments: [
    (#"sweep x from feed key "{line}" where ttl > length(line) * 1s"#, "G022"),
    (#"audit x from feed key "{line}" report length(line)"#, "G022"),
    (#"sweep x from missing key "{line}""#, ""),
  ])
  func whatCannotBeAskedIsRefused(recipe: String, id: String) throws {
    let bench = try Workbench()
    try bench.write("a\n", to: "keys.txt")
    let report = try bench.runOne(
      "source feed lines \"keys.txt\"\nsource missing lines \"missing.txt\"\n" + recipe)
    #expect(report.diagnostics.first?.id ?? "" == id)
    #expect(report.exit == (id.isEmpty ? .inputMissing : .recipeError))
  }

  /// One page after another: many more rows than pages at a time.
  @Test func manyRowsInConstantPages() throws {
    let bench = try Workbench()
    try bench.fill((1...60_000).map { "k:\($0)" })
    try bench.write((1...60_000).map { "k:\($0)\n" }.joined(), to: "keys.txt")
    let report = try bench.runOne("source d lines \"keys.txt\"\nsweep x from d key \"{line}\"")
    #expect(report.ledger.ok == 60_000)
    #expect(try bench.client.call("DBSIZE").integer == 0)
  }
}
