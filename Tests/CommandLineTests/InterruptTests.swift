import Foundation
import RowSources
import Synchronization
import TestSupport
import Testing

/// The first SIGINT or SIGTERM: nothing new is sent, what was sent is accounted for.
@Suite struct InterruptTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
  func stopsAndAddsUp(_ signal: Int32, _ exit: Int) throws {
    let server = try TestServer(["enable-debug-command yes"])
    _ = try server.raw("DEBUG", "POPULATE", "20000", "i")
    let program = try Program.start([
      "-s", "unix://\(server.socketPath)", "-y", "--json", "sweep", "i:*", "rate", "2k/s",
    ])
    var left = 20_000
    for _ in 0..<1000 where left > 19_000 {
      usleep(10_000)
      left = Int(try server.raw("DBSIZE").dropFirst().dropLast()) ?? 0
    }
    program.send(signal)
    let ending = try program.finish()
    #expect(ending.exit == Int32(exit))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any])
    let statement = try #require((report["statements"] as? [[String: Any]])?.first)
    let count = { (name: String) in statement[name] as? Int ?? -1 }
    #expect(count("planned") == count("ok") + count("failed") + count("skipped") + count("unknown"))
    left = Int(try server.raw("DBSIZE").dropFirst().dropLast()) ?? 0
    #expect(count("ok") == 20_000 - left)
    #expect(count("unknown") == 0)
    #expect(left > 0)
  }

  // MARK: While rows are waited for

  private func warm(_ source: String, _ from: String, into server: TestServer) throws
    -> (StartedProgram, TemporaryFolder)
  {
    let folder = try TemporaryFolder()
    let recipe = try folder.file(
      "r.recipe",
      """
      source rows \(source)
      warm w from \(from) value text "x" ttl 1h jitter 10%
      """)
    let program = try Program.start(
      ["run", recipe, "-s", "unix://\(server.socketPath)", "-y", "--json"], folder: folder.path)
    return (program, folder)
  }

  private func statement(_ ending: StartedProgram.Ending) throws -> [String: Any] {
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any])
    return try #require((report["statements"] as? [[String: Any]])?.first)
  }

  /// Somebody who writes into our pipe and pauses does not keep us.
  @Test(arguments: ["lines \"-\"", "csv \"-\" header off columns [line]", "jsonl \"-\""])
  func aPipeThatIsSilent(_ source: String) throws {
    let server = try TestServer()
    let (program, place) = try warm(source, #"rows key "k:{line}""#, into: server)
    let rows = ["a", "b", "c"].map {
      source.hasPrefix("jsonl") ? "{\"line\":\"\($0)\"}\n" : "\($0)\n"
    }
    try program.write(rows.joined())
    try waitUntil { try server.raw("DBSIZE") == ":3\r\n" }
    program.send(SIGINT)
    #expect(try program.wait(seconds: 60) != nil, "it waits for the pipe")
    let ending = try withExtendedLifetime(place) { try program.finish() }
    #expect(ending.exit == 130)
    let said = try statement(ending)
    #expect(said["ok"] as? Int == 3 && said["planned"] as? Int == 3, "\(said)")
  }

  /// A query that searches and finds nothing.
  @Test func aQueryThatFindsNothing() throws {
    let server = try TestServer()
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/shop.db"
    _ = try Database(path: path)
    let query =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0"
    let (program, place) = try warm(
      "sqlite \"\(path)\"", "rows sql \"\(query)\" key \"k:{row.i}\"", into: server)
    // Its connection is there before the query begins, which never ends.
    try waitUntil { try server.raw("CLIENT", "LIST").contains("name=cachectl") }
    usleep(300_000)
    program.send(SIGTERM)
    #expect(try program.wait(seconds: 60) != nil, "it waits for the query")
    #expect(try withExtendedLifetime(place) { try program.finish().exit } == 143)
  }

  /// A walk over the names of another server's keys of which none matches.
  @Test func namesOfWhichNoneMatches() throws {
    let server = try TestServer()
    let other = try TestServer(["enable-debug-command yes"])
    _ = try other.raw("DEBUG", "POPULATE", "400000", "i", "8")
    let scans = Atomic(0)
    let pid = Atomic<Int32>(0)
    let proxy = try FaultProxy(toSocket: other.socketPath) { _ in
      var fault = FaultProxy.Fault()
      fault.cutsBefore = { command in
        guard command.first.map({ String(decoding: $0, as: UTF8.self) }) == "SCAN" else {
          return false
        }
        // Slow enough for a signal to come before the walk's end.
        usleep(5000)
        if scans.wrappingAdd(1, ordering: .relaxed).newValue == 20 {
          let end = Date(timeIntervalSinceNow: 20)
          while pid.load(ordering: .acquiring) == 0, Date() < end { usleep(500) }
          kill(pid.load(ordering: .acquiring), SIGINT)
        }
        return false
      }
      return fault
    }
    defer { proxy.stop() }
    let (program, place) = try warm(
      "redis \"redis://127.0.0.1:\(proxy.port)\"", #"rows names "none:*" key "{key}""#, into: server
    )
    pid.store(program.id, ordering: .releasing)
    #expect(try program.wait(seconds: 60) != nil)
    #expect(try withExtendedLifetime(place) { try program.finish().exit } == 130)
    #expect(scans.load(ordering: .relaxed) < 200, "400 pages are all of them")
  }

  private func waitUntil(_ condition: () throws -> Bool) throws {
    let end = Date(timeIntervalSinceNow: 30)
    while try !condition() {
      guard Date() < end else { throw TestFailure("what was waited for did not come") }
      usleep(5000)
    }
  }
}
