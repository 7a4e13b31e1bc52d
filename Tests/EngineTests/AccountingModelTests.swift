import Engine
import Foundation
import RedisClient
import TestSupport
import Testing

/// The accounting law under faults: whatever breaks, planned = ok + failed + skipped + unknown, what is ok is in the server,
/// and what is failed or skipped is not. A proxy breaks connections at seeded places; the server itself is the oracle.
@Suite struct AccountingModelTests {
  private static let rows = 700

  /// So many; `CACHECTL_SEEDS` asks for more of everything.
  private static func seeds(_ count: UInt64) -> [UInt64] {
    let wanted = ProcessInfo.processInfo.environment["CACHECTL_SEEDS"].flatMap { UInt64($0) }
    return Array(1...(wanted ?? count))
  }

  /// A bench whose connections are broken: each of the first few by a fault of its own, the later ones by none.
  private func broken(
    _ random: inout SeededRandom, faults: Int
  ) throws -> (bench: Workbench, proxy: FaultProxy) {
    let bench = try Workbench()
    var plans: [FaultProxy.Fault] = []
    for _ in 0..<faults {
      var fault = FaultProxy.Fault()
      switch Int.random(in: 0..<4, using: &random) {
      // Behind the handshake and what a session asks first; the replies that follow are ours.
      case 0: fault.cutAfterReplies = Int.random(in: 8...900, using: &random)
      case 1: fault.cutAfterReplyBytes = Int.random(in: 8000...24_000, using: &random)
      case 2: fault.cutAfterRequestBytes = Int.random(in: 400...70_000, using: &random)
      default:
        fault.cutAfterReplies = Int.random(in: 8...900, using: &random)
        fault.splitsReplies = true
      }
      fault.resets = Bool.random(using: &random)
      plans.append(fault)
    }
    let script = plans
    let proxy = try FaultProxy(toSocket: bench.server.socketPath) { index in
      index < script.count ? script[index] : FaultProxy.Fault()
    }
    bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port)))
    return (bench, proxy)
  }

  private func names(_ report: StatementReport, _ code: String) -> Set<String> {
    Set(
      report.ledger.named.filter { $0.code == code }
        .compactMap { $0.key.map { String(decoding: $0, as: UTF8.self) } })
  }

  @Test(arguments: seeds(6), ["always", "missing", "stale 50%"])
  func warm(seed: UInt64, write: String) throws {
    var random = SeededRandom(seed: seed)
    let faults = Int.random(in: 1...4, using: &random)
    let (bench, proxy) = try broken(&random, faults: faults)
    defer { proxy.stop() }
    try bench.write("id\n" + (1...Self.rows).map { "\($0)\n" }.joined(), to: "rows.csv")
    // A third of the keys is there, with plenty of life.
    let there = (1...Self.rows).filter { $0 % 3 == 0 }.map { "k:\($0)" }
    try bench.fill(there, value: "old", ttl: 3_500_000)
    let report = try bench.runOne(
      """
      source feed csv "rows.csv" header on columns [id:int]
      warm item from feed key "k:{id}" value text "new" ttl 1h write \(write) batch 50
      """)
    let context: Comment = "seed \(seed), \(write): \(report.ledger)"
    let ledger = report.ledger
    #expect(ledger.planned == ledger.ok + ledger.failed + ledger.skipped + ledger.unknown, context)
    let values = try bench.client.pipeline((1...Self.rows).map { ["GET", "k:\($0)"] })
    let written = Set(zip(1..., values).filter { $1.text == "new" }.map { "k:\($0.0)" })
    let unknown = names(report, "unknown")
    #expect(unknown.count == ledger.unknown, context)
    // ok ⊆ written ⊆ ok ∪ unknown
    #expect(written.count >= ledger.ok, context)
    #expect(written.subtracting(unknown).count <= ledger.ok, context)
    if report.failure == nil {
      #expect(ledger.planned == Self.rows, context)
      #expect(
        written.subtracting(unknown).count + written.intersection(unknown).count
          == written.count, context)
    }
    switch write {
    case "always":
      // Idempotent: sent again, so nothing stays unknown on a connection that comes back.
      if report.failure == nil {
        #expect(ledger.ok == Self.rows && ledger.unknown == 0, context)
        #expect(report.exit == .done, context)
      }
    case "missing":
      // Guarded: never sent again.
      #expect(there.allSatisfy { !written.contains($0) }, context)
      if report.failure == nil {
        #expect(ledger.ok + ledger.unknown + ledger.skipped == Self.rows, context)
        #expect((report.exit == .done) == (ledger.unknown == 0), context)
      }
    default:
      #expect(there.allSatisfy { !written.contains($0) }, context)
      if report.failure == nil {
        #expect(ledger.skipReasons == ["fresh": there.count], context)
        #expect(ledger.ok == Self.rows - there.count, context)
      }
    }
  }

  @Test(
    arguments: seeds(3),
    [
      "", "guard keys <= 100k", "where ttl < 1d", "where ttl < 1d guard keys <= 100k",
      "by expire 1m", "where ttl > 30m by expire 1m", "by expire 1m guard keys <= 100k",
    ])
  func sweep(seed: UInt64, clauses: String) throws {
    var random = SeededRandom(seed: seed &* 31)
    let faults = Int.random(in: 1...3, using: &random)
    let (bench, proxy) = try broken(&random, faults: faults)
    defer { proxy.stop() }
    let keys = (1...Self.rows).map { "k:\($0)" }
    try bench.fill(keys, ttl: 3_600_000)
    try bench.fill((1...50).map { "o:\($0)" }, ttl: 3_600_000)
    let report = try bench.runOne(#"sweep all match "k:*" batch 40 \#(clauses)"#)
    let ledger = report.ledger
    let context: Comment =
      "seed \(seed), \(clauses): \(ledger) \(String(describing: report.failure))"
    #expect(ledger.planned == ledger.ok + ledger.failed + ledger.skipped + ledger.unknown, context)
    let lives = try bench.client.pipeline(keys.map { ["PTTL", $0] }).map { $0.integer ?? 0 }
    let done = lives.count { $0 <= 60_000 }
    #expect(try bench.keys("o:*").count == 50, context)
    if let plan = report.plan { #expect(ledger.planned == plan.matched, context) }
    #expect(ledger.ok <= done && done <= ledger.ok + ledger.unknown + ledger.skipped, context)
    if report.failure == nil {
      #expect(ledger.ok + ledger.unknown == Self.rows, context)
      #expect(done == Self.rows, context)
    }
  }

  @Test(arguments: seeds(4))
  func audit(seed: UInt64) throws {
    var random = SeededRandom(seed: seed &* 77)
    let (bench, proxy) = try broken(&random, faults: 2)
    defer { proxy.stop() }
    try bench.fill((1...Self.rows).map { "k:\($0)" }, ttl: 3_600_000)
    let report = try bench.runOne(#"audit "k:*" assert count(ttl < 2h) == \#(Self.rows)"#)
    let context: Comment = "seed \(seed): \(String(describing: report.failure))"
    if report.failure == nil {
      #expect(report.audit?.keys == Self.rows, context)
      #expect(report.assertions.map(\.pass) == [true], context)
    }
  }

  /// A server that dies for good: everything in flight is unknown where it may have run, and the run says so.
  @Test func aServerThatDies() throws {
    for write in ["always", "missing"] {
      let bench = try Workbench()
      bench.connection.connectDeadline = .milliseconds(200)
      try bench.write("id\n" + (1...200_000).map { "\($0)\n" }.joined(), to: "rows.csv")
      let server = bench.server
      // When some rows are there, however slow the machine is; and at the end of its patience, which fails the test.
      let killer = Thread {
        let end = Date().addingTimeInterval(60)
        if let client = try? TestClient(server) {
          while Date() < end, ((try? client.call("DBSIZE"))?.integer ?? 0) < 2000 { usleep(2000) }
        }
        server.crash()
      }
      killer.start()
      let report = try bench.runOne(
        """
        source feed csv "rows.csv" header on columns [id:int]
        warm item from feed key "k:{id}" value text "new" ttl 1h write \(write) rate 100k/s
        """)
      #expect(report.exit == .unavailable)
      #expect(report.status == .failed)
      let ledger = report.ledger
      #expect(ledger.planned == ledger.ok + ledger.failed + ledger.skipped + ledger.unknown)
      #expect(ledger.ok > 0 && ledger.planned < 200_000)
      #expect(report.failure?.message.isEmpty == false)
    }
  }
}
