import Foundation
import TestSupport
import Testing

/// The way back from a deploy: byte for byte on every node, or refused.
@Suite struct RollbackTests {
  private let folder: TemporaryFolder
  private let recipe: String

  /// A primary and two replicas.
  private final class Group {
    let primary: TestServer
    let replicas: [TestServer]
    var servers: [TestServer] { [primary] + replicas }

    init(_ binary: ServerBinary?) throws {
      primary = try TestServer(["repl-diskless-sync-delay 0"], binary: binary, withPort: true)
      guard let port = primary.port else { throw TestFailure("a primary without a port") }
      replicas = try (0..<2).map { _ in
        try TestServer(["replicaof 127.0.0.1 \(port)"], binary: binary, withPort: true)
      }
    }

    deinit { for server in servers { server.stop() } }
  }

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.file("add.lua", "return 1\n")
    recipe = try folder.file(
      "r.recipe",
      """
      lua add file "add.lua"
      lua limits file "limits.lua" kind library
      deploy limiter scripts [add limits] drift overwrite
      """)
  }

  private func start(_ binary: ServerBinary?) throws -> Group {
    let group = try Group(binary)
    try wait("the replicas are in step") {
      try TestClient(group.primary).call("INFO", "replication").text?
        .components(separatedBy: "state=online").count == 3
    }
    return group
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
  private func deploy(_ answer: Int, to group: Group) throws -> String {
    let result = try run(answer, on: group)
    #expect(result.exit == 0, "\(result.errors)")
    return try #require(try result.json()["run"] as? String)
  }

  private func run(_ answer: Int, on group: Group) throws -> Program.Result {
    _ = try folder.file("limits.lua", Self.code(answer))
    return try Program.run(
      "run", recipe, "-y", "--json", "-s", "unix://\(group.primary.socketPath)")
  }

  private func rollback(_ run: String) throws -> Program.Result {
    try Program.run("deploy", "rollback", run, "-y", "--json")
  }

  /// The code under the library's name on each node, byte for byte; nil for none.
  private func holds(_ group: Group) throws -> [String?] {
    try group.servers.map { server in
      let list = try TestClient(server).call(
        "FUNCTION", "LIST", "LIBRARYNAME", "limits", "WITHCODE")
      // Newer servers add fields behind the code.
      let fields = list.elements.first?.elements ?? []
      let place = fields.firstIndex { $0.text == "library_code" }
      return place.flatMap { fields[$0 + 1].text }
    }
  }

  private func all(_ answer: Int?) -> [String?] {
    Array(repeating: answer.map(Self.code), count: 3)
  }

  @Test(arguments: [nil] + ServerBinary.others().map(Optional.some))
  func whatStoodBeforeIsPutBackOnEveryNode(_ binary: ServerBinary?) throws {
    let group = try start(binary)
    if case .error = try TestClient(group.primary).call("FUNCTION", "LIST") {
      // Redis 6.2: libraries are refused by name, and nothing is loaded.
      let refused = try run(1, on: group)
      #expect(refused.exit != 0 && refused.errors.contains("limits"), "\(refused.errors)")
      return
    }
    let first = try deploy(1, to: group)
    let second = try deploy(2, to: group)
    #expect(try holds(group) == all(2))

    let early = try rollback(first)
    #expect(early.exit == 4, "somebody has deployed since: \(early.errors)")
    #expect(try holds(group) == all(2))

    let back = try rollback(second)
    #expect(back.exit == 0, "\(back.errors)")
    #expect(try holds(group) == all(1))
    let again = try rollback(second)
    #expect(
      again.exit == 0 && again.errors.contains("nothing to do")
        || again.output.contains("nothing to do"))

    let forth = try rollback(try #require(try back.json()["run"] as? String))
    #expect(forth.exit == 0, "\(forth.errors)")
    #expect(try holds(group) == all(2))
  }

  @Test func aLibraryThatWasNotThereIsRemoved() throws {
    let group = try start(nil)
    let run = try deploy(1, to: group)
    let planned = try Program.run("deploy", "rollback", run, "--plan-only")
    #expect(planned.exit == 0, "\(planned.errors)")
    #expect(try holds(group) == all(1))
    let back = try rollback(run)
    #expect(back.exit == 0, "\(back.errors)")
    #expect(try holds(group) == all(nil))
    #expect(
      try TestClient(group.primary).call("EVALSHA", "48df9b519ca145c867b895f740b37bd891e887af", "0")
        .integer == 1, "scripts stay")
    let raw = try Program.run(
      "exec", "do `SET k v`", "-y", "--json", "-s", "unix://\(group.primary.socketPath)")
    let other = try #require(try raw.json()["run"] as? String)
    #expect(try rollback(other).exit == 64)
  }
}
