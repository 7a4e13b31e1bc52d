import Foundation
import TestSupport
import Testing

/// `sweep … undo` keeps what it removes before it removes it, and `cachectl undo` puts back what is still absent: value and
/// expiry, never over anything, every key accounted for.
@Suite struct UndoTests {
  private let server: TestServer
  private let client: TestClient
  private let folder: TemporaryFolder

  init() throws {
    server = try TestServer()
    client = try TestClient(server)
    folder = try TemporaryFolder()
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(
      arguments + ["-s", "unix://\(server.socketPath)", "-y", "--json"],
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
  }

  private func fill(_ client: TestClient) throws {
    try client.pipeline((1...1500).map { ["SET", "k:\($0)", "value \($0)"] })
    try client.pipeline([
      ["SET", "k:brief", "x", "EX", "7000"], ["HSET", "k:hash", "a", "1", "b", "2"],
      ["RPUSH", "k:list", "a", "b", "a"], ["SADD", "k:set", "a", "b", "c"],
      ["ZADD", "k:zset", "1.5", "a", "2", "b"], ["PFADD", "k:hll", "a", "b"],
      ["XADD", "k:stream", "1-1", "f", "v"], ["SET", "k:\0\n\u{1B}", "\0\r\n"],
      ["SET", "k:big", String(repeating: "b", count: 3_000_000)], ["SET", "other", "stays"],
    ])
  }

  private func statement(_ result: Program.Result) throws -> [String: Any] {
    try #require(try result.statements().first)
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/undo").map {
      "\(folder.path)/undo/\($0)"
    }
  }

  @Test func everythingComesBackAsItWas() throws {
    let twin = try TestServer()
    defer { twin.stop() }
    for client in [client, try TestClient(twin)] { try fill(client) }
    let sweep = try run("exec", #"sweep "k:*" undo "undo" max 1GiB"#)
    #expect(sweep.exit == 0, "\(sweep.errors)")
    #expect(try statement(sweep)["ok"] as? Int == 1509)
    #expect(try client.call("DBSIZE").integer == 1)
    let kept = try #require(try files().first)
    #expect(
      try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int == 0o600)

    let preview = try run("undo", "last", "--plan-only")
    #expect(preview.exit == 0, "\(preview.errors)")
    let plan = try statement(preview)
    #expect(plan["matched"] as? Int == 1509 && plan["status"] as? String == "planned", "\(plan)")
    #expect(try client.call("DBSIZE").integer == 1)

    let undo = try run("undo", "last")
    #expect(undo.exit == 0, "\(undo.errors)")
    #expect(try statement(undo)["ok"] as? Int == 1509)
    try Checker.judge(
      server,
      [
        ["same": twin.socketPath, "glob": "*"],
        ["expires": "k:brief", "min": 6_000_000, "max": 7_000_000],
        ["expires": "k:hash", "min": -1, "max": -1], ["length": "k:stream", "min": 1, "max": 1],
      ])
    // Once more, by its file: all is there.
    let again = try run("undo", kept)
    #expect(again.exit == 0, "\(again.errors)")
    #expect(try statement(again)["skipped"] as? Int == 1509)
    let log = try Program.run(
      "job", "log", "-f", "tsv", environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    #expect(log.output.components(separatedBy: "end").count > 3)
  }

  @Test func whatIsThereByNowStaysAndWhatIsOverIsNotBroughtBack() throws {
    try client.pipeline([
      ["SET", "k:1", "old"], ["SET", "k:2", "old"], ["SET", "k:3", "old", "PX", "1500"],
    ])
    #expect(try run("exec", #"sweep "k:*" undo "undo""#).exit == 0)
    try client.call("SET", "k:1", "new")
    usleep(1_600_000)
    let undo = try run("undo", "last")
    #expect(undo.exit == 0, "\(undo.errors)")
    let counts = try statement(undo)
    #expect(counts["ok"] as? Int == 1 && counts["skipped"] as? Int == 2, "\(counts)")
    #expect(undo.output.contains("expired") && undo.output.contains("present"), "\(undo.output)")
    try Checker.judge(
      server,
      [
        ["text": "k:1", "is": "new"], ["text": "k:2", "is": "old"],
        ["text": "k:3", "is": NSNull()],
      ])
  }

  /// Between the keeping and the removal somebody writes: that key stays, with what was written.
  @Test func aKeyThatChangedMeanwhileIsNotRemoved() throws {
    try client.pipeline((1...20).map { ["SET", "k:\($0)", "old"] })
    let (server, key) = (server, "k:7")
    let proxy = try FaultProxy(toSocket: server.socketPath) { _ in
      var fault = FaultProxy.Fault()
      fault.refuses = { command in
        if command[0] == Array("EVALSHA".utf8), command.count > 10 {
          _ = try? server.raw("SET", key, "new")
        }
        return nil
      }
      return fault
    }
    defer { proxy.stop() }
    let sweep = try Program.run(
      [
        "exec", #"sweep "k:*" undo "undo""#, "-s", "redis://127.0.0.1:\(proxy.port)", "-y",
        "--json",
      ], environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
    let counts = try statement(sweep)
    #expect(counts["ok"] as? Int == 19 && counts["skipped"] as? Int == 1, "\(sweep.output)")
    try client.call("DEL", key)
    let undo = try run("undo", try #require(try files().first))
    // It was deleted by somebody else: it is none of what the sweep removed.
    #expect(try statement(undo)["ok"] as? Int == 19, "\(undo.output)")
    try Checker.judge(
      server, [["count": "k:*", "min": 19, "max": 19], ["text": key, "is": NSNull()]])
  }

  @Test func aKilledSweepLosesNothing() throws {
    for point in LongForm.isWanted ? [1, 200, 1000, 1700, 2900] : [Int.random(in: 1...2500)] {
      try client.call("FLUSHALL")
      try client.pipeline((1...3000).map { ["SET", "k:\($0)", "v\($0)"] })
      let sweep = try Program.start(
        [
          "exec", #"sweep "k:*" rate 8k/s batch 50 undo "undo""#, "-s",
          "unix://\(server.socketPath)", "-y",
        ], environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
      for _ in 0..<30_000 where (try client.call("DBSIZE").integer ?? 0) > 3000 - point {
        usleep(1000)
      }
      sweep.send(SIGKILL)
      // It may have been faster than the signal: then everything is to come back.
      #expect([0, 137].contains(try sweep.finish().exit))
      let left = try client.call("DBSIZE").integer ?? 0
      #expect(left < 3000)
      let undo = try run("undo", "last")
      #expect(undo.exit == 0, "after \(point): \(undo.errors)")
      try Checker.judge(
        server,
        [["count": "k:*", "min": 3000, "max": 3000]]
          + (1...3000).map { ["text": "k:\($0)", "is": "v\($0)"] })
    }
  }

  @Test func whereNothingCanBeKeptNothingIsRemoved() throws {
    try client.pipeline((1...3000).map { ["SET", "k:\($0)", "v"] })
    let nowhere = try run("exec", #"sweep "k:*" undo "/proc/nowhere""#)
    #expect(nowhere.exit == 74, "\(nowhere.errors)")
    #expect(try client.call("DBSIZE").integer == 3000)
    // 28 bytes a record.
    let full = try run("exec", #"sweep "k:*" undo "undo" max 40KiB"#)
    #expect(full.exit == 74 && full.errors.contains("`max`"), "\(full.errors)")
    let counts = try statement(full)
    let ok = try #require(counts["ok"] as? Int)
    #expect(counts["planned"] as? Int == 3000 && counts["unknown"] as? Int == 0)
    #expect(try client.call("DBSIZE").integer == 3000 - ok)
    #expect(try statement(try run("undo", "last"))["ok"] as? Int == ok)
    #expect(try client.call("DBSIZE").integer == 3000)
  }

  @Test func aFileThatIsCutShortOrNoneOfOursIsRead() throws {
    try client.pipeline((1...100).map { ["SET", "k:\($0)", "v"] })
    #expect(try run("exec", #"sweep "k:*" undo "undo""#).exit == 0)
    let path = try #require(try files().first)
    let whole = try Data(contentsOf: URL(filePath: path))
    let cut = "\(folder.path)/cut.undo"
    try whole.dropLast(5).write(to: URL(filePath: cut))
    let short = try run("undo", cut)
    #expect(try statement(short)["ok"] as? Int == 99)
    #expect(short.errors.contains("ends within a record"), "\(short.errors)")
    for (bytes, name) in [
      (Data("cachectl undo 9\n\n".utf8), "newer"), (Data("hello".utf8), "text"),
      (whole.dropLast(40) + Data(repeating: 0xFF, count: 40), "damaged"),
    ] {
      let other = "\(folder.path)/\(name).undo"
      try bytes.write(to: URL(filePath: other))
      let result = try run("undo", other)
      #expect(result.exit == 65, "\(name): \(result.errors)")
    }
    #expect(try run("undo", "\(folder.path)/nosuch.undo").exit == 66)
  }

  @Test func whatKeptNothingHasNothingToUndo() throws {
    try client.call("SET", "k:1", "v")
    #expect(try run("exec", #"sweep "k:*""#).exit == 0)
    let undo = try run("undo", "last")
    #expect(undo.exit == 64 && undo.errors.contains("kept nothing"), "\(undo.errors)")
    let soft = try run("exec", #"sweep "k:*" by expire 1m undo "undo""#)
    #expect(soft.exit == 65 && soft.output.contains("nothing is removed"), "\(soft.output)")
    let idle = try run("exec", #"sweep "k:*" where idle > 1d undo "undo""#)
    #expect(idle.exit == 77, "\(idle.errors)")
  }
}
