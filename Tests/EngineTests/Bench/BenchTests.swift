import Engine
import Foundation
import Planner
import Recipe
import RedisClient
import TestSupport
import Testing

/// Benches against a real server: what is counted is what the server saw.
@Suite struct BenchTests {
  private func result(_ report: StatementReport) throws -> BenchReport {
    try #require(report.bench, "\(report.failure?.message ?? "no result")")
  }

  @Test(arguments: [1, 2]) func countsWhatTheServerCounted(_ threads: Int) throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      """
      bench mix {
        pick n = zipf(1..1k, 0.99)
        conns 7 depth 5 threads \(threads)
        op 70% get `GET m:{n}`
        op 30% put `SET m:{n} {blob(1B..64B)}`
        for 400ms
      }
      """)
    #expect(report.exit == .done, "\(report.failure?.message ?? "")")
    let result = try result(report)
    let counts = try bench.commandCounts()
    for (name, command) in [("get", "get"), ("put", "set")] {
      let operation = try #require(result.operations.first { $0.name == name })
      #expect(operation.ok > 0)
      #expect(operation.ok == counts[command])
      #expect(operation.latency.count == operation.ok)
      #expect(operation.sent == operation.ok && operation.failed == 0 && operation.unknown == 0)
    }
    #expect(report.ledger.planned == result.all.sent)
    #expect(report.ledger.ok == result.all.ok)
    let share = Double(result.operations[0].ok) / Double(result.all.ok)
    #expect(abs(share - 0.7) < 0.1, "of \(result.all.ok)")
  }

  @Test func errorsStandBesideTheLatency() throws {
    let bench = try Workbench()
    try bench.client.call("RPUSH", "list", "x")
    let report = try bench.runOne(
      "bench b conns 3 for 200ms op 50% good `GET other` op 50% bad `GET list` assert errors(bad) == 0%"
    )
    let result = try result(report)
    let bad = try #require(result.operations.first { $0.name == "bad" })
    #expect(bad.failed > 0 && bad.ok == 0 && bad.latency.count == 0)
    #expect(bad.codes.map(\.code) == ["wrongtype"])
    #expect(report.ledger.failed == bad.failed)
    #expect(report.exit == .partial)
    #expect(report.assertions.map(\.pass) == [false])
  }

  @Test func aBrokenThresholdEndsWith3() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      "bench `GET k:{n}` pick n = uniform(1..9) conns 2 for 100ms assert rate(get) > 1G/s assert p99(get) < 1h assert sent(all) == 100%"
    )
    #expect(report.assertions.map(\.pass) == [false, true, true])
    #expect(report.exit == .assertion)
  }

  @Test func fillWritesEachKeyOnceAndCleanTakesThemAway() throws {
    let bench = try Workbench()
    try bench.fill(["other"])
    let recipe = """
      bench b {
        pick n = scramble(zipf(1..5k, 1.2))
        conns 3 threads 2
        phase fill 5k
        op 100% put `SET own:{n} {blob(10B)}`
      """
    let filled = try bench.runOne("\(recipe)\n}")
    #expect(filled.exit == .done)
    #expect(try result(filled).filled == 5_000)
    #expect(filled.ledger.ok == 5_000)
    #expect(try bench.keys("own:*").count == 5_000)
    let cleaned = try bench.runOne("\(recipe)\n  phase measure 50ms\n  clean \"own:*\"\n}")
    #expect(try result(cleaned).cleaned == 5_000)
    #expect(try bench.keys() == ["other"])
  }

  @Test func cleansUpAfterASignal() throws {
    let bench = try Workbench()
    bench.interrupts.count = 1
    let report = try bench.runOne(
      "bench `SET own:{n} x` pick n = uniform(1..100) for 1h clean \"own:*\"")
    #expect(report.exit == .interrupted)
    #expect(report.bench?.cleaned != nil)
    #expect(try bench.keys() == [])
  }

  /// What one connection sends is a list in the server: two runs write the same one.
  @Test func theSameSeedSendsTheSameCommands() throws {
    func values(_ seed: Int) throws -> [String] {
      let bench = try Workbench()
      let report = try bench.runOne(
        """
        bench b {
          pick n = scramble(gauss(1..1k, 90))
          pick m = latest(1..50, 0.7)
          conns 1 depth 4 seed \(seed) for 150ms
          op 60% a `RPUSH l:a {n}:{m}:{blob(1B..9B)}`
          op 40% b `RPUSH l:a {m}`
        }
        """)
      #expect(report.exit == .done)
      return try bench.client.call("LRANGE", "l:a", "0", "199").elements.compactMap(\.text)
    }
    let first = try values(7)
    let again = try values(7)
    let common = min(first.count, again.count)
    #expect(common > 20)
    #expect(first.prefix(common) == again.prefix(common))
    #expect(try values(8).prefix(20) != first.prefix(20))
  }

  @Test func seqGoesThroughTheRangeOfAllThreads() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      "bench `SADD s:all {n}` pick n = seq(1..300) conns 4 threads 2 rate 4k/s for 500ms")
    #expect(report.exit == .done)
    #expect(try bench.client.call("SCARD", "s:all").integer == 300)
  }

  @Test func anOpenLoopKeepsItsSchedule() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      "bench `GET k:{n}` pick n = uniform(1..9) conns 4 depth 8 threads 2 rate 1k/s..3k/s over 1s for 1s"
    )
    let result = try result(report)
    #expect(result.generator.scheduled == 2_000)
    #expect(result.all.sent <= 2_000)
    // On a busy machine some may be left at the end: what was sent is said.
    #expect(result.sentShare > 0.5)
    #expect(abs(result.sentShare - Double(result.all.sent) / 2_000) < 1e-9)
  }

  /// A server that stands still for a second of six: a generator that waits for replies would send nothing meanwhile, and its
  /// tail would show a handful of slow operations. Here a sixth of all were due then.
  @Test func aStallShowsInFull() throws {
    let bench = try Workbench()
    let server = try #require(bench.server.processID)
    let stopper = Thread {
      usleep(2_000_000)
      kill(server, SIGSTOP)
      usleep(1_000_000)
      kill(server, SIGCONT)
    }
    stopper.start()
    let report = try bench.runOne(
      "bench `GET k:{n}` pick n = uniform(1..9) conns 20 depth 4 rate 2k/s for 6s")
    let all = try result(report).all
    #expect(all.unknown == 0)
    // Those due in the last 0.7 s of a stall of 1 s are 11 % of all.
    let p90 = try #require(all.latency.percentile(0.9))
    #expect(p90 >= 200_000_000, "\(p90) ns")
    let p95 = try #require(all.latency.percentile(0.95))
    #expect(p95 >= 500_000_000, "\(p95) ns")
    #expect(all.latency.max >= 900_000_000, "\(all.latency.max) ns")
  }

  @Test func lostConnectionsAreUnknownAndComeBack() throws {
    let bench = try Workbench()
    let server = bench.server
    let killer = Thread {
      for _ in 0..<5 {
        usleep(100_000)
        guard let client = try? TestClient(server) else { continue }
        _ = try? client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
      }
    }
    killer.start()
    let report = try bench.runOne(
      "bench `INCR n:{n}` pick n = uniform(1..9) conns 6 depth 8 for 1500ms")
    let result = try result(report)
    #expect(result.losses > 0)
    #expect(result.all.sent == result.all.ok + result.all.failed + result.all.unknown)
    // Ours was among those that were killed.
    let client = try TestClient(bench.server)
    let sum = try (1...9).map {
      try client.call("GET", "n:\($0)").text.flatMap(Int.init) ?? 0
    }
    .reduce(0, +)
    #expect(sum >= result.all.ok && sum <= result.all.ok + result.all.unknown)
    #expect(report.notes.contains { $0.contains("connections were lost") })
  }

  @Test func moreConnectionsThanTheServerTakesAreRefused() throws {
    let bench = try Workbench(["maxclients 20"])
    let report = try bench.runOne("bench `PING` conns 30 for 1s")
    #expect(report.diagnostics.map(\.id) == ["G033"])
    #expect(report.exit == .notPermitted)
  }

  @Test func failStopEndsAtTheFirstError() throws {
    let bench = try Workbench()
    try bench.client.call("SET", "k", "text")
    let report = try bench.runOne("bench `INCR k` conns 1 for 1h fail stop")
    let result = try result(report)
    #expect(result.all.failed >= 1)
    #expect(report.exit == .partial)
  }
}
