import Foundation
import TestSupport
import Testing

/// The exit codes of docs/cli.md: scripts rely on them to the letter.
@Suite struct ExitCodeTests {
  struct Case: CustomTestStringConvertible {
    let arguments: [String]
    let exit: Int32
    let says: String
    var input = ""
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Case(arguments: ["frob"], exit: 64, says: "no subcommand `frob`"),
    Case(arguments: ["sweeep", "x"], exit: 64, says: "did you mean `sweep`?"),
    Case(arguments: ["run"], exit: 64, says: "Missing expected argument"),
    Case(arguments: ["run", "a", "--frob"], exit: 64, says: "--frob"),
    Case(arguments: ["run", "nosuch.recipe"], exit: 66, says: "nosuch.recipe: No such file"),
    Case(arguments: ["run", "recipes"], exit: 66, says: "recipes: is a folder"),
    Case(arguments: ["check", "nosuch.recipe"], exit: 66, says: "nosuch.recipe"),
    Case(arguments: ["check", "-"], exit: 0, says: ""),
    Case(arguments: ["check", "-"], exit: 65, says: "did you mean `warm`?", input: "wrm x from y"),
    Case(arguments: ["check", "-"], exit: 65, says: "E0", input: "audit \"*\" \0"),
    Case(arguments: ["check", "-", "--set", "x"], exit: 64, says: "--set wants NAME=VALUE"),
    Case(arguments: ["check", "-", "--set", "x=1"], exit: 65, says: "x"),
    Case(
      arguments: ["run", "recipes/quickstart/airports.recipe", "airprt", "-s", "sandbox:"],
      exit: 64,
      says: "did you mean `airport`?"),
    Case(
      arguments: ["-s", "nosuch", "audit", "*"], exit: 64, says: "no server is called `nosuch`"),
    Case(arguments: ["-s", "redis://:hunter2@h", "audit", "*"], exit: 64, says: "REDISCLI_AUTH"),
    Case(
      arguments: ["-s", "unix:///nonexistent/s", "audit", "*", "--timeout", "200ms"], exit: 69,
      says: "/nonexistent/s"),
    Case(
      arguments: ["-s", "redis-cluster://127.0.0.1:1", "audit", "*"], exit: 78,
      says: "not built yet"),
    Case(
      arguments: ["-s", "sandbox:", "audit", "*", "assert", "keys == 1"], exit: 3, says: "keys == 1"
    ),
    Case(arguments: ["-s", "sandbox:", "audit", "*", "assert", "keys == 0"], exit: 0, says: ""),
    Case(
      arguments: ["-s", "sandbox:", "exec", "do `FROB` "], exit: 1, says: "unknown command"),
    Case(
      arguments: ["-s", "sandbox:", "exec", "do `FLUSHALL`", "--no-input"], exit: 77, says: "--yes"),
    Case(
      arguments: ["-s", "sandbox:", "sweep", "x:*", "rate", "5k"], exit: 65, says: "write `5k/s`"),
    Case(arguments: ["run", "-", "-s", "sandbox:"], exit: 0, says: "nothing to do"),
    Case(
      arguments: ["run", "-", "-s", "sandbox:"], exit: 64, says: "reads stdin",
      input: "source s csv \"-\"\nwarm w from s key \"w:{a}\" value text \"x\" ttl 1h"),
    Case(
      arguments: ["--json", "-f", "csv", "audit", "*"], exit: 64, says: "exclude each other"),
    Case(arguments: ["audit", "*", "--timeout", "5"], exit: 64, says: "--timeout"),
    Case(arguments: ["audit", "*", "-c", "nosuch.recipe"], exit: 66, says: "nosuch.recipe"),
  ])
  func endsWith(_ expected: Case) throws {
    let result = try Program.run(expected.arguments, input: expected.input)
    #expect(result.exit == expected.exit, "\(result.errors)")
    #expect(expected.says.isEmpty || result.errors.contains(expected.says), "\(result.errors)")
    #expect(!result.errors.contains("hunter2") && !result.output.contains("hunter2"))
  }

  @Test func guardRefusesAndChangesNothing() throws {
    let server = try TestServer()
    for index in 0..<10 { _ = try server.raw("SET", "g:\(index)", "x") }
    let result = try Program.run(
      "-s", "unix://\(server.socketPath)", "-y", "sweep", "g:*", "guard", "keys <= 5", "--json")
    #expect(result.exit == 4)
    #expect(result.errors.contains("nothing was changed"))
    let statement = try #require(try result.statements().first)
    #expect(statement["status"] as? String == "refused")
    #expect(try server.raw("DBSIZE") == ":10\r\n")
  }

  @Test func sweepAsksAndWithoutATerminalNamesTheFlag() throws {
    let server = try TestServer()
    _ = try server.raw("SET", "a", "x")
    let result = try Program.run("-s", "unix://\(server.socketPath)", "sweep", "a*")
    #expect(result.exit == 77)
    #expect(result.errors.contains("--yes"))
    #expect(try server.raw("EXISTS", "a") == ":1\r\n")
  }

  @Test func failedRowsAreNamedAndExitIsPartial() throws {
    let server = try TestServer()
    let folder = try TemporaryFolder()
    let rows = "id,ttl\n1,60\n2,x\n3,60\n"
    let recipe = try folder.file(
      "r.recipe",
      """
      source rows csv "rows.csv" columns [id ttl:int]
      warm item from rows key "item:{id}" value text "v" ttl ttl * 1s
      """)
    _ = try folder.file("rows.csv", rows)
    let result = try Program.run("run", recipe, "-s", "unix://\(server.socketPath)", "-y", "--json")
    #expect(result.exit == 5, "\(result.errors)")
    let statement = try #require(try result.statements().first)
    #expect(statement["ok"] as? Int == 2)
    #expect(statement["failed"] as? Int == 1)
    let items = try #require(statement["items"] as? [[String: Any]])
    #expect(items.count == 1)
    #expect(items.first?["line"] as? Int == 3)
    #expect(result.errors.contains("line 3"))
  }
}
