import Engine
import Foundation
import TestSupport
import Testing

/// `rate auto` grows while the server is well, and slows by latency, memory, evictions and replicas.
@Suite struct AutoPaceTests {
  private static let look: Int64 = 50_000_000

  private func health(
    trip: Int64 = 100_000, memory: Double? = nil, evictions: Double = 0, lag: Double? = nil
  ) -> AutoPace.Health {
    AutoPace.Health(
      trip: trip, idleTrip: 100_000, memory: memory, evictions: evictions, replicaLag: lag)
  }

  @Test func growsAndStopsAtTheCeiling() {
    var (pace, now) = (AutoPace(ceiling: 50_000), Int64(0))
    for _ in 0..<40 {
      now += Self.look
      pace.adjust(health(), now: now)
    }
    #expect(pace.rate == 50_000)
    #expect(pace.note.contains("nothing held it back"))
    #expect(AutoPace(ceiling: 10).rate == 10)
  }

  @Test(arguments: 0..<4)
  func eachCauseSlowsItDownAndIsNamed(cause: Int) {
    var (pace, now) = (AutoPace(), Int64(0))
    for _ in 0..<40 {
      now += Self.look
      pace.adjust(health(), now: now)
    }
    let fast = pace.rate
    let sick = [
      health(trip: 9_500_000), health(memory: 0.97), health(evictions: 40), health(lag: 64e6),
    ][cause]
    for _ in 0..<20 {
      now += Self.look
      pace.adjust(sick, now: now)
    }
    // A second: a halving each quarter of it.
    #expect(pace.rate <= fast / 8 && pace.rate >= fast / 64)
    let words = [
      "PING (9.5 ms)", "memory (97% of maxmemory)", "evictions (40 at once)", "64 MB behind",
    ]
    #expect(pace.note.contains(words[cause]), "\(pace.note)")
    for _ in 0..<1000 {
      now += Self.look
      pace.adjust(sick, now: now)
    }
    #expect(pace.rate == 100, "never to a standstill")
    for _ in 0..<200 {
      now += Self.look
      pace.adjust(health(), now: now)
    }
    #expect(pace.rate > fast)
  }

  /// A server that stands still for a while now and then: the run slows down, and says what held it back.
  @Test func aSlowServerIsGivenRoom() throws {
    let bench = try Workbench(["enable-debug-command yes"])
    try bench.write("id\n" + (1...30_000).map { "\($0)\n" }.joined(), to: "rows.csv")
    let server = bench.server
    let (stop, begun) = (Flag(), Flag())
    let trouble = Thread {
      while !stop.isSet {
        _ = try? server.raw("DEBUG", "SLEEP", "0.03")
        begun.set()
        usleep(20_000)
      }
    }
    trouble.start()
    defer { stop.set() }
    for _ in 0..<1000 where !begun.isSet { usleep(10_000) }
    // On a busy machine the trouble may sleep through a whole run: then another is held back.
    var notes: [String] = []
    for _ in 0..<20 where !notes.contains(where: { $0.contains("by PING") }) {
      let report = try bench.runOne(
        """
        source feed csv "rows.csv"
        warm item from feed key "k:{id}" value text "v" ttl 1h jitter 10% rate auto
        """)
      #expect(report.exit == .done && report.ledger.ok == 30_000, "\(report)")
      notes = report.notes
    }
    stop.set()
    let note = notes.first { $0.hasPrefix("rate auto") }
    #expect(note?.contains("by PING") == true, "\(notes)")
    let sweep = try bench.runOne(#"sweep "k:*" rate auto"#)
    #expect(sweep.exit == .done && sweep.ledger.ok == 30_000)
    #expect(sweep.notes.contains { $0.hasPrefix("rate auto") })
  }
}
