import Foundation
import TestSupport
import Testing

/// `plan --out` and `apply`: exactly that plan, and only in the world that it was made for.
@Suite struct SavedPlanTests {
  private let bench: JobBench
  private var plan: String { "\(bench.folder.path)/p.plan" }

  init() throws { bench = try JobBench() }

  private func planned(_ recipe: JobBench.Recipe, _ text: String? = nil, server: [String]? = nil)
    throws -> Program.Result
  {
    try bench.prepare(recipe)
    if let text { try bench.write(text, for: recipe) }
    return try bench.program(
      ["plan", bench.path(recipe), "--out", plan, "--exit-code"]
        + (server ?? ["-s", bench.address]))
  }

  @Test func actsOnNoKeyOutsideAndOnNoneThatChanged() throws {
    #expect(try planned(.sweep, "sweep \"s:*\" where ttl == never guard share <= 100%").exit == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: plan)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try bench.client.call("EXPIRE", "s:1", "1000")
    try bench.client.call("DEL", "s:2")
    try bench.client.call("SET", "s:new", "x")
    let result = try bench.program(["apply", plan, "--json"])
    #expect(result.exit == 0, "\(result.errors)")
    let statement = try #require(try result.statements().first)
    #expect(statement["ok"] as? Int == JobBench.rowCount - 2)
    #expect(statement["skipped_by"] as? [String: Int] == ["changed": 1, "gone": 1])
    #expect((try result.json()["plan_digest"] as? String)?.hasPrefix("sha1:") == true)
    #expect(
      try bench.client.call("KEYS", "*").elements.compactMap(\.text).sorted() == ["s:1", "s:new"])
  }

  @Test func writesWhatWasPlanned() throws {
    #expect(try planned(.strings).exit == 2)
    #expect(try bench.server.raw("DBSIZE") == ":0\r\n")
    let result = try bench.program(["apply", plan, "--json"])
    #expect(result.exit == 0, "\(result.errors)")
    #expect(try bench.rows(.strings).digest == bench.expected(.strings))
  }

  @Test func needsNoQuestionOnProduction() throws {
    let text = """
      server live url "\(bench.address)" class production
      sweep "s:*" to live
      """
    #expect(try planned(.sweep, text, server: []).exit == 2)
    #expect(try bench.program(["run", bench.path(.sweep), "--yes"]).exit == 77)
    let result = try bench.program(["apply", plan])
    #expect(result.exit == 0, "\(result.errors)")
    #expect(try bench.server.raw("DBSIZE") == ":0\r\n")
  }

  @Test func isRefusedWhenTheWorldHasDrifted() throws {
    func refused(_ reason: String, _ arguments: String...) throws {
      let size = try bench.client.call("DBSIZE").integer
      let result = try bench.program(["apply", plan] + arguments)
      #expect(result.exit == 4 && result.errors.contains(reason), "\(result.errors)")
      #expect(try bench.client.call("DBSIZE").integer == size)
    }
    #expect(try planned(.strings).exit == 2)
    usleep(20_000)
    try refused("old", "--max-age", "10ms")
    try refused("-s is not", "-s", "unix:///elsewhere")
    let recipe = try bench.text(of: .strings)
    try bench.write(recipe + "# another word\n", for: .strings)
    try refused("the recipe")
    try bench.write(recipe, for: .strings)
    try bench.client.pipeline((0..<1500).map { ["SET", "other:\($0)", "x"] })
    try refused("keys when it was planned")
    try bench.client.call("FLUSHALL")
    try bench.touchInput()
    try refused("has changed")
    #expect(try planned(.strings).exit == 2)
    try bench.server.restart()
    let result = try bench.program(["apply", plan])
    #expect(result.exit == 4 && result.errors.contains("started again"), "\(result.errors)")
  }

  @Test func aDamagedFileIsNoPlan() throws {
    #expect(try planned(.strings).exit == 2)
    var bytes = try Data(contentsOf: URL(filePath: plan))
    let place = try #require(bytes.firstRange(of: Data("name 4711".utf8)))
    bytes[place.lowerBound] = UInt8(ascii: "N")
    try bytes.write(to: URL(filePath: plan))
    let result = try bench.program(["apply", plan])
    #expect(
      result.exit == 65 && result.errors.contains("not as it was written"), "\(result.errors)")
    try Data("no plan".utf8).write(to: URL(filePath: plan))
    #expect(try bench.program(["apply", plan]).exit == 65)
    #expect(try bench.program(["apply", plan + ".none"]).exit == 66)
    #expect(try bench.program(["plan", "-", "--out", plan, "-s", bench.address]).exit == 64)
  }

  @Test func whatARefusedGuardPlannedIsNotKept() throws {
    let result = try planned(.sweep, "sweep \"s:*\" guard keys <= 5")
    #expect(result.exit == 4)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
        .filter { $0.contains("plan") } == [])
  }

  @Test func writesThatAddAreAppliedOnce() throws {
    #expect(try planned(.list).exit == 2)
    let program = try Program.start(["apply", plan], environment: bench.environment)
    while (try bench.client.call("DBSIZE").integer ?? 0) < 500 { usleep(500) }
    program.send(SIGKILL)
    #expect(try program.finish().exit == 137)
    let again = try bench.program(["apply", plan])
    #expect(again.exit == 4 && again.errors.contains("job resume r-"), "\(again.errors)")
    let result = try bench.program(["job", "resume", "last", "--json"])
    let statement = try #require(try result.statements().first)
    #expect(statement["planned"] as? Int == JobBench.rowCount, "\(statement)")
    let unknown = statement["unknown"] as? Int ?? -1
    #expect(result.exit == (unknown > 0 ? 5 : 0), "\(result.errors)")
    let rows = try bench.rows(.list)
    #expect(rows.most == 1)
    #expect(rows.total >= JobBench.rowCount - unknown)
  }
}
