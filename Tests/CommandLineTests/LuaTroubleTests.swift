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

  @Test(arguments: [nil] + ServerBinary.others().map(Optional.some))
  func aReplicaThatWasAwayIsSeenAndMended(_ binary: ServerBinary?) throws {
    let server = try TestServer(["repl-diskless-sync-delay 0"], binary: binary, withPort: true)
    defer { server.stop() }
    let address = "unix://\(server.socketPath)"
    let port = try #require(server.port)
    let replicas = try (0..<2).map { _ in
      try TestServer(["replicaof 127.0.0.1 \(port)"], binary: binary, withPort: true)
    }
    defer { for replica in replicas { replica.stop() } }
    func waitForReplicas(_ count: Int) throws {
      let client = try TestClient(server)
      for _ in 0..<1500 {
        let info = try client.call("INFO", "replication").text ?? ""
        if info.components(separatedBy: "state=online").count == count + 1 { return }
        usleep(20_000)
      }
      throw TestFailure("the replicas are not in step after 30 s")
    }
    try waitForReplicas(2)
    let file = try recipe("lua one file \"one.lua\"\ndeploy d scripts [one]\n")
    func deployed() throws -> (exit: Int32, ok: Int) {
      let result = try Program.run("run", file, "-y", "--json", "-s", address)
      return (result.exit, try result.statements().first?["ok"] as? Int ?? -1)
    }
    replicas[1].crash()
    try waitForReplicas(1)
    #expect(try deployed() == (0, 2), "the primary and the replica that is there")
    #expect(try Program.run("lua", "diff", file, "-s", address).exit == 0)
    try replicas[1].restart()
    try waitForReplicas(2)
    let diff = try Program.run("lua", "diff", file, "--json", "-s", address)
    let rows = try diff.json()["scripts"] as? [[String: String]] ?? []
    let holdings = rows.map { $0["node_holds"] ?? "" }.sorted()
    if case .error = try TestClient(server).call("FUNCTION", "LIST") {
      // Before Redis 7 scripts come with the data.
      #expect(diff.exit == 0 && holdings == ["present", "present", "present"], "\(holdings)")
    } else {
      #expect(diff.exit == 2 && holdings == ["absent", "present", "present"], "\(holdings)")
      #expect(try deployed() == (0, 1), "the replica that was away")
    }
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
