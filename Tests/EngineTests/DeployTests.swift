import Engine
import Foundation
import Recipe
import TestSupport
import Testing

/// A primary and two replicas: everything ends on all of them, or it is said where not.
@Suite struct DeployTests {
  private static let script = "return {tonumber(ARGV[1]), KEYS[1]}\n"
  private static let recipe = """
    lua take file "take.lua" keys 1
    lua limits file "limits.lua" kind library
    deploy limiter scripts [take limits]
    """

  private let bench: Workbench
  private let replicas: [TestServer]

  init() throws {
    bench = try Workbench(withPort: true)
    let port = try #require(bench.server.port)
    replicas = try (0..<2).map { _ in
      try TestServer(["replicaof 127.0.0.1 \(port)", "repl-diskless-sync-delay 0"], withPort: true)
    }
    try bench.write(Self.script, to: "take.lua")
    try bench.write(Self.library(answer: 1), to: "limits.lua")
    try waitForReplicas()
  }

  private static func library(answer: Int) -> String {
    "#!lua name=limits\nredis.register_function('below', function() return \(answer) end)\n"
  }

  /// Until the primary says that both are in step.
  private func waitForReplicas() throws {
    for _ in 0..<1500 {
      let info = try bench.client.call("INFO", "replication").text ?? ""
      if info.components(separatedBy: "state=online").count == 3 { return }
      usleep(20_000)
    }
    throw TestFailure("the replicas are not in step after 30 s")
  }

  /// All that a server says of its function libraries, their code included.
  private func libraries(of server: TestServer) throws -> String {
    func text(_ reply: TestReply) -> String {
      reply.elements.isEmpty ? reply.text ?? "" : reply.elements.map(text).joined(separator: "\n")
    }
    return text(try TestClient(server).call("FUNCTION", "LIST", "WITHCODE"))
  }

  private func deploy(_ drift: String = "") throws -> StatementReport {
    try bench.runOne(Self.recipe + drift)
  }

  @Test func everyNodeHoldsEveryScriptAndASecondRunDoesNothing() throws {
    let first = try deploy()
    #expect(first.exit == .done && first.ledger.ok == 6, "\(first)")
    for server in [bench.server] + replicas {
      let client = try TestClient(server)
      let digest = try #require(first.deploy?.nodes[0].items[0].digest.hex)
      #expect(try client.call("SCRIPT", "EXISTS", digest).elements[0].integer == 1)
      #expect(try libraries(of: server).contains("return 1"))
    }
    let second = try deploy()
    #expect(second.exit == .done && second.ledger.ok == 0 && second.ledger.skipped == 6)
  }

  @Test func whatAReplicaLostIsSeenAndLoadedAgain() throws {
    #expect(try deploy().exit == .done)
    let client = try TestClient(replicas[0])
    _ = try client.call("SCRIPT", "FLUSH")
    let plan = try bench.runOne(Self.recipe, planOnly: true)
    #expect(plan.plan?.matched == 1, "\(plan)")
    let again = try deploy()
    #expect(again.exit == .done && again.ledger.ok == 1 && again.ledger.skipped == 5)
  }

  @Test func anotherLibraryIsReplacedOnlyWhenToldTo() throws {
    #expect(try deploy().exit == .done)
    try bench.write(Self.library(answer: 2), to: "limits.lua")
    let refused = try deploy()
    #expect(refused.exit == .guardRefused, "\(refused)")
    #expect(try bench.client.call("FCALL", "below", "0").integer == 1)
    let reported = try deploy(" drift report")
    #expect(reported.ledger.skipped == 6 && reported.ledger.failed == 0, "\(reported.ledger)")
    #expect(try bench.client.call("FCALL", "below", "0").integer == 1)
    #expect(try deploy(" drift overwrite").exit == .done)
    for server in [bench.server] + replicas {
      #expect(try libraries(of: server).contains("return 2"))
    }
  }

  @Test func aNodeThatRefusesLeavesEveryNodeAsItWas() throws {
    let client = try TestClient(replicas[1])
    _ = try client.call("ACL", "SETUSER", "default", "-script|load")
    let report = try deploy()
    #expect(report.exit != .done, "\(report)")
    #expect(report.ledger.planned == 6, "\(report.ledger)")
    #expect(try libraries(of: bench.server) == "")
  }
}
