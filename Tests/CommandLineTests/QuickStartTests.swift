import Foundation
import TestSupport
import Testing

/// What a newcomer runs first, on the embedded default.
@Suite struct QuickStartTests {
  private static let recipe = "recipes/quickstart/airports.recipe"

  @Test func everyRowIsOkAndTheCountsAddUp() throws {
    let result = try Program.run("run", Self.recipe, "-s", "sandbox:", "-y", "--json")
    #expect(result.exit == 0, "\(result.errors)")
    let statements = try result.statements()
    #expect(try result.json()["v"] as? Int == 1)
    #expect(try result.json()["exit"] as? Int == 0)
    let names = statements.map { "\($0["verb"] ?? "") \($0["name"] ?? "")" }
    #expect(
      names == [
        "warm airport", "warm airport_label", "audit airport", "sweep airport", "audit remaining",
        "do ",
      ])
    for statement in statements {
      #expect(statement["status"] as? String == "ok")
      let count = { (name: String) in statement[name] as? Int ?? -1 }
      #expect(
        count("planned") == count("ok") + count("failed") + count("skipped") + count("unknown"))
      #expect(count("failed") == 0 && count("unknown") == 0)
    }
    #expect(statements[0]["ok"] as? Int == 3376)
    #expect(statements[1]["ok"] as? Int == 3376)
    #expect(statements[2]["keys"] as? Int == 3376)
    #expect(statements[3]["ok"] as? Int == 279)
    #expect(statements[4]["keys"] as? Int == 3376 - 279)
  }

  @Test func secondRunLeavesWhatIsThereAlone() throws {
    let server = try TestServer()
    let arguments = ["run", Self.recipe, "-s", "unix://\(server.socketPath)", "-y", "--json"]
    _ = try Program.run(arguments)
    let statements = try Program.run(arguments).statements()
    #expect(statements[1]["ok"] as? Int == 0)
    #expect(statements[1]["skipped"] as? Int == 3376)
    #expect(statements[1]["skipped_by"] as? [String: Int] == ["present": 3376])
  }

  @Test func planWritesNothing() throws {
    let server = try TestServer()
    let result = try Program.run(
      "plan", Self.recipe, "warm:airport", "-s", "unix://\(server.socketPath)", "--json")
    #expect(result.exit == 0)
    let statement = try #require(try result.statements().first)
    #expect(statement["status"] as? String == "planned")
    #expect(statement["matched"] as? Int == 3376)
    #expect((statement["sample"] as? [Any])?.isEmpty == false)
    #expect(try server.raw("DBSIZE") == ":0\r\n")
  }

  @Test func planExitCodeSaysWhetherSomethingWouldChange() throws {
    let server = try TestServer()
    let url = "unix://\(server.socketPath)"
    let plan = ["plan", Self.recipe, "-s", url, "--exit-code"]
    #expect(try Program.run(plan + ["warm:airport"]).exit == 2)
    #expect(try Program.run(plan + ["audit:remaining"]).exit == 0)
  }

  @Test func shippedRecipesCheckAndAreLaidOut() throws {
    let folder = "\(Program.repository)/recipes"
    let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap {
      ($0 as? String).flatMap { $0.hasSuffix(".recipe") ? "recipes/\($0)" : nil }
    }
    #expect(!files.isEmpty)
    let checked = try Program.run(["check"] + files)
    #expect(checked.exit == 0, "\(checked.errors)")
    let laidOut = try Program.run(["fmt", "--check"] + files)
    #expect(laidOut.exit == 0, "not laid out: \(laidOut.output)")
  }
}
