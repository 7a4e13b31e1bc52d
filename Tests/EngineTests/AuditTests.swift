import Engine
import Foundation
import RESP
import RedisClient
import TestSupport
import Testing

/// `audit` against a real server, compared with a computation that looks at every key by itself.
@Suite struct AuditTests {
  private struct Facts {
    var type = "string"
    /// Milliseconds since 1970; nil for a key without a TTL.
    var expiry: Int?
    var region = ""
    var bytes = 0
  }

  /// Random keys, and what is true of each.
  private func fill(_ bench: Workbench, count: Int, seed: UInt64) throws -> [Facts] {
    var random = SeededRandom(seed: seed)
    let regions = ["eu", "us", "ap"]
    let clock = try bench.client.call("TIME").elements.compactMap(\.integer)
    let now = clock[0] * 1000
    var all: [Facts] = []
    var commands: [[String]] = []
    var keys: [String] = []
    for index in 0..<count {
      var facts = Facts()
      facts.region = regions.randomElement(using: &random) ?? "eu"
      let key = "s:\(facts.region):\(index)"
      if Int.random(in: 0..<10, using: &random) == 0 {
        facts.type = "hash"
        commands.append(["HSET", key, "f", "v"])
      } else {
        let length = Int.random(in: 1...2000, using: &random)
        commands.append(["SET", key, String(repeating: "x", count: length)])
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0: facts.expiry = nil
      case 1...3:  // a cliff: within half a minute
        facts.expiry = now + 5_000_000 + Int.random(in: 0..<30_000, using: &random)
      default: facts.expiry = now + Int.random(in: 600_000..<86_400_000, using: &random)
      }
      if let expiry = facts.expiry { commands.append(["PEXPIREAT", key, String(expiry)]) }
      keys.append(key)
      all.append(facts)
    }
    try bench.client.pipeline(commands)
    let sizes = try bench.client.pipeline(keys.map { ["MEMORY", "USAGE", $0] })
    for index in all.indices { all[index].bytes = sizes[index].integer ?? 0 }
    return all
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func agreesWithBruteForce(seed: UInt64) throws {
    let bench = try Workbench()
    let all = try fill(bench, count: 5000, seed: seed)
    try bench.fill(["other:1", "s:no-family"])
    try bench.client.call("CONFIG", "RESETSTAT")
    let report = try bench.runOne(
      """
      key s = "s:{region}:{id:int}" type string
      audit s {
        assert count(ttl == never) == 0
        assert share(ttl > 12h) < 0.1%
        assert share(region == "eu") > 0%
        assert count(type == "hash" and ttl != never) > 0
        assert p10(ttl) > 1s
        assert p90(ttl) > 1s
        assert p50(bytes) > 1B
        assert cliff(60s) < 1% else warn
        assert keys == 5k
        assert scanned == 5002
        report ttl buckets [1h 6h 12h]
        report bytes buckets [200B 1KiB]
      }
      """)
    let clock = try bench.client.call("TIME").elements.compactMap(\.integer)
    let now = clock[0] * 1000 + clock[1] / 1000
    let lives = all.compactMap(\.expiry).map { $0 - now }.sorted()
    let audit = try #require(report.audit)
    let context: Comment = "seed \(seed)"

    #expect(audit.keys == 5000, context)
    #expect(audit.withoutTTL == all.count { $0.expiry == nil }, context)
    let hashes = all.count { $0.type == "hash" }
    #expect(audit.types.map(\.name) == ["string", "hash"], context)
    #expect(audit.types.map(\.count) == [5000 - hashes, hashes], context)

    // Bounds that no key is near, seen a moment later.
    let hour = 3_600_000
    let ttlCounts = [
      lives.count { $0 < hour }, lives.count { $0 >= hour && $0 < 6 * hour },
      lives.count { $0 >= 6 * hour && $0 < 12 * hour }, lives.count { $0 >= 12 * hour },
    ]
    for (found, wanted) in zip(audit.reports[0].counts ?? [], ttlCounts) {
      #expect(abs(found - wanted) <= 3, context)
    }
    #expect(audit.reports[0].counts?.reduce(0, +) == lives.count, context)
    #expect(
      audit.reports[1].counts == [
        all.count { $0.bytes < 200 }, all.count { $0.bytes >= 200 && $0.bytes < 1024 },
        all.count { $0.bytes >= 1024 },
      ], context)

    func percentile(_ values: [Int], _ fraction: Double) -> Double {
      Double(values[max(Int((Double(values.count) * fraction).rounded(.up)) - 1, 0)])
    }
    let ttl = try #require(audit.ttl)
    for (found, fraction) in [(ttl.p10, 0.1), (ttl.p50, 0.5), (ttl.p90, 0.9), (ttl.p99, 0.99)] {
      let wanted = percentile(lives, fraction)
      // 0.1 % of the histogram, and the seconds that the test itself took.
      #expect(abs(Double(found) - wanted) <= wanted * 0.001 + 5000, context)
    }

    // The largest number of expiries in any minute, by looking at every one.
    let expiries = all.compactMap(\.expiry).sorted()
    var first = 0
    var peak = 0
    for (last, expiry) in expiries.enumerated() {
      while expiry - expiries[first] >= 60_000 { first += 1 }
      peak = max(peak, last - first + 1)
    }
    let cliff = try #require(audit.cliff)
    #expect(abs(Double(cliff.keys - peak)) <= Double(peak) * 0.04, context)
    #expect(abs(cliff.share - Double(cliff.keys) / 5000) < 1e-9, context)

    let expected = [
      false, lives.count { $0 > 12 * hour } < 5, true, true, true, true, true, false, true, true,
    ]
    #expect(report.assertions.map(\.pass) == expected, context)
    #expect(report.assertions[7].isWarning)
    #expect(report.exit == .assertion)
    #expect(report.ledger.ok == 5000)
    #expect(try bench.writeCommands() == [])
    let count = try #require(report.assertions.first?.value.split(separator: " ").last)
    #expect(Int(count) == audit.withoutTTL, context)
  }

  @Test func anEmptyDatabaseHasNoPercentiles() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      """
      audit "*" {
        assert keys == 0
        assert count(ttl == never) == 0
        assert share(ttl == never) == 0%
        assert cliff(1m) == 0%
        assert p50(ttl) > 1s else warn
      }
      """)
    #expect(report.assertions.map(\.pass) == [true, true, true, true, false])
    #expect(report.exit == .done)
    #expect(report.audit?.ttl == nil)
  }

  @Test func rateLimitsTheReading() throws {
    let bench = try Workbench()
    try bench.fill((1...4000).map { "k:\($0)" })
    for clause in ["rate 5k/s", "scan rate 5k/s"] {
      let report = try bench.runOne(#"audit "k:*" \#(clause)"#)
      #expect(report.audit?.keys == 4000)
      #expect(report.seconds > 0.5 && report.seconds < 5, "\(clause): \(report.seconds)")
    }
  }

  @Test func keysThatNobodyMayAskAboutAreNamed() throws {
    let bench = try Workbench()
    // Somebody whose rights are taken away once the run has begun.
    bench.options.checksPermissions = false
    try bench.fill((1...100).map { "k:a:\($0)" } + (1...7).map { "k:b:\($0)" })
    try bench.client.call(
      "ACL", "SETUSER", "half", "on", ">x", "+@all", "~k:a:*")
    let half = Credentials(username: "half", password: Secret("x"))
    let report = try bench.runOne(#"audit "k:*" assert keys == 100"#, as: half)
    #expect(report.audit?.keys == 100)
    #expect(report.ledger.failed == 7)
    #expect(report.ledger.failureCodes == ["noperm": 7])
    #expect(
      Set(report.ledger.named.compactMap { $0.key.map { String(decoding: $0, as: UTF8.self) } })
        == Set((1...7).map { "k:b:\($0)" }))
    #expect(report.exit == .partial)
  }

  @Test func doShowsTheReplyAndAssertsOverIt() throws {
    let bench = try Workbench()
    try bench.fill(["a", "b"])
    let size = try bench.runOne(#"do `DBSIZE` assert reply == 2"#)
    #expect(size.exit == .done)
    #expect(size.ledger.ok == 1)
    #expect(size.reply?.integer == 2)
    let wrong = try bench.runOne(
      #"do `CONFIG GET maxmemory-policy` assert reply.maxmemory-policy like "allkeys-*""#)
    #expect(wrong.exit == .assertion)
    #expect(wrong.assertions.first?.value.contains("noeviction") == true)
    let error = try bench.runOne("do `LPUSH a 1`")
    #expect(error.exit == .failed)
    #expect(error.ledger.failureCodes == ["wrongtype": 1])
    #expect(error.ledger.planned == 1)
    #expect(error.failure?.message.contains("WRONGTYPE Operation") == true)
    #expect(try bench.runOne("do `MULTI`").exit == .notPermitted)
    #expect(try bench.runOne("do `CLIENT REPLY OFF`").exit == .notPermitted)
    bench.options.assumeYes = false
    #expect(try bench.runOne("do `FLUSHALL`").exit == .notPermitted)
    #expect(try bench.keys() == ["a", "b"])
  }
}

extension AuditReport.Report {
  fileprivate var counts: [Int]? {
    if case .buckets(let buckets) = self { buckets.counts } else { nil }
  }
}
