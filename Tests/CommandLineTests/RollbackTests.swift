import Foundation
import TestSupport
import Testing

/// The way back from a deploy: byte for byte on every node, or refused.
@Suite struct RollbackTests {
  private let folder: TemporaryFolder
  private let server: TestServer
  private let replica: TestServer
  private let recipe: String

  init() throws {
    folder = try TemporaryFolder()
    server = try TestServer(["repl-diskless-sync-delay 0"], withPort: true)
    let port = try #require(server.port)
    replica = try TestServer(["replicaof 127.0.0.1 \(port)"], withPort: true)
    _ = try folder.file("add.lua", "return 1\n")
    recipe = try folder.file(
      "r.recipe",
      """
      lua add file "add.lua"
      lua limits file "limits.lua" kind library
      deploy limiter scripts [add limits] drift overwrite
      """)
    try wait("the replica is in step") {
      try TestClient(server).call("INFO", "replication").text?.contains("state=online") == true
    }
  }

  private func wait(_ what: String, until isDone: () throws -> Bool) throws {
    for _ in 0..<1500 {
      if try isDone() { return }
      usleep(20_000)
    }
    throw TestFailure("not within 30 s: \(what)")
  }

  private static func code(_ answer: Int) -> String {
    "#!lua name=limits\nredis.register_function('below', function() return \(answer) end) -- é\n"
  }

  /// Deploys a version; gives the run's id.
  private func deploy(_ answer: Int) throws -> String {
    _ = try folder.file("limits.lua", Self.code(answer))
    let result = try Program.run("run", recipe, "-y", "--json", "-s", "unix://\(server.socketPath)")
    #expect(result.exit == 0, "\(result.errors)")
    return try #require(try result.json()["run"] as? String)
  }

  private func rollback(_ run: String) throws -> Program.Result {
    try Program.run("deploy", "rollback", run, "-y", "--json")
  }

  /// The code under the library's name; nil for none.
  private func holds(_ server: TestServer) throws -> String? {
    let list = try TestClient(server).call("FUNCTION", "LIST", "LIBRARYNAME", "limits", "WITHCODE")
    return list.elements.first?.elements.last?.text
  }

  @Test func whatStoodBeforeIsPutBackOnEveryNode() throws {
    let first = try deploy(1)
    let second = try deploy(2)
    #expect(try holds(replica) == Self.code(2))

    let early = try rollback(first)
    #expect(early.exit == 4, "somebody has deployed since: \(early.errors)")
    #expect(try holds(server) == Self.code(2))

    let back = try rollback(second)
    #expect(back.exit == 0, "\(back.errors)")
    #expect(try holds(server) == Self.code(1) && holds(replica) == Self.code(1))
    let again = try rollback(second)
    #expect(
      again.exit == 0 && again.errors.contains("nothing to do")
        || again.output.contains("nothing to do"))

    let forth = try rollback(try #require(try back.json()["run"] as? String))
    #expect(forth.exit == 0, "\(forth.errors)")
    #expect(try holds(server) == Self.code(2) && holds(replica) == Self.code(2))
  }

  @Test func aLibraryThatWasNotThereIsRemoved() throws {
    let run = try deploy(1)
    let planned = try Program.run("deploy", "rollback", run, "--plan-only")
    #expect(planned.exit == 0, "\(planned.errors)")
    #expect(try holds(server) == Self.code(1))
    let back = try rollback(run)
    #expect(back.exit == 0, "\(back.errors)")
    #expect(try holds(server) == nil && holds(replica) == nil)
    #expect(
      try TestClient(server).call("EVALSHA", "48df9b519ca145c867b895f740b37bd891e887af", "0")
        .integer == 1, "scripts stay")
    let raw = try Program.run(
      "exec", "do `SET k v`", "-y", "--json", "-s", "unix://\(server.socketPath)")
    let other = try #require(try raw.json()["run"] as? String)
    #expect(try rollback(other).exit == 64)
  }
}
