import Engine
import Platform
import SourceText
import TestSupport
import Testing

/// `len` and `field.NAME`: what only reading a key can tell.
@Suite struct TouchingProbeTests {
  /// A key as the model knows it.
  private struct Key {
    let name: String
    let type: String
    let length: Int
    let fields: [String: String]
    let expires: Bool
  }

  private static func keys(seed: UInt64, count: Int) -> [Key] {
    var random = SeededRandom(seed: seed)
    let types = ["string", "list", "hash", "set", "zset", "stream"]
    return (0..<count).map { number in
      let type = types[Int.random(in: 0..<types.count, using: &random)]
      let length = Int.random(in: 1...4, using: &random)
      var fields: [String: String] = [:]
      if type == "hash" {
        for field in ["a", "b", "c", "d"].prefix(length) {
          fields[field] = ["x", "y", "", "\u{0}'"][Int.random(in: 0..<4, using: &random)]
        }
      }
      return Key(
        name: "k:\(number)", type: type, length: length, fields: fields,
        expires: Bool.random(using: &random))
    }
  }

  private static func commands(_ key: Key) -> [[String]] {
    let members = (0..<key.length).map { "m\($0)" }
    let fill: [[String]] =
      switch key.type {
      case "string": [["SET", key.name, String(repeating: "s", count: key.length)]]
      case "list": [["RPUSH", key.name] + members]
      case "hash": [["HSET", key.name] + key.fields.flatMap { [$0.key, $0.value] }]
      case "set": [["SADD", key.name] + members]
      case "zset": [["ZADD", key.name] + members.flatMap { ["1", $0] }]
      default: members.map { ["XADD", key.name, "*", $0, "v"] }
      }
    return fill + (key.expires ? [["PEXPIRE", key.name, "7200000"]] : [])
  }

  private static let predicates: [(text: String, holds: @Sendable (Key) -> Bool)] = [
    ("len > 2", { $0.length > 2 }),
    (#"type == "stream" and len in 2..3"#, { $0.type == "stream" && (2...3).contains($0.length) }),
    (#"field.a == "x""#, { $0.fields["a"] == "x" }),
    (#"field.a != "x""#, { $0.fields["a"].map { $0 != "x" } ?? false }),
    (
      #"not (field.a == field.b)"#,
      { key in
        guard let a = key.fields["a"], let b = key.fields["b"] else { return false }
        return a != b
      }
    ),
    (#"field.c == null and ttl == never"#, { $0.fields["c"] == nil && !$0.expires }),
    (
      #"field.b == "" or len == 4 and ttl < 3h"#,
      {
        $0.fields["b"] == "" || $0.length == 4 && $0.expires
      }
    ),
  ]

  @Test func sweepsChooseWhatAModelChooses() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    let bench = try Workbench()
    let keys = Self.keys(seed: seed, count: 600)
    for (text, holds) in Self.predicates {
      for guarded in ["", " guard keys <= 1k"] {
        try bench.client.call("FLUSHALL")
        try bench.client.pipeline(keys.flatMap(Self.commands))
        let report = try bench.runOne("sweep \"k:*\" where \(text)\(guarded)")
        let left = keys.filter { !holds($0) }.map(\.name).sorted()
        #expect(try bench.keys() == left, "\(text)\(guarded), seed \(seed)")
        #expect(report.ledger.ok == keys.count - left.count, "\(text)\(guarded), seed \(seed)")
      }
      try bench.client.call("FLUSHALL")
      try bench.client.pipeline(keys.flatMap(Self.commands))
      let count = keys.count(where: holds)
      let audit = try bench.runOne(
        "audit \"k:*\" allow touch assert count(\(text)) == \(count)")
      #expect(audit.exit == .done, "audit of \(text), seed \(seed): \(audit.assertions)")
    }
  }

  @Test func aServerWithoutNoTouchIsToldApart() throws {
    let bench = try Workbench()
    try bench.fill(["k:1"])
    func ids(_ recipe: String) throws -> [String] { try bench.runOne(recipe).diagnostics.map(\.id) }
    #expect(try ids(#"audit "k:*" assert count(len > 3) == 0"#) == ["G026"])
    #expect(try ids(#"audit "k:*" allow touch assert count(len > 3) == 0"#) == [])
    #expect(
      try ids(#"audit "k:*" allow touch where idle < 1h assert count(len > 3) == 0"#) == ["G025"])
    #expect(try ids(#"sweep "k:*" where field.a == "b" and idle > 1h"#) == ["G025"])
    #expect(try ids(#"sweep "k:*" where len > 3 and ttl < 1h"#) == [])
  }

  /// Which of the two a server keeps is a matter of its policy; the other is refused in the plan, and no key is asked.
  @Test(arguments: [("allkeys-lru", "freq < 3", "G011"), ("allkeys-lfu", "idle > 1h", "G012")])
  func whatThePolicyDoesNotKeepIsRefused(policy: String, condition: String, id: String) throws {
    let bench = try Workbench()
    try bench.fill(["k:1"])
    try bench.client.call("CONFIG", "SET", "maxmemory-policy", policy)
    try bench.client.call("CONFIG", "RESETSTAT")
    for recipe in ["sweep \"k:*\" where \(condition)", "audit \"k:*\" where \(condition)"] {
      let report = try bench.runOne(recipe)
      #expect(report.diagnostics.map(\.id) == [id] && report.exit == .notPermitted)
      #expect(report.diagnostics.first?.label.contains(policy) == true)
    }
    let counts = try bench.commandCounts()
    #expect(counts["scan"] == nil && counts.keys.allSatisfy { !$0.hasPrefix("object") })
    #expect(try bench.keys() == ["k:1"])
  }

  /// What a silent probe rules out is not read.
  @Test func silentProbesComeFirst() throws {
    let bench = try Workbench()
    try bench.fill(["k:cold"], ttl: 7_200_000)
    try bench.fill(["k:warm"])
    usleep(2_100_000)
    let recipe = #"sweep "k:*" where ttl == never and len > 100"#
    for recipe in [recipe, recipe + " guard keys <= 10"] {
      #expect(try bench.runOne(recipe).ledger.ok == 0)
    }
    #expect(try bench.client.call("OBJECT", "IDLETIME", "k:cold").integer ?? 0 >= 2)
    #expect(try bench.client.call("OBJECT", "IDLETIME", "k:warm").integer ?? 9 < 2)
  }

  @Test func noTouchKeepsIdleTimes() throws {
    let binary = try #require(
      ServerBinary.others().first { $0.path.contains("valkey") },
      "no Valkey: scripts/ensure-servers .build-servers brings it")
    let bench = try Workbench(binary: binary)
    try bench.client.call("HSET", "k:1", "f", "v")
    usleep(2_100_000)
    let audit = try bench.runOne(
      #"audit "k:*" where idle > 1s and field.f == "v" assert count(len == 1) == 1"#)
    #expect(audit.exit == .done, "\(audit.diagnostics) \(audit.assertions)")
    let sweep = try bench.runOne(#"sweep "k:*" where idle > 1s and field.f == "w" and len > 0"#)
    #expect(sweep.exit == .done)
    #expect(try bench.client.call("OBJECT", "IDLETIME", "k:1").integer ?? 0 >= 2)
  }
}
