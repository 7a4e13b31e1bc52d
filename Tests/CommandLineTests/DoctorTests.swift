import Foundation
import TestSupport
import Testing

/// `doctor` finds what is not fit for a run, says what to do, and changes nothing.
@Suite struct DoctorTests {
  private func doctor(
    _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> (exit: Int32, checks: [String: (status: String, text: String, advice: String)]) {
    let result = try Program.run(["doctor", "--json"] + arguments, environment: environment)
    let checks = try #require(try result.json()["checks"] as? [[String: String]])
    var found: [String: (status: String, text: String, advice: String)] = [:]
    for check in checks {
      found[check["check"] ?? "?"] = (
        check["status"] ?? "", check["finding"] ?? "", check["advice"] ?? ""
      )
    }
    return (result.exit, found)
  }

  @Test func aMachineThatIsFit() throws {
    let folder = try TemporaryFolder()
    let (exit, checks) = try doctor(environment: ["XDG_STATE_HOME": folder.path])
    #expect(exit == 0)
    for name in ["state folder", "run store", "configuration", "open files", "terminal"] {
      #expect(checks[name]?.status == "ok", "\(name): \(checks[name]?.text ?? "")")
    }
    #expect(checks["reachable"] == nil, "no server was named")
    // It only looked.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    for (name, check) in checks where check.status != "ok" {
      #expect(!check.advice.isEmpty, "\(name) says what to do")
    }
  }

  @Test func aMachineThatIsNot() throws {
    let folder = try TemporaryFolder()
    let nowhere = try doctor(environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(nowhere.exit == 1 && nowhere.checks["state folder"]?.status == "fail")
    let open = "\(folder.path)/cachectl"
    try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
    chmod(open, 0o755)
    let exposed = try doctor(environment: ["XDG_STATE_HOME": folder.path])
    #expect(exposed.exit == 0 && exposed.checks["state folder"]?.status == "warn")
    try Data("no database, but long enough to be one".utf8).write(
      to: URL(filePath: "\(open)/state.db"))
    let broken = try doctor(environment: ["XDG_STATE_HOME": folder.path])
    #expect(broken.exit == 1 && broken.checks["run store"]?.status == "fail")
    let wrong = try folder.file("wrong.recipe", "server s url 5\n")
    let config = try doctor(["-c", wrong], environment: ["XDG_STATE_HOME": "\(folder.path)/x"])
    #expect(config.exit == 1 && config.checks["configuration"]?.status == "fail")
    #expect(config.checks["configuration"]?.advice.contains("cachectl check") == true)
    let missing = try doctor(["-c", "/nonexistent.recipe"])
    #expect(missing.exit == 1 && missing.checks["configuration"]?.status == "fail")
  }

  @Test func aServer() throws {
    let server = try TestServer(["maxmemory 200mb"])
    defer { server.stop() }
    let before = try server.raw("INFO", "commandstats", replyEndsWith: "\r\n")
    let (exit, checks) = try doctor(["-s", "unix://\(server.socketPath)"])
    #expect(exit == 0, "\(checks)")
    for name in [
      "reachable", "version", "memory", "evictions", "persistence", "replication",
      "user", "clock",
    ] {
      #expect(checks[name]?.status == "ok", "\(name): \(checks[name]?.text ?? "")")
    }
    #expect(checks["latency"]?.text.contains("100 PINGs") == true)
    #expect(checks["eviction policy"]?.status == "warn")
    #expect(checks["eviction policy"]?.advice.contains("allkeys-lru") == true)
    #expect(!before.contains("cmdstat_set:"))
    #expect(try server.raw("DBSIZE") == ":0\r\n")
  }

  @Test func aServerThatIsAwayOrAReplica() throws {
    let away = try doctor(["-s", "unix:///nonexistent/s", "--timeout", "200ms"])
    #expect(away.exit == 1 && away.checks["reachable"]?.status == "fail")
    let server = try TestServer(["replicaof 127.0.0.1 1"])
    defer { server.stop() }
    let replica = try doctor(["-s", "unix://\(server.socketPath)"])
    #expect(replica.exit == 1 && replica.checks["replication"]?.status == "fail")
    #expect(replica.checks["memory"]?.status == "warn", "no limit")
  }
}
