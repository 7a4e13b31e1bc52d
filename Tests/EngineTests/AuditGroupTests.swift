import Bytes
import Bytes
import Foundation
import Planner
import TestSupport
import Testing

@testable import Engine

/// `report … by … top` against a computation that looks at every key by itself.
@Suite struct AuditGroupTests {
  @Test func bucketsOfGroupsAddUp() throws {
    let bench = try Workbench()
    try bench.fill((1...300).map { "s:eu:\($0)" }, ttl: 3_600_000)
    try bench.fill((1...200).map { "s:eu:x\($0)" }, ttl: 60_000)
    try bench.fill((1...100).map { "s:us:\($0)" }, ttl: 36_000_000)
    try bench.fill((1...50).map { "s:us:never\($0)" })
    try bench.fill((1...7).map { "s:ap:\($0)" }, ttl: 60_000)
    let report = try bench.runOne(
      """
      key s = "s:{region}:{id}" type string
      audit s report ttl buckets [10m 2h] by region top 2
      """)
    guard case .groupBuckets(let groups)? = report.audit?.reports.first else {
      Issue.record("no such report")
      return
    }
    #expect(groups.bounds == ["10m", "2h"] && groups.by == "region" && groups.error == 0)
    #expect(
      groups.rows.map { $0.group.map { String(decoding: $0, as: UTF8.self) } } == ["eu", "us"])
    #expect(groups.rows.map(\.counts) == [[200, 300, 0], [0, 0, 100]])
    #expect(groups.rows.map(\.keys) == [500, 100])
    #expect(groups.others == (groups: 1, keys: 7))
  }

  /// Beyond what there is room for, no group is short by more than is said.
  @Test func tooManyGroupsSayTheirError() {
    var table = GroupTable(buckets: 3)
    var exact: [String: Int] = [:]
    for number in 0..<200_000 {
      let name = number % 3 == 0 ? "heavy" : "g\(number)"
      exact[name, default: 0] += 1
      Array(name.utf8).withUnsafeBytes { table.add(ByteSlice($0), value: nil, bucket: number % 3) }
    }
    let heaviest = table.heaviest(1)[0]
    #expect(heaviest.counts.reduce(0, +) == heaviest.keys)
    #expect(exact["heavy"].map { $0 - heaviest.keys <= Int(table.error) } == true)
    #expect(table.keys == 200_000 && table.groups.count <= table.limit)
  }

  @Test func groupsAddUp() throws {
    let bench = try Workbench()
    try bench.fill((1...300).map { "s:eu:\($0)" }, value: String(repeating: "x", count: 900))
    try bench.fill((1...500).map { "s:us:\($0)" }, ttl: 3_600_000)
    try bench.fill((1...10).map { "s:ap:\($0)" })
    try bench.client.call("CONFIG", "RESETSTAT")
    let report = try bench.runOne(
      """
      key s = "s:{region}:{id:int}" type string
      audit s {
        report bytes by region top 2
        report ttl by region
        report region
        report bytes
        report ttl
        report bytes by prefix(1)
      }
      """)
    #expect(try bench.writeCommands() == [])
    let audit = try #require(report.audit)
    func sizes(_ pattern: String) throws -> Int {
      try bench.client.pipeline(bench.keys(pattern).map { ["MEMORY", "USAGE", $0] })
        .compactMap(\.integer).reduce(0, +)
    }
    guard case .groups(let byRegion) = audit.reports[0], case .groups(let lives) = audit.reports[1],
      case .groups(let regions) = audit.reports[2], case .summary(let bytes) = audit.reports[3],
      case .summary(let ttl) = audit.reports[4], case .groups(let prefixes) = audit.reports[5]
    else {
      Issue.record("other reports than asked for")
      return
    }
    let (eu, us, ap) = (try sizes("s:eu:*"), try sizes("s:us:*"), try sizes("s:ap:*"))
    #expect(byRegion.rows.map(\.group) == [Array("eu".utf8), Array("us".utf8)])
    #expect(byRegion.rows.map(\.sum) == [Int64(eu), Int64(us)])
    #expect(byRegion.rows.map(\.keys) == [300, 500])
    #expect(byRegion.others == (groups: 1, keys: 10, sum: Int64(ap)))
    // Lifetimes are not added: the most keys come first.
    #expect(lives.rows.map(\.keys) == [500, 300, 10] && lives.rows.allSatisfy { $0.sum == nil })
    #expect(regions.rows.map(\.keys) == [500, 300, 10])
    #expect(regions.name == "keys" && regions.by == "region")
    #expect(bytes.sum == Int64(eu + us + ap) && bytes.count == 810)
    #expect(ttl.count == 500 && ttl.sum == nil)
    #expect(prefixes.rows.count == 1 && prefixes.rows[0].keys == 810)
    #expect(prefixes.error == 0)
  }

  /// More groups than are kept: heavy ones are found, and none is short by more than what is said.
  @Test(arguments: [UInt64(1), 2, 3]) func theErrorHolds(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var table = GroupTable(limit: 1000)
    var exact: [String: Int64] = [:]
    var total: Int64 = 0
    for _ in 0..<200_000 {
      // A few heavy ones among very many light ones.
      let name =
        Int.random(in: 0..<4, using: &random) == 0
        ? "heavy\(Int.random(in: 0..<20, using: &random))"
        : "light\(Int.random(in: 0..<100_000, using: &random))"
      let value = Int64.random(in: 1...9, using: &random)
      exact[name, default: 0] += value
      total += value
      Array(name.utf8).withUnsafeBytes { table.add(ByteSlice($0), value: value) }
    }
    #expect(table.weight == total && table.keys == 200_000, "seed \(seed)")
    #expect(table.error > 0 && table.error < total / 50, "seed \(seed): \(table.error)")
    let top = table.heaviest(20)
    for group in top {
      let name = String(decoding: group.name ?? [], as: UTF8.self)
      let wanted = exact[name] ?? 0
      #expect(name.hasPrefix("heavy"), "seed \(seed): \(name)")
      #expect(group.weight <= wanted && group.weight >= wanted - table.error, "seed \(seed)")
    }
  }

  @Test func aGroupThatIsNullHasAPlaceOfItsOwn() {
    var table = GroupTable()
    table.add(nil, value: 5)
    Array("".utf8).withUnsafeBytes { table.add(ByteSlice($0), value: 1) }
    table.add(nil, value: nil)
    #expect(table.groups.map(\.weight) == [6, 1])
    #expect(table.groups.map { $0.name == nil } == [true, false])
  }
}
