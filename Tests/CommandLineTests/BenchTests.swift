import Foundation
import TestSupport
import Testing

/// `cachectl bench …` as a script would type it.
@Suite struct BenchTests {
  private func started(_ server: TestServer, _ arguments: [String]) -> [String] {
    ["bench"] + arguments + ["-s", "unix://\(server.socketPath)"]
  }

  @Test func theOneLinerReportsItsOperations() throws {
    let server = try TestServer()
    defer { server.stop() }
    let result = try Program.run(
      started(
        server,
        [
          "GET k:{n}", "pick", "n = zipf(1..1M, 0.99)", "conns", "5", "depth", "4", "for", "300ms",
          "--json",
        ]))
    #expect(result.exit == 0, "\(result.errors)")
    let statement = try #require(try result.statements().first)
    let operations = try #require(statement["ops"] as? [[String: Any]])
    let operation = try #require(operations.first)
    #expect(operation["name"] as? String == "get")
    let counts = ["sent", "ok", "errors"].map { operation[$0] as? Int ?? -1 }
    #expect(counts[0] > 0 && counts[1] == counts[0] && counts[2] == 0)
    let times = ["p50", "p90", "p99", "p999", "max"].map { operation[$0] as? Double ?? -1 }
    #expect(times[0] > 0 && times == times.sorted())
    #expect((operation["rate"] as? Double ?? 0) > 0)
    let environment = try #require(statement["environment"] as? [String: Any])
    for name in ["server", "processor", "kernel"] { #expect(environment[name] is String) }
    #expect(statement["seed"] as? String == "1" && statement["loop"] as? String == "closed")
  }

  @Test func aTableForPeopleSaysWhatTheLoopWas() throws {
    let server = try TestServer()
    defer { server.stop() }
    let result = try Program.run(
      started(
        server,
        [
          "SET own:{n} {blob(3B)}", "pick", "n = uniform(1..9)", "conns", "2", "rate", "200/s",
          "for",
          "300ms", "clean", "own:*", "-f", "table",
        ]))
    #expect(result.exit == 0, "\(result.errors)")
    for text in ["p99.9", "open, 200/s", "keys removed", "server redis"] {
      #expect(result.output.contains(text), "\(result.output)")
    }
    #expect(try TestClient(server).call("DBSIZE").integer == 0)
  }

  /// More than any machine sends: said while it runs, and the threshold fails.
  @Test func aRateThatCannotBeHeldIsSaid() throws {
    let server = try TestServer()
    defer { server.stop() }
    let result = try Program.run(
      started(
        server,
        [
          "GET k:1", "conns", "1", "rate", "50M/s", "for", "3s", "assert", "sent(all) >= 99%",
        ]))
    #expect(result.exit == 3, "\(result.errors)")
    #expect(result.errors.contains("the rate is not held"), "\(result.errors)")
  }

  /// Long before the end, to a log as to a person; a warm-up is long enough.
  @Test(arguments: ["for 10m", "phase warmup 10m phase measure 1s"])
  func aRateThatIsNotHeldIsSaidAtOnce(_ phases: String) throws {
    let server = try TestServer()
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/log"
    let program = try Program.start(
      started(
        server,
        ["GET k:1", "conns", "1", "rate", "50M/s"] + phases.split(separator: " ").map(String.init)
          + ["--log-file", log]))
    func logged() -> String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
    for _ in 0..<3000 where !logged().contains("the rate is not held") { usleep(10_000) }
    let text = logged()
    program.send(SIGINT)
    let ending = try program.finish()
    #expect(text.contains(/warning bench +the rate is not held/), "\(text)")
    #expect(text.contains(" progress bench "), "\(text)")
    #expect(ending.exit == 130)
    #expect(String(decoding: ending.errors, as: UTF8.self).contains("the rate is not held"))
  }

  @Test func progressIsStreamed() throws {
    let server = try TestServer()
    defer { server.stop() }
    let result = try Program.run(
      started(server, ["GET k:1", "conns", "1", "rate", "200/s", "for", "3s", "-f", "ndjson"]))
    #expect(result.exit == 0, "\(result.errors)")
    let events = try result.output.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
    let progress = events.filter { $0["event"] as? String == "progress" }
    let last = try #require(progress.last)
    #expect(last["phase"] as? String == "measure")
    #expect((last["ok"] as? Int ?? 0) > 0 && (last["due"] as? Int ?? 0) > 0, "\(last)")
    #expect((last["p50"] as? Double ?? 0) > 0 && (last["p99"] as? Double ?? 0) > 0, "\(last)")
    #expect((last["rate"] as? Double ?? 0) > 0)
  }

  /// Rate, percentiles and the origin's load of the last second; where the window is narrow, without curves and title.
  @Test(arguments: [(UInt16(140), true), (80, false)])
  func theLineOfATerminalHasLatenciesAndTheOrigin(_ columns: UInt16, _ isWide: Bool) throws {
    let folder = try TemporaryFolder()
    let recipe = try folder.file(
      "live.recipe",
      """
      bench with-a-name-of-some-length pick n = seq(1..100k) key "l:{n}" conns 2 depth 64 rate 200/s for 10m op 100% read aside ttl 1m origin 5ms
      """)
    let session = try TerminalSession(
      "run", recipe, "-s", "sandbox:", "-y", home: folder.path, columns: columns,
      environment: ["LC_ALL": "C.UTF-8"])
    let seen =
      try session.wait(for: " p99 ", seconds: 60) + session.wait(for: " origin ", seconds: 60)
    #expect(seen.contains("measure") && seen.contains(" p50 "), "\(seen.debugDescription)")
    if isWide {
      #expect(seen.contains("bench with-a-name"))
      try session.wait(for: "█", seconds: 60)
    }
    session.type("\u{3}")
    try session.wait(for: "stopped by SIGINT", seconds: 60)
  }

  /// 64 files, hard limit and all: the refusal says how many connections there may be.
  @Test func aCeilingThatMakesAnOpenLoopIsSaid() throws {
    let server = try TestServer()
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "config.recipe",
      "server slow url \"unix://\(server.socketPath)\" class dev ceiling rate 500/s batch 100\n")
    let result = try Program.run(
      "bench", "GET k", "conns", "1", "for", "300ms", "-c", config, "-s", "slow")
    #expect(result.exit == 0 && result.errors.contains("`ceiling`"), "\(result.errors)")
    #expect(result.output.contains("\tloop\topen\n"), "\(result.output)")
  }

  @Test func moreConnectionsThanFilesAreRefused() throws {
    let server = try TestServer()
    defer { server.stop() }
    let arguments = started(server, ["GET k:1", "conns", "1000", "for", "1s"])
    let shell = try StartedProgram(
      "/bin/sh", ["-c", "ulimit -n 64 && exec \"$0\" \"$@\"", Program.path] + arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"], folder: Program.repository)
    let ending = try shell.finish()
    let errors = String(decoding: ending.errors, as: UTF8.self)
    #expect(ending.exit == 77, "\(errors)")
    #expect(errors.contains("G033") && errors.contains("at most 32 here"), "\(errors)")
    #expect(errors.contains("ulimit -n"))
    #expect(
      try TestClient(server).call("INFO", "commandstats").text?.contains("cmdstat_get") == false)
  }

  @Test func ctrlCCleansUp() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server)
    let program = try Program.start(
      started(
        server,
        [
          "SET own:{n} x", "pick", "n = uniform(1..1k)", "conns", "3", "for", "1h", "clean",
          "own:*",
        ]))
    for _ in 0..<2_000 where try client.call("DBSIZE").integer == 0 { usleep(10_000) }
    #expect(try client.call("DBSIZE").integer != 0)
    program.send(SIGINT)
    let ending = try program.finish()
    #expect(ending.exit == 130)
    #expect(try client.call("DBSIZE").integer == 0)
  }

  @Test func aProductionServerMustBeNamed() throws {
    let server = try TestServer()
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let profile = try folder.file(
      "config.recipe", "server prod url \"unix://\(server.socketPath)\" class production\n")
    let arguments = ["bench", "GET k:1", "conns", "1", "for", "50ms", "-c", profile, "-s", "prod"]
    let refused = try Program.run(arguments)
    #expect(refused.exit == 77)
    #expect(refused.errors.contains("--yes --confirm prod"), "\(refused.errors)")
    #expect(try Program.run(arguments + ["-y", "--confirm", "prod"]).exit == 0)
  }
}
