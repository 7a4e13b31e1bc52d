import Foundation
import TestSupport
import Testing

/// What must not happen whatever is asked for: a protected key that is touched, an exit code that promises too much.
@Suite struct SafetyTests {
  private let server: TestServer
  private let client: TestClient
  private let folder: TemporaryFolder

  init() throws {
    server = try TestServer()
    client = try TestClient(server)
    folder = try TemporaryFolder()
    _ = try folder.file(
      "config.recipe",
      "server mine url \"unix://\(server.socketPath)\" class dev protect [\"perm:*\"]\n")
    try client.pipeline((1...5).map { ["SET", "a:\($0)", "v"] } + [["SET", "perm:1", "kept"]])
  }

  private func run(_ arguments: String..., on name: String = "mine") throws -> Program.Result {
    try Program.run(
      arguments + ["-c", "config.recipe", "-s", name, "-y"],
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
  }

  @Test func whatIsProtectedStays() throws {
    _ = try folder.file("rows.txt", "1\n2\n")
    let tagged = try run(
      "exec", "source r lines \"rows.txt\"",
      "key w = \"w:{line}\" type string ttl 1m..2h tag \"perm:tag\"",
      "warm w from r value text \"v\" ttl 1h jitter 1m")
    #expect(tagged.output.contains("\t0\t0\t2\t0\t"), "both rows are skipped: \(tagged.output)")
    let renamed = try run("sweep", "a:*", "by", "rename", "perm:{#key}")
    #expect(renamed.exit == 77 && renamed.errors.contains("G034"), "\(renamed.errors)")
    for command in ["FLUSHALL", "FLUSHDB"] {
      let flushed = try run("exec", "do `\(command)`")
      #expect(flushed.exit == 77 && flushed.errors.contains("protects some"), "\(flushed.errors)")
    }
    _ = try folder.file("take.lua", "return redis.call('SET', KEYS[1], ARGV[1])\n")
    let recipe = try folder.file("s.recipe", "lua take file \"take.lua\" keys 1\n")
    let called = try run("lua", "call", recipe, "take", "keys", "perm:lua", "args", "1")
    #expect(called.exit == 77 && called.errors.contains("protect"), "\(called.errors)")
    // What a sweep has kept, and the profile protects by now, is not put back.
    #expect(try run("exec", "sweep \"a:*\" undo \"undo\"").exit == 0)
    _ = try folder.file(
      "config.recipe",
      "server mine url \"unix://\(server.socketPath)\" class dev protect [\"perm:*\" \"a:2\"]\n")
    let undone = try run("undo", "last")
    #expect(undone.exit == 0 && undone.output.contains("\t5\t4\t0\t1\t0\t"), "\(undone.output)")
    // Under its address a server is the same one.
    let swept = try run("sweep", "perm:*", on: "unix://\(server.socketPath)")
    #expect(swept.output.contains("\t1\t0\t0\t1\t0\t"), "\(swept.output)")
    #expect(try client.call("GET", "perm:1").text == "kept")
    #expect(try client.call("KEYS", "perm:*").elements.count == 1)
  }

  @Test func fourSaysThatNothingWasChanged() throws {
    let guarded = "sweep \"b:*\" guard keys > 5"
    #expect(try run("exec", guarded).exit == 4)
    #expect(try run("exec", "do `GET a:1`", guarded).exit == 4, "a read changes nothing")
    #expect(try run("exec", "do `SET a:1 w`", guarded).exit == 5)
    #expect(try run("exec", "sweep \"a:*\"", guarded).exit == 5)
  }

  @Test func whatStoppedAtAFailureIsNotDone() throws {
    _ = try folder.file("rows.csv", "id\n1\nx\n3\n4\n5\n")
    let stopped = try run(
      "exec", "source r csv \"rows.csv\" columns [id:int]",
      "warm t from r key \"t:{id}\" value text \"v\" ttl 1h jitter 1m fail stop tolerate 50%")
    #expect(stopped.exit == 5 && stopped.output.contains("partial"), "\(stopped.output)")
  }

  @Test func aFamilyHasOneTag() throws {
    let recipe = try folder.file(
      "t.recipe", "key e = \"e:{id}\" type string tag \"x:{id}\" tag \"all\"\n")
    let result = try Program.run("check", recipe)
    #expect(result.exit == 65 && result.errors.contains("takes `tag` once"), "\(result.errors)")
  }

  /// A replica takes nothing: what is left is not sent.
  @Test func aServerThatBecomesAReplicaEndsTheRun() throws {
    _ = try folder.file("rows.txt", (1...20_000).map { "\($0)\n" }.joined())
    let program = try Program.start(
      [
        "exec", "source r lines \"rows.txt\"",
        "warm w from r key \"w:{line}\" value text \"v\" ttl 1h jitter 1m rate 2k/s", "-s",
        "unix://\(server.socketPath)", "-y", "--json",
      ], environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
    for _ in 0..<6000 where try client.call("DBSIZE").integer ?? 0 < 500 { usleep(10_000) }
    try client.call("REPLICAOF", "127.0.0.1", "1")
    let ending = try program.finish(seconds: 60)
    #expect(ending.exit == 77, "\(String(decoding: ending.errors, as: UTF8.self))")
    let report = try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any]
    let statement = try #require((report?["statements"] as? [[String: Any]])?.first)
    #expect(statement["failed"] as? Int ?? 20_000 < 10_000, "\(statement)")
    #expect("\(statement["error"] ?? "")".contains("replica"), "\(statement)")
  }

  @Test func aBrokenConfigurationIsSaid() throws {
    _ = try folder.file("broken.recipe", "server x url \"redis://\n")
    let result = try Program.run(
      "audit", "*", "-c", "broken.recipe", "-s", "sandbox:", folder: folder.path)
    #expect(result.exit == 78 && result.errors.contains("error["), "\(result.errors)")
  }

  @Test func eventsNameWhatFailed() throws {
    _ = try folder.file("rows.csv", "id\n1\nx\n")
    let result = try run(
      "exec", "source r csv \"rows.csv\" columns [id:int]",
      "warm t from r key \"t:{id}\" value text \"v\" ttl 1h jitter 1m", "-f", "ndjson")
    #expect(result.output.contains("\"failed_by\":{\"type\":1}"), "\(result.output)")
    #expect(result.output.contains("\"items\":[{\"code\":\"type\""), "\(result.output)")
  }

  /// A user that has no MULTI cannot be asked for its rights: it is said when the server refuses some.
  @Test func rightsThatCouldNotBeAskedForAreSaid() throws {
    try client.call(
      "ACL", "SETUSER", "job", "on", ">pw", "~*", "+ping", "+info", "+scan", "+dbsize", "+time")
    let result = try Program.run(
      ["sweep", "a:*", "-s", "unix://job@\(server.socketPath)", "-y"],
      environment: ["XDG_STATE_HOME": "\(folder.path)/state", "REDISCLI_AUTH": "pw"])
    #expect(result.exit == 5 && result.errors.contains("no +multi +discard"), "\(result.errors)")
    #expect(try client.call("DBSIZE").integer == 6)
  }
}
