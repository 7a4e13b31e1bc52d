import Foundation
import RowSources
import TestSupport
import Testing

/// SIGINT and SIGTERM at every moment of a run, also those in which nothing moves: it ends with 130 or 143, long before any of its
/// time-outs, and has changed no more than it says.
@Suite struct SignalMomentTests {
  enum Moment: String, CaseIterable {
    /// The server takes the connection and says nothing; refuses it; loads its data; stands still after it was connected to.
    case silent, refused, loading, frozen
    /// A lock is waited for; a guard pauses; the pace is slow; keys are read for a plan, for an audit.
    case locked, paused, paced, planning, auditing
    /// Rows do not come: from stdin, from a query.
    case stdin, query
    /// The server is gone in the middle and does not come back.
    case lost
  }

  private static let count = 20_000
  private let server: TestServer
  private let client: TestClient
  private let folder: TemporaryFolder

  init() throws {
    server = try TestServer()
    client = try TestClient(server)
    folder = try TemporaryFolder()
    try client.pipeline((1...Self.count).map { ["SET", "k:\($0)", "v"] })
  }

  private var environment: [String: String] { ["XDG_STATE_HOME": "\(folder.path)/state"] }

  /// Waits until it holds; a minute is long enough for any machine.
  private func wait(until holds: () throws -> Bool) throws {
    for _ in 0..<6000 {
      if try holds() { return }
      usleep(10_000)
    }
    throw TestFailure("waited in vain")
  }

  private func start(_ statement: String..., on address: String? = nil) throws -> StartedProgram {
    // No time-out of its own comes first.
    try Program.start(
      ["exec"] + statement
        + ["-s", address ?? "unix://\(server.socketPath)", "-y", "--json", "--timeout", "10m"],
      environment: environment, folder: folder.path)
  }

  private var proxied: (FaultProxy, @Sendable () -> Int) {
    get throws {
      let proxy = try FaultProxy(toSocket: server.socketPath) { _ in
        var fault = FaultProxy.Fault()
        fault.isBlackHole = true
        return fault
      }
      return (proxy, { proxy.connectionCount })
    }
  }

  /// Until the program hears signals: before that, they end it as they end every program.
  private func waitUntilItHears(_ program: StartedProgram) throws {
    #if os(Linux)
      let path = "/proc/\(program.id)/status"
      try wait {
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let caught = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        let mask = caught.flatMap { UInt64($0.dropFirst(8), radix: 16) } ?? 0
        return mask & 1 << UInt64(SIGTERM - 1) != 0 || !status.contains("SigCgt")
      }
    #endif
    // And has gone on to where it waits.
    usleep(300_000)
  }

  private func stopped(
    _ program: StartedProgram, by signal: Int32, _ moment: Moment, when isReady: () throws -> Bool
  ) throws {
    try wait(until: isReady)
    try waitUntilItHears(program)
    program.send(signal)
    // Longer than any machine is slow. Its stdin stays open.
    #expect(try program.wait(seconds: 120) != nil, "\(moment)")
    let ending = try program.finish()
    let errors = String(decoding: ending.errors, as: UTF8.self)
    #expect(ending.exit == 128 + signal, "\(moment): \(errors)")
    let report = try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any]
    let statements = report?["statements"] as? [[String: Any]] ?? []
    let statement = try #require(statements.last, "\(moment): \(errors)")
    let count = { (name: String) in statement[name] as? Int ?? -1 }
    #expect(
      count("planned") == count("ok") + count("failed") + count("skipped") + count("unknown"),
      "\(moment): \(statement)")
    guard moment != .lost, moment != .frozen else { return }
    #expect(count("unknown") == 0, "\(moment)")
    let swept = statement["verb"] as? String == "sweep" ? count("ok") : 0
    #expect(try client.call("DBSIZE").integer == Self.count - swept, "\(moment)")
  }

  @Test(arguments: Moment.allCases, [SIGINT, SIGTERM])
  func endsAtOnceAndAddsUp(_ moment: Moment, _ signal: Int32) throws {
    let sweep = #"sweep "k:*""#
    func changed() throws -> Bool { try client.call("DBSIZE").integer ?? 0 < Self.count }
    func reads() throws -> Bool {
      try client.call("INFO", "commandstats").text?.contains("cmdstat_scan:") == true
    }
    switch moment {
    case .silent:
      let (proxy, connections) = try proxied
      defer { proxy.stop() }
      let program = try start(sweep, on: "redis://127.0.0.1:\(proxy.port)")
      try stopped(program, by: signal, moment) { connections() > 0 }
    case .refused:
      let program = try start(sweep, on: "unix://\(folder.path)/nobody")
      try stopped(program, by: signal, moment) { true }
    case .loading:
      let loading = try ScriptedServer(
        answer: "-LOADING Redis is loading the dataset in memory\r\n", thenCloses: false)
      defer { loading.stop() }
      let program = try start(sweep, on: "redis://127.0.0.1:\(loading.port)")
      try stopped(program, by: signal, moment) { true }
    case .frozen:
      let program = try start(#"sweep "k:*" rate 500/s"#)
      try wait(until: changed)
      let id = try #require(server.processID)
      kill(id, SIGSTOP)
      usleep(300_000)
      // The first drains, and may wait for ever; the second does not.
      program.send(signal)
      #expect(try program.wait(seconds: 0.5) == nil)
      try stopped(program, by: signal, moment) { true }
      kill(id, SIGCONT)
    case .locked:
      let holder = try start(#"sweep "k:*" rate 1/s lock "x""#)
      try wait(until: changed)
      let size = try client.call("DBSIZE").integer ?? 0
      let waiting = try start(#"sweep "none:*" lock "x" wait 10m"#)
      try waitUntilItHears(waiting)
      waiting.send(signal)
      #expect(try waiting.finish(seconds: 120).exit == 128 + signal)
      try stopped(holder, by: signal, .paced) { try client.call("DBSIZE").integer ?? 0 <= size }
    case .paused:
      let program = try start(#"sweep "k:*" guard server.memory < 1B else pause 10m"#)
      try stopped(program, by: signal, moment) { true }
    case .paced:
      try stopped(try start(#"sweep "k:*" rate 1/s"#), by: signal, moment, when: changed)
    case .planning:
      let program = try start(#"sweep "k:*" guard keys < 1M scan rate 500/s"#)
      try stopped(program, by: signal, moment, when: reads)
    case .auditing:
      try stopped(try start(#"audit "k:*" rate 500/s"#), by: signal, moment, when: reads)
    case .stdin:
      let program = try start(
        "source r csv \"-\" columns [a]", #"sweep s from r key "none:{a}""#)
      try stopped(program, by: signal, moment) { true }
    case .query:
      try Database(path: "\(folder.path)/s.db").execute("CREATE TABLE t (a)")
      let program = try start(
        "source d sqlite \"s.db\"",
        """
        warm w from d sql "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0" {
          key "none:{i}"
          value text "x"
          ttl 1h jitter 10%
        }
        """)
      try stopped(program, by: signal, moment) { true }
    case .lost:
      let program = try start(#"sweep "k:*" rate 500/s"#)
      try wait(until: changed)
      server.crash()
      usleep(500_000)
      try stopped(program, by: signal, moment) { true }
    }
  }

  /// A terminal that goes stops a run as SIGTERM does; under nohup it does not.
  @Test(arguments: [true, false]) func aTerminalThatGoesStopsARun(isHeard: Bool) throws {
    // Whoever runs the tests may have ignored it, which a child inherits.
    let become =
      "import os,signal,sys; signal.signal(signal.SIGHUP, signal.SIG_\(isHeard ? "DFL" : "IGN"));"
    let program = try Program.start(
      "/usr/bin/env",
      [
        "python3", "-c", become + "os.execv(sys.argv[1], sys.argv[1:])", Program.path, "exec",
        #"sweep "k:*" rate 500/s"#, "-s", "unix://\(server.socketPath)", "-y", "--json",
      ], environment: environment, folder: folder.path)
    try wait { try client.call("DBSIZE").integer ?? 0 < Self.count }
    if !isHeard {
      program.send(SIGHUP)
      #expect(try program.wait(seconds: 1) == nil)
    }
    try stopped(program, by: isHeard ? SIGHUP : SIGTERM, .paced) { true }
    #expect(
      try Program.run(["job", "list", "--json"], environment: environment).output.contains(
        "interrupted"))
  }
}
