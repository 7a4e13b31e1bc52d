import Foundation
import TestSupport
import Testing

/// A server that is started again, empty, in the middle of a run: what it had acknowledged is not counted as there.
@Suite struct RestartTests {
  private let server: TestServer
  private let folder: TemporaryFolder

  init() throws {
    server = try TestServer()
    folder = try TemporaryFolder()
    _ = try folder.file("rows.csv", "id,v\n" + (1...6000).map { "\($0),\($0 % 97)\n" }.joined())
  }

  private func run(
    _ statement: String, until size: Int, _ flags: String...
  ) throws -> (exit: Int32, output: String, errors: String) {
    let recipe = try folder.file("r.recipe", "source r csv \"rows.csv\"\n\(statement)\n")
    let program = try Program.start(
      ["run", recipe, "-s", "unix://\(server.socketPath)", "-y"] + flags, folder: folder.path)
    for _ in 0..<6000 where try TestClient(server).call("DBSIZE").integer ?? 0 < size {
      usleep(10_000)
    }
    try server.restart()
    let ending = try program.finish(seconds: 180)
    return (
      ending.exit, String(decoding: ending.output, as: UTF8.self),
      String(decoding: ending.errors, as: UTF8.self)
    )
  }

  @Test(arguments: ["list \"{id}\" ttl 1h write append", "set \"{id}\" ttl 1h write append"])
  func whatAddsIsInDoubt(value: String) throws {
    let result = try run(
      "warm w from r key \"w:{v}\" value \(value) rate 2k/s", until: 90, "--json")
    #expect(result.exit == 5, "\(result.errors)")
    let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let statement = try #require((report?["statements"] as? [[String: Any]])?.first)
    let (ok, unknown) = (statement["ok"] as? Int ?? 0, statement["unknown"] as? Int ?? 0)
    #expect(statement["planned"] as? Int == 6000 && unknown > 80, "\(statement)")
    // What is counted as written is there.
    let client = try TestClient(server)
    let command = value.hasPrefix("list") ? "LLEN" : "SCARD"
    let kept = try (0..<97).reduce(0) { try $0 + (client.call(command, "w:\($1)").integer ?? 0) }
    #expect(kept >= ok && kept <= 6000, "\(kept) of \(ok)")
    #expect(result.errors.contains("the server was started again"), "\(result.errors)")
  }

  @Test func whatIsMissingIsSaidWhereNobodyLooks() throws {
    let result = try run(
      "warm w from r key \"w:{id}\" value text \"v\" ttl 1h write always verify all rate 2k/s",
      until: 500)
    #expect(result.exit == 5, "\(result.errors)")
    #expect(result.errors.contains("written keys read again"), "\(result.errors)")
    #expect(result.errors.contains("the connection was lost"), "\(result.errors)")
    #expect(result.output.contains("\tverified.missing\t"), "\(result.output)")
  }

  /// A job is its recipe on a server, whatever the server is called.
  @Test func twoNamesOfOneServerAreOneJob() throws {
    let config = try folder.file(
      "config.recipe", "server shop url \"unix://\(server.socketPath)\" class dev\n")
    let recipe = try folder.file(
      "j.recipe",
      "source r csv \"rows.csv\"\nwarm w from r key \"w:{id}\" value text \"v\" ttl 1h write always rate 100/s\n"
    )
    let state = ["XDG_STATE_HOME": "\(folder.path)/state"]
    let first = try Program.start(
      ["run", recipe, "-s", "unix://\(server.socketPath)", "-y"], environment: state,
      folder: folder.path)
    for _ in 0..<6000 where try TestClient(server).call("DBSIZE").integer ?? 0 < 10 {
      usleep(10_000)
    }
    let second = try Program.run(
      "run", recipe, "-c", config, "-s", "shop", "-y", environment: state, folder: folder.path)
    #expect(second.exit == 75, "\(second.errors)")
    first.send(SIGTERM)
    #expect(try first.finish(seconds: 60).exit == 143)
  }
}
