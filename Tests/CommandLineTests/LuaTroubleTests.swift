import Foundation
import TestSupport
import Testing

/// Scripts where something is against them: an ACL, a replica that went away, a file that is far too large.
@Suite struct LuaTroubleTests {
  private let folder: TemporaryFolder
  private let server: TestServer
  private var address: String { "unix://\(server.socketPath)" }

  init() throws {
    folder = try TemporaryFolder()
    server = try TestServer(["repl-diskless-sync-delay 0"], withPort: true)
    _ = try folder.file("one.lua", "return 1\n")
  }

  private func recipe(_ text: String) throws -> String { try folder.file("l.recipe", text) }

  @Test func anACLThatForbidsScriptsIsSaid() throws {
    let file = try recipe("lua one file \"one.lua\" test expect 1\ndeploy d scripts [one]\n")
    let client = try TestClient(server)
    _ = try client.call("ACL", "SETUSER", "default", "-script")
    let call = try Program.run("lua", "call", file, "one", "-s", address)
    #expect(call.exit == 77 && call.errors.contains("SCRIPT LOAD"), "\(call.errors)")
    let test = try Program.run("lua", "test", file, "-s", address)
    #expect(test.exit == 77, "\(test.errors)")
    let diff = try Program.run("lua", "diff", file, "-s", address)
    #expect(diff.exit == 77 && diff.errors.contains("SCRIPT EXISTS"), "\(diff.errors)")
    let deploy = try Program.run("run", file, "-y", "-s", address)
    #expect(deploy.exit == 77, "\(deploy.errors)")
  }

  @Test func aReplicaThatWasAwayIsSeenAndMended() throws {
    let port = try #require(server.port)
    let replica = try TestServer(["replicaof 127.0.0.1 \(port)"], withPort: true)
    defer { replica.stop() }
    func waitForReplica() throws {
      let client = try TestClient(server)
      for _ in 0..<1500 {
        if try client.call("INFO", "replication").text?.contains("state=online") == true { return }
        usleep(20_000)
      }
      throw TestFailure("the replica is not in step after 30 s")
    }
    try waitForReplica()
    let file = try recipe("lua one file \"one.lua\"\ndeploy d scripts [one]\n")
    func deployed() throws -> (exit: Int32, ok: Int) {
      let result = try Program.run("run", file, "-y", "--json", "-s", address)
      return (result.exit, try result.statements().first?["ok"] as? Int ?? -1)
    }
    replica.crash()
    #expect(try deployed() == (0, 1), "the primary alone")
    try replica.restart()
    try waitForReplica()
    let diff = try Program.run("lua", "diff", file, "--json", "-s", address)
    let rows = try diff.json()["scripts"] as? [[String: String]] ?? []
    #expect(diff.exit == 2)
    #expect(rows.map { $0["node_holds"] } == ["present", "absent"])
    #expect(try deployed() == (0, 1), "the replica")
    #expect(try Program.run("lua", "diff", file, "-s", address).exit == 0)
    #expect(try deployed() == (0, 0))
  }

  @Test func tenMegabytesOfLuaAreRefused() throws {
    _ = try folder.file("huge.lua", String(repeating: "local a = 1\n", count: 900_000))
    let file = try recipe("lua huge file \"huge.lua\" test expect 1\n")
    for command in ["list", "pin", "test"] {
      let result = try Program.run("lua", command, file)
      #expect(result.exit == 65 && result.errors.contains("MB"), "\(command): \(result.errors)")
    }
  }
}
