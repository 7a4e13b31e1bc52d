import Foundation
import TestSupport
import Testing

/// The shipped scripts: their own tests, and the promises that no test in a recipe can show.
@Suite struct LuaRecipeTests {
  static let recipes =
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(Program.repository)/recipes/lua"))
    ?? [])
    .filter { $0.hasSuffix(".recipe") }.sorted()

  @Test(arguments: recipes) func testsOfARecipePass(_ name: String) throws {
    let file = "recipes/lua/\(name)"
    let result = try Program.run("lua", "test", file)
    #expect(result.exit == 0, "\(result.errors)\(result.output)")
    #expect(!result.errors.contains("has no test"), "\(result.errors)")
    let list =
      try Program.run("lua", "list", file, "--json").json()["scripts"] as? [[String: Any]]
    #expect(
      try #require(list).allSatisfy { $0["pin"] as? String == "ok" }, "run cachectl lua pin \(file)"
    )
    #expect(try Program.run("check", file).errors == "", "a warning in a shipped script")
  }

  private static func script(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Program.repository)/recipes/lua/\(name).lua", encoding: .utf8)
  }

  private static func load(_ client: TestClient, _ name: String) throws -> String {
    try #require(try client.call("SCRIPT", "LOAD", script(name)).text)
  }

  @Test func oneOf200ClientsLoadsAColdKey() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server)
    let get = try Self.load(client, "lease_get")
    let set = try Self.load(client, "lease_set")
    let outcome = Outcome()
    let group = DispatchGroup()
    for number in 0..<200 {
      group.enter()
      let thread = Thread {
        defer { group.leave() }
        do { try outcome.note(Self.read(server, get, set, token: "token-\(number)")) } catch {
          outcome.fail("\(error)")
        }
      }
      thread.stackSize = 256 << 10
      thread.start()
    }
    #expect(group.wait(timeout: .now() + 60) == .success)
    #expect(outcome.failures == [])
    #expect(outcome.loads == 1)
    #expect(outcome.values == Array(repeating: "loaded", count: 200))
  }

  /// Reads through the cache, as an application would: whether it loaded, and the value.
  private static func read(
    _ server: TestServer, _ get: String, _ set: String, token: String
  ) throws -> (loaded: Bool, value: String) {
    let client = try TestClient(server)
    for _ in 0..<6000 {
      let reply = try client.call("EVALSHA", get, "2", "p:{1}", "p:{1}:lease", "30000", token)
      switch reply.elements.first?.text {
      case "hit": return (false, reply.elements[1].text ?? "")
      case "load":
        usleep(50_000)  // What a database takes: everybody else has asked by then.
        let stored = try client.call(
          "EVALSHA", set, "2", "p:{1}", "p:{1}:lease", token, "loaded", "60000")
        guard stored.integer == 1 else { throw TestFailure("the only loader was refused") }
        return (true, "loaded")
      case "wait": usleep(5000)
      default: throw TestFailure("\(reply)")
      }
    }
    throw TestFailure("waited for 30 s")
  }

  private final class Outcome: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var loads = 0
    private(set) var values: [String] = []
    private(set) var failures: [String] = []

    func note(_ read: (loaded: Bool, value: String)) {
      lock.withLock {
        loads += read.loaded ? 1 : 0
        values.append(read.value)
      }
    }

    func fail(_ text: String) { lock.withLock { failures.append(text) } }
  }

  /// Loaders and writers, a step at a time in any order: at the end the cache has what the database has, or nothing.
  @Test func aStaleSetIsRefusedInAThousandInterleavings() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server)
    let get = try Self.load(client, "lease_get")
    let set = try Self.load(client, "lease_set")
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var refused = 0
    for round in 0..<1000 {
      let (key, lease) = ("p:{\(round)}", "p:{\(round)}:lease")
      var database = 0
      var loaded: [Int: Int] = [:]
      var holds: Set<Int> = []
      // Three loaders (ask, read the database, store) and two writers (write the database, invalidate).
      var steps = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4]
      steps.shuffle(using: &random)
      var done: [Int: Int] = [:]
      for actor in steps {
        let step = done[actor, default: 0]
        done[actor] = step + 1
        switch (actor, step) {
        case (3..., 0): database += 1
        case (3..., _): _ = try client.call("UNLINK", key, lease)
        case (_, 0):
          let reply = try client.call("EVALSHA", get, "2", key, lease, "30000", "\(actor)")
          if reply.elements.first?.text == "load" { holds.insert(actor) }
        case (_, 1): loaded[actor] = database
        case _ where holds.contains(actor):
          let reply = try client.call(
            "EVALSHA", set, "2", key, lease, "\(actor)", "\(loaded[actor] ?? -1)", "60000")
          if reply.integer == 0 { refused += 1 }
        default: break
        }
      }
      let cached = try client.call("GET", key)
      #expect(
        cached == .null || cached.integer == database || cached.text == "\(database)",
        "seed \(seed), round \(round): \(cached), the database has \(database)")
    }
    #expect(refused > 50, "seed \(seed): hardly any set was late")
  }
}
