import Engine
import Planner
import Recipe
import RedisClient
import TestSupport
import Testing

/// Users who have just what a recipe needs, and users who lack one thing of it.
@Suite struct PermissionTests {
  static let recipes = [
    #"warm a from feed key "p:{id:int}" value text "{name}" ttl 1h jitter 10%"#,
    #"warm a from feed key "p:{id:int}" value text "{name}" ttl never write missing"#,
    #"warm a from feed key "p:{id:int}" value text "{name}" ttl 1h jitter 10% write stale 20%"#,
    #"warm a from feed key "p:{id:int}" value text "{name}" ttl 1h jitter 10% write changed touch"#,
    #"warm a from feed key "p:{id:int}:z" value set "{name}" ttl 1h jitter 10% write replace"#,
    #"warm a from feed key "p:{name}" value hash [id name] ttl 1h jitter 10% write changed"#,
    #"sweep a match "s:*""#,
    #"sweep a keys ["s:1" "s:2"]"#,
    #"sweep a match "s:*" where idle < 1d and type == "string" guard keys < 100"#,
    #"sweep a match "s:*" by expire 1m"#,
    #"sweep a match "s:*" where bytes < 1KiB by expire 1m"#,
    #"sweep a match "s:*" by rename "trash:{#key}" ttl 1h"#,
    #"sweep a match "s:*" by persist"#,
    #"audit "s:*""#,
    #"audit a match "s:*" where idle < 1d"#,
  ]

  private static let source = #"source feed csv "rows.csv" header on columns [id:int name]"# + "\n"

  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write("id,name\n1,a\n2,b\n", to: "rows.csv")
    return bench
  }

  private func fill(_ bench: Workbench) throws {
    try bench.client.call("FLUSHALL")
    try bench.fill(["s:1", "s:2"], ttl: 3_600_000)
  }

  private func permissions(_ recipe: String, _ bench: Workbench) throws -> Permissions {
    let action = try bench.check(Self.source + recipe).actions[0]
    return Permissions(try Lowering.lower(action, for: .assumed))
  }

  private func run(_ recipe: String, with rules: [String], _ bench: Workbench) throws
    -> StatementReport
  {
    try fill(bench)
    let made = try bench.client.pipeline([
      ["ACL", "SETUSER", "job", "reset", "on", ">x", "-@all", "resetkeys"] + rules
    ])
    #expect(made == [.status("OK")])
    return try bench.runOne(
      Self.source + recipe, as: Credentials(username: "job", password: Secret("x")))
  }

  /// The least rules are enough; without any one of them the run says which is missing, and has sent nothing.
  @Test(arguments: recipes) func theLeastIsEnoughAndNoneIsTooMany(recipe: String) throws {
    let bench = try bench()
    let needed = try permissions(recipe, bench)
    let keys = needed.keys.map { "~" + String(decoding: $0, as: UTF8.self) }
    let commands = needed.calls.map(\.rule)
    let enough = try run(recipe, with: keys + commands, bench)
    #expect(enough.exit == .done, "\(enough.failure?.message ?? "") \(keys) \(commands)")
    #expect(enough.ledger.failed == 0)

    let useful = needed.useful.map(\.rule)
    for missing in Set(needed.calls.filter { !$0.example.isEmpty }.map(\.rule)) {
      let report = try run(
        recipe, with: keys + commands.filter { $0 != missing } + useful.filter { $0 != missing },
        bench)
      #expect(report.exit == .notPermitted, "without \(missing)")
      let message = report.failure?.message ?? ""
      #expect(message.contains("lacks \(missing):"), "without \(missing): \(message)")
      #expect(report.ledger.planned == 0)
      #expect(try bench.keys() == ["s:1", "s:2"])
      #expect(try bench.client.call("TTL", "s:1").integer ?? 0 > 3000)
    }
    for missing in keys {
      let report = try run(recipe, with: keys.filter { $0 != missing } + commands + useful, bench)
      #expect(report.exit == .notPermitted, "without \(missing)")
      #expect(report.failure?.message.contains(missing) == true)
      #expect(try bench.keys() == ["s:1", "s:2"])
    }
  }

  /// What follows a MULTI that was refused would be run.
  @Test(arguments: recipes) func withoutMULTINothingIsTried(recipe: String) throws {
    let bench = try bench()
    let report = try run(recipe, with: ["~*", "+@all", "-@transaction"], bench)
    #expect(report.exit == .done)
    let made = Set(try bench.keys()).subtracting([
      "s:1", "s:2", "p:1", "p:2", "p:1:z", "p:2:z", "p:a", "p:b", "trash:{s:1}", "trash:{s:2}",
    ])
    #expect(made.isEmpty)
  }

  @Test func aPlanNeedsOnlyToRead() throws {
    let bench = try bench()
    let recipe = #"sweep a match "s:*" where idle < 1d"#
    try fill(bench)
    try bench.client.call(
      "ACL", "SETUSER", "reader", "on", ">x", "~s:*", "+@read", "+@connection", "+info", "+time",
      "+multi", "+discard")
    let reader = Credentials(username: "reader", password: Secret("x"))
    let plan = try bench.runOne(recipe, planOnly: true, as: reader)
    #expect(plan.exit == .done)
    #expect(plan.plan?.matched == 2)
    #expect(try bench.runOne(recipe, as: reader).exit == .notPermitted)
    #expect(try bench.keys() == ["s:1", "s:2"])
  }

  /// Every command of a script is known by its form: without one the server says nothing about permission.
  @Test(arguments: recipes) func everyCallIsWellFormed(recipe: String) throws {
    let bench = try bench()
    try bench.client.call("MULTI")
    for call in try permissions(recipe, bench).calls where !call.example.isEmpty {
      #expect(try bench.client.pipeline([call.example]) == [.status("QUEUED")], "\(call.words)")
    }
    try bench.client.call("DISCARD")
  }
}
