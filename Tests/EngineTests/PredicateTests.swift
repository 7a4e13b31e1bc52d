import Engine
import SourceText
import TestSupport
import Testing

/// A predicate over attributes is decided twice: by our formula when a sweep is planned, by the script when it streams. Both
/// must choose the same keys.
@Suite struct PredicateTests {
  private static let family = #"key k = "k:{region}:{n:int}" type string"#

  private func fill(_ bench: Workbench) throws {
    try bench.client.call("FLUSHALL")
    for (region, ttl) in [("eu", nil), ("us", 60_000), ("ap", 7_200_000)] as [(String, Int?)] {
      try bench.fill((1...9).map { "k:\(region):\($0)" }, value: "v", ttl: ttl)
      try bench.fill(
        (10...14).map { "k:\(region):\($0)" }, value: String(repeating: "x", count: 3000), ttl: ttl)
    }
    try bench.client.pipeline((20...23).map { ["HSET", "k:eu:\($0)", "f", "v"] })
  }

  @Test(arguments: [
    "ttl == never", "ttl != never", "not (ttl == never)", "ttl > 1h", "ttl < 1h",
    "not (ttl < 1h)", "ttl * 2 > 3h", "ttl + 1h > 2h", "ttl - 1h > 30m", "ttl / 2 < 50m",
    "ttl in 1m..3h", "ttl not in 1m..3h", "idle < 1h", "idle < ttl", "idle > ttl",
    #"type == "hash""#, #"type in ["hash" "set"]"#, #"type not in ["hash"]"#, "bytes > 2KiB",
    "bytes * 2 > 6000B", "bytes in 1B..2KiB", #"(region == "eu" or ttl < 1h) and bytes > 1B"#,
    "n > 5 and ttl == never or n < 3 and ttl < 1h", "bytes / 10 > 200B", "not (bytes > 2KiB)",
    #"region != "eu" and (n in 3..11 or bytes > 2KiB)"#,
  ])
  func streamingAndPlanningChooseTheSame(_ predicate: String) throws {
    let bench = try Workbench()
    let recipe = "\(Self.family)\nsweep k where \(predicate)"
    try fill(bench)
    let plan = try #require(try bench.runOne(recipe, planOnly: true).plan)
    let streamed = try bench.runOne(recipe)
    #expect(streamed.ledger.ok == plan.matched)
    #expect(streamed.ledger.planned == plan.matched)
    let left = try bench.keys()
    try fill(bench)
    let planned = try bench.runOne("\(recipe) guard keys <= 1k")
    #expect(planned.ledger.ok == plan.matched)
    #expect(try bench.keys() == left)
  }

  /// What Lua would decide otherwise than we do is refused, not approximated.
  @Test(arguments: [
    "5m - ttl < 0s", "-ttl < 0s", "ttl - ttl < 1s", "ttl / n > 1m", "ttl * n > 1m",
    "bytes / idle > 1/s", #"region < "f" or ttl > 1h"#, "ttl * 0 < 1s",
    #"key like "a*" or ttl > 1h"#,
  ])
  func whatLuaWouldDecideOtherwiseIsRefused(_ predicate: String) throws {
    let bench = try Workbench()
    try fill(bench)
    let recipe: String = "\(Self.family)\nsweep k where \(predicate)"
    guard (try? bench.check(recipe)) != nil else { return }
    let report = try bench.runOne(recipe)
    #expect(report.diagnostics.map(\.id) == ["G015"])
    #expect(report.exit == .recipeError)
  }
}
