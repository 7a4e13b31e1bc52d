import Engine
import Foundation
import RedisClient
import TestSupport
import Testing

/// A reply that comes after the time-out belongs to a connection that is closed: it is never taken for that of another request.
@Suite struct LateReplyTests {
  private static let count = 200
  /// So many commands get their reply in time.
  private static let places = LongForm.isWanted ? Array(0...60) + [99, 150, 199] : [0, 1, 42, 199]

  private func delayed(_ bench: Workbench, _ command: String, after place: Int) throws -> FaultProxy
  {
    bench.connection.replyTimeout = .milliseconds(300)
    bench.options.checksPermissions = false
    let proxy = try FaultProxy(toSocket: bench.server.socketPath) { connection in
      guard connection == 0 else { return FaultProxy.Fault() }
      var fault = FaultProxy.Fault()
      fault.delay = (afterReplies: place, milliseconds: 900)
      fault.counts = { $0[0] == Array(command.utf8) }
      // Everything before the first of them is in time.
      fault.delaysOnlyCounted = true
      return fault
    }
    bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port)))
    return proxy
  }

  /// Every other key has much of its life left: a PTTL taken for that of a neighbour writes the wrong one.
  @Test func aWarmThatAsksFirstWritesTheRightKeys() throws {
    let bench = try Workbench()
    try bench.write("id\n" + (1...Self.count).map { "\($0)\n" }.joined(), to: "rows.csv")
    for place in Self.places {
      try bench.client.call("FLUSHALL")
      let fresh = (1...Self.count).filter { $0 % 2 == 0 }
      try bench.fill(fresh.map { "k:\($0)" }, value: "old", ttl: 3_500_000)
      let proxy = try delayed(bench, "PTTL", after: place)
      defer { proxy.stop() }
      let report = try bench.runOne(
        """
        source feed csv "rows.csv" columns [id:int]
        warm w from feed key "k:{id}" value text "new" ttl 1h write stale 20% batch 20
        """)
      #expect(report.exit == .done, "after \(place): \(report)")
      #expect(report.ledger.ok == Self.count / 2 && report.ledger.skipped == Self.count / 2)
      #expect(proxy.connectionCount == 2, "after \(place): it was made again")
      try Checker.judge(
        bench.server,
        (1...Self.count).map { ["text": "k:\($0)", "is": $0 % 2 == 0 ? "old" : "new"] })
    }
  }

  @Test func aPlannedSweepTakesTheRightKeys() throws {
    let bench = try Workbench()
    for place in Self.places {
      try bench.client.call("FLUSHALL")
      for number in 1...Self.count {
        try bench.client.call("SET", "k:\(number)", "v", "EX", number % 2 == 0 ? "90000" : "900")
      }
      let proxy = try delayed(bench, "PTTL", after: place)
      defer { proxy.stop() }
      let report = try bench.runOne(#"sweep "k:*" where ttl < 1h guard keys <= 1000"#)
      // Had an answer been taken for another key's, the script on the server would have found that key changed.
      #expect(report.ledger.ok == Self.count / 2, "after \(place): \(report.ledger)")
      #expect(report.ledger.skipped == 0, "after \(place): \(report.ledger)")
      try Checker.judge(
        bench.server,
        (1...Self.count).map { ["text": "k:\($0)", "is": $0 % 2 == 0 ? "v" : NSNull()] })
    }
  }

  /// What must not run twice is unknown when its reply is late, and does not run twice.
  @Test func anAppendIsNotSentAgain() throws {
    let bench = try Workbench()
    try bench.write("id\n" + (1...Self.count).map { "\($0)\n" }.joined(), to: "rows.csv")
    for place in Self.places {
      try bench.client.call("FLUSHALL")
      let proxy = try delayed(bench, "RPUSH", after: place)
      defer { proxy.stop() }
      let report = try bench.runOne(
        """
        source feed csv "rows.csv"
        warm w from feed key "k:{id}" value list "{id}" ttl never write append batch 20
        """)
      let ledger = report.ledger
      #expect(ledger.planned == Self.count && ledger.unknown > 0, "after \(place): \(ledger)")
      #expect(report.exit == .partial)
      try Checker.judge(
        bench.server,
        [
          ["atMostOnce": "k:*"],
          ["total": "k:*", "min": ledger.ok, "max": ledger.ok + ledger.unknown],
        ])
    }
  }

  /// A third of what was written is pushed out again, and every reply was OK.
  @Test func whatWasEvictedIsNoSuccess() throws {
    let bench = try Workbench([
      "maxmemory-policy allkeys-random", "maxmemory-samples 1",
    ])
    let used = try bench.usedMemory()
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(used + 7_500_000)")
    let value = String(repeating: "x", count: 4000)
    try bench.write("id\n" + (1...3000).map { "\($0)\n" }.joined(), to: "rows.csv")
    let report = try bench.runOne(
      "source feed csv \"rows.csv\"\nwarm w from feed key \"k:{id}\" value text \"\(value)\" ttl 1h"
    )
    #expect(report.ledger.ok == 3000 && report.ledger.failed == 0)
    #expect(report.exit == .partial)
    let missing = try #require(report.verification).missing
    #expect(missing > 0)
    try Checker.judge(bench.server, [["count": "k:*", "min": 1, "max": 2040]])
  }
}
