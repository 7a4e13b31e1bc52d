import Foundation
import TestSupport
import Testing

/// Real sentinels over a master and its replica: who is master now is asked for, also in the middle of a run.
@Suite struct SentinelTests {
  private let master: TestServer
  private let replica: TestServer
  private let sentinels: [TestServer]
  private let folder: TemporaryFolder

  init() throws {
    let password = ["requirepass s3cret", "masterauth s3cret", "repl-diskless-sync-delay 0"]
    master = try TestServer(password, withPort: true)
    replica = try TestServer(
      password + ["replicaof 127.0.0.1 \(master.port ?? 0)"], withPort: true)
    let watch = [
      "sentinel monitor shop 127.0.0.1 \(master.port ?? 0) 2", "sentinel auth-pass shop s3cret",
      "sentinel down-after-milliseconds shop 1000", "sentinel failover-timeout shop 5000",
    ]
    sentinels = try (0..<3).map { _ in
      try TestServer(watch, withPort: true, arguments: ["--sentinel"])
    }
    folder = try TemporaryFolder()
    // The replica is there, and the sentinels know of it and of each other.
    try wait("the replica") {
      try ask(replica, "INFO", "replication").contains("master_link_status:up")
    }
    for sentinel in sentinels {
      try wait("a sentinel") {
        let state = try sentinel.raw("SENTINEL", "MASTER", "shop", replyEndsWith: "\r\n")
        return state.contains("num-slaves\r\n$1\r\n1")
          && state.contains("num-other-sentinels\r\n$1\r\n2")
      }
    }
  }

  private func wait(_ what: String, until holds: () throws -> Bool) throws {
    for _ in 0..<6000 {
      if (try? holds()) == true { return }
      usleep(10_000)
    }
    throw TestFailure("waited for \(what) in vain")
  }

  private func client(_ server: TestServer) throws -> TestClient {
    let client = try TestClient(server)
    try client.call("AUTH", "s3cret")
    return client
  }

  private func ask(_ server: TestServer, _ command: String...) throws -> String {
    try client(server).pipeline([command])[0].text ?? ""
  }

  private var address: String {
    "redis-sentinel://" + sentinels.map { "127.0.0.1:\($0.port ?? 0)" }.joined(separator: ",")
      + "/shop"
  }

  private let environment = ["REDISCLI_AUTH": "s3cret"]

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(
      arguments + ["-s", address, "-y"], environment: environment, folder: folder.path)
  }

  /// One sentinel is gone and one watches something else: the third is asked.
  @Test func theMasterIsFoundAndNamed() throws {
    #expect(try run("exec", "do `SET k v`").exit == 0)
    #expect(try client(master).call("GET", "k").text == "v")
    sentinels[0].crash()
    #expect(try run("audit", "*").exit == 0)
    let unknown = try Program.run(
      ["audit", "*", "-s", address.replacing("/shop", with: "/none")], environment: environment)
    #expect(unknown.exit == 69 || unknown.exit == 78, "\(unknown.errors)")
    #expect(unknown.errors.contains("no master `none` by the sentinels"), "\(unknown.errors)")
    let nobody = try Program.run(
      "audit", "*", "-s", "redis-sentinel://127.0.0.1:1/shop", "--timeout", "500ms")
    #expect(nobody.exit == 69 && nobody.errors.contains("127.0.0.1:1"), "\(nobody.errors)")
  }

  /// The master dies in the middle of a warm: the run waits for the next one, sends again what may be, and adds up.
  @Test func aRunGoesOnAtTheNextMaster() throws {
    let rows = (1...8000).map { "\($0)" }.joined(separator: "\n")
    _ = try folder.file("rows.txt", rows + "\n")
    let recipe = try folder.file(
      "w.recipe",
      "source s lines \"rows.txt\"\nwarm w { from s key \"k:{line}\" value text \"v{line}\" ttl 1h write always rate 2k/s }\n"
    )
    let program = try Program.start(
      ["run", recipe, "-s", address, "-y", "--json"], environment: environment, folder: folder.path)
    try wait("some rows") { try client(master).call("DBSIZE").integer ?? 0 > 1000 }
    master.crash()
    let ending = try program.finish(seconds: 180)
    let errors = String(decoding: ending.errors, as: UTF8.self)
    #expect(ending.exit == 0 || ending.exit == 5 && errors.contains(" missing"), "\(errors)")
    let report = try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any]
    let statement = try #require((report?["statements"] as? [[String: Any]])?.first)
    #expect(statement["planned"] as? Int == 8000 && statement["ok"] as? Int == 8000, "\(statement)")
    #expect("\(statement["notes"] ?? "")".contains("made again"), "\(statement)")
    // What the old master had acknowledged and not yet passed on is lost, as replication has it: little.
    let kept = try client(replica).call("DBSIZE").integer ?? 0
    #expect(kept > 7000 && kept <= 8000, "\(kept)")
    #expect(try client(replica).call("GET", "k:8000").text == "v8000")
  }

  /// The master is made a replica and stays connected: a write that it refuses goes to the new one.
  @Test func aDemotedMasterIsLeft() throws {
    _ = try folder.file("rows.txt", (1...4000).map { "\($0)\n" }.joined())
    let recipe = try folder.file(
      "w.recipe",
      "source s lines \"rows.txt\"\nwarm w { from s key \"k:{line}\" value text \"v\" ttl 1h write always rate 250/s }\n"
    )
    let program = try Program.start(
      ["run", recipe, "-s", address, "-y", "--json"], environment: environment, folder: folder.path)
    try wait("some rows") { try client(master).call("DBSIZE").integer ?? 0 > 300 }
    _ = try sentinels[1].raw("SENTINEL", "FAILOVER", "shop")
    let ending = try program.finish(seconds: 180)
    // What the old one took while it did not know is thrown away, and found missing.
    let errors = String(decoding: ending.errors, as: UTF8.self)
    #expect(ending.exit == 0 || ending.exit == 5 && errors.contains(" missing"), "\(errors)")
    #expect(try ask(replica, "INFO", "replication").contains("role:master"))
    // Long before the last rows.
    #expect(try client(replica).call("GET", "k:4000").text == "v")
  }
}
