import Engine
import Platform
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
    let month = Int(time(nil)) - 31 * 86_400
    try bench.client.pipeline(
      (20...23).map { ["HSET", "k:eu:\($0)", "f", "v"] }
        + (24...26).map { ["HSET", "k:us:\($0)", "f", "w", "g", "v", "at", "\(month)"] }
        + (27...28).map { ["HSET", "k:us:\($0)", "f", "", "at", "\(Int(time(nil))).5"] }
        + [
          ["RPUSH", "k:us:30", "a", "b"], ["SADD", "k:us:31", "a", "b", "c"],
          ["ZADD", "k:us:32", "1", "a"], ["XADD", "k:us:33", "*", "a", "b"],
          ["HSET", "k:us:34", "at", "soon", "f", "v"],
        ])
  }

  @Test(arguments: [
    "ttl == never", "ttl != never", "not (ttl == never)", "ttl > 1h", "ttl < 1h",
    "not (ttl < 1h)", "ttl * 2 > 3h", "ttl + 1h > 2h", "ttl - 1h > 30m", "ttl / 2 < 50m",
    "ttl in 1m..3h", "ttl not in 1m..3h", "idle < 1h", "idle < ttl", "idle > ttl",
    #"type == "hash""#, #"type in ["hash" "set"]"#, #"type not in ["hash"]"#, "bytes > 2KiB",
    "bytes * 2 > 6000B", "bytes in 1B..2KiB", #"(region == "eu" or ttl < 1h) and bytes > 1B"#,
    "n > 5 and ttl == never or n < 3 and ttl < 1h", "bytes / 10 > 200B", "not (bytes > 2KiB)",
    #"region != "eu" and (n in 3..11 or bytes > 2KiB)"#,
    "len > 1000", "len in 1..3", "not (len > 2)", #"type == "hash" and len == 1"#,
    "bytes > 1B and len > 100 and n > 3", #"field.f == "v""#, #"field.f != "v""#,
    #"not (field.f == "w")"#, "field.f == null", "not (field.f == null)", "field.f != null",
    #"field.f in ["v" "x"]"#, #"field.f not in ["v"]"#, #"field.f == "v" or ttl < 1h"#,
    #"not (field.f == "v" or ttl < 1h)"#, #"field.g == field.f or field.f == """#,
    "age(time(field.at, 's')) > 30d", "not (age(time(field.at, 's')) > 30d)",
    "time(field.at, 'ms') == null", #"field.f == "v" and ttl == never and region == "eu""#,
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
    #"key like "a*" or ttl > 1h"#, #"field.f like "v*""#, #"field.f < "w""#, "len * 2 > 3",
    #"(field.f == "v") == true"#, "age(time(field.at, 'iso')) > 1d",
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
