import Foundation
import TestSupport
import Testing

/// Every recipe below `recipes/` runs as it is shipped, and does what it says.
@Suite struct ShippedRecipeTests {
  /// How one recipe is run, and what is true afterwards.
  struct Case: Sendable, CustomTestStringConvertible {
    let recipe: String
    var given: [[String]] = []
    var settings: [String] = []
    /// A command, and its reply as text.
    let then: [String]
    let answer: String

    var testDescription: String { recipe }
  }

  private static let cases = [
    Case(
      recipe: "audit/big-keys", given: [["SET", "a:1", String(repeating: "x", count: 200_000)]],
      then: ["DBSIZE"], answer: "1"),
    Case(
      // 444 a minute when they are spread, give or take 21: 3 % would be 600.
      recipe: "audit/cliff", given: (1...20_000).map { ["SET", "page:\($0)", "x", "EX", "3500"] },
      settings: ["prefix=page:"], then: ["EVAL", count("page:*", below: 3_000_100), "0"],
      answer: "20000"),
    Case(
      recipe: "audit/without-ttl", given: [["SET", "s:1", "x"], ["SET", "other", "x"]],
      settings: ["prefix=s:"], then: ["EVAL", count("*", below: 86_400_100), "0"], answer: "1"),
    Case(
      recipe: "bench/jitter",
      settings: ["keys=200", "requests=1k/s", "life=300ms", "time=500ms"], then: ["DBSIZE"],
      answer: "0"),
    Case(
      recipe: "bench/write-behind", settings: ["time=300ms", "requests=200/s"], then: ["DBSIZE"],
      answer: "0"),
    Case(
      recipe: "bench/stampede", settings: ["time=300ms", "life=100ms", "requests=200/s"],
      then: ["DBSIZE"], answer: "0"),
    Case(
      recipe: "bench/reads", settings: ["keys=300", "time=200ms", "slowest=1m"], then: ["DBSIZE"],
      answer: "0"),
    Case(
      recipe: "bench/session-store",
      settings: ["sessions=300", "time=500ms", "requests=50/s", "slowest=1m"], then: ["DBSIZE"],
      answer: "0"),
    Case(
      recipe: "lua/early-refresh",
      then: ["SCRIPT", "EXISTS", "e8bb4f4ad4e6705539bae718576dc70da30d2e31"],
      answer: "1"),
    Case(
      recipe: "lua/leases", then: ["SCRIPT", "EXISTS", "ba5be62f4e8cf1941848e6bdd0dd6e340a77b9d8"],
      answer: "1"),
    Case(
      recipe: "lua/library", then: ["FCALL", "limit_below", "1", "k", "9", "60000"], answer: "1 1"),
    Case(
      recipe: "lua/limits", then: ["SCRIPT", "EXISTS", "2b2a9f906129799b858055c26c66628cca23e76b"],
      answer: "1"),
    Case(
      recipe: "lua/locks", then: ["SCRIPT", "EXISTS", "b85b8cc13ab30a9e5761a37a614e49a6fe551cf9"],
      answer: "1"),
    Case(
      recipe: "lua/tags", then: ["SCRIPT", "EXISTS", "f8f91e2c56970ba5a283fff38c29fae50165dc9f"],
      answer: "1"),
    Case(recipe: "quickstart/airports", then: ["EXISTS", "airport:NY:JFK"], answer: "1"),
    Case(recipe: "structures/airports", then: ["SISMEMBER", "state:NY", "JFK"], answer: "1"),
    Case(recipe: "structures/leaderboard", then: ["ZCARD", "top:kitchen"], answer: "10"),
    Case(recipe: "structures/nearby", then: ["TYPE", "stores"], answer: "zset"),
    Case(
      recipe: "structures/visitors", then: ["EVAL", count("uv:*", below: 3_456_000_100), "0"],
      answer: "3"),
    Case(
      recipe: "sweep/listed-keys",
      given: [
        ["SET", "product:17", "x"], ["SET", "product:18", "x"], ["SET", "product:19", "x"],
      ],
      then: ["KEYS", "*"], answer: "product:19"),
    Case(
      // Six that are in use, and one that nobody has asked for in ten days.
      recipe: "sweep/nightly-sessions",
      given: (1...6).map { ["HSET", "session:eu:\($0)", "a", "b"] } + [
        [
          "EVAL",
          "local value = redis.call('DUMP', 'session:eu:1') "
            + "return redis.call('RESTORE', 'session:us:7', 0, value, 'IDLETIME', 864000)", "0",
        ]
      ],
      then: [
        "EVAL", "return #redis.call('KEYS', 'session:eu:*') .. ' of ' .. redis.call('DBSIZE')", "0",
      ], answer: "6 of 6"),
    Case(
      recipe: "sweep/purge-tag",
      given: [
        ["ZADD", "cat:7", "+inf", "product:1", "+inf", "product:2"], ["SET", "product:1", "x"],
        ["SET", "product:2", "x"], ["SET", "product:3", "x"],
      ], then: ["EVAL", count("product:*", below: 240_000), "0"], answer: "2"),
    Case(recipe: "warm/catalogue", then: ["DBSIZE"], answer: "156"),
    Case(
      recipe: "warm/near-expiry", then: ["EVAL", count("best-seller:*", below: 3_600_100), "0"],
      answer: "33"),
    Case(
      recipe: "warm/negative", given: [["SET", "product:902", "here"]],
      then: ["MGET", "product:902", "product:903"], answer: #"here {"absent":true}"#),
  ]

  /// A script that counts the keys of a pattern that have at most so many milliseconds to live.
  private static func count(_ pattern: String, below limit: Int) -> String {
    """
    local n = 0
    for _, key in ipairs(redis.call('KEYS', '\(pattern)')) do
      local left = redis.call('PTTL', key)
      if left >= 0 and left <= \(limit) then n = n + 1 end
    end
    return n
    """
  }

  @Test(arguments: cases) func runsAsItIsShipped(_ shipped: Case) throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server)
    try client.pipeline(shipped.given)
    var settings = shipped.settings
    let folder = try TemporaryFolder()
    if shipped.recipe == "warm/catalogue" {
      settings.append("db=\(try Self.catalogue(in: folder.path))")
    }
    let result = try Program.run(
      ["run", "recipes/\(shipped.recipe).recipe", "-s", "unix://\(server.socketPath)", "-y"]
        + settings.flatMap { ["--set", $0] })
    #expect(result.exit == 0, "\(result.output)\(result.errors)")
    let reply = try client.pipeline([shipped.then])[0]
    let texts = reply.elements.isEmpty ? [reply.text ?? ""] : reply.elements.map { $0.text ?? "" }
    #expect(texts.joined(separator: " ") == shipped.answer)
  }

  private static func catalogue(in folder: String) throws -> String {
    let path = "\(folder)/catalog.db"
    let load = Process()
    load.executableURL = URL(filePath: "/usr/bin/env")
    let program =
      "import sqlite3,sys;sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())"
    load.arguments = [
      "python3", "-c", program, path, "\(Program.repository)/recipes/data/catalog.sql",
    ]
    try load.run()
    load.waitUntilExit()
    return path
  }

  /// The table above has every recipe, and each begins with the three lines that say when one wants it.
  @Test func everyRecipeIsThereAndSaysWhatItIsFor() throws {
    let root = "\(Program.repository)/recipes"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".recipe") }
    #expect(Set(paths) == Set(Self.cases.map { "\($0.recipe).recipe" }))
    let index = try String(contentsOfFile: "\(root)/README.md", encoding: .utf8)
    for path in paths {
      let lines = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0].hasPrefix("# "), "\(path)")
      #expect(lines[1].hasPrefix("# You want it when "), "\(path)")
      #expect(
        lines[2...4].contains {
          $0.hasPrefix("#   ") && $0.contains("cachectl run recipes/\(path)")
        },
        "\(path)")
      #expect(index.contains("](\(path))"), "\(path) is not in recipes/README.md")
    }
  }
}
