import Engine
import Foundation
import TestSupport
import SourceText
import Testing

/// `sweep` against a real server: what goes, what stays, and what is said about it.
@Suite struct SweepTests {
  @Test func byNameTakesOneKeyAPatternOrAFamily() throws {
    let bench = try Workbench()
    func fill() throws {
      try bench.client.call("FLUSHALL")
      try bench.fill((1...1200).map { "session:eu:\($0)" } + (1...300).map { "session:us:\($0)" })
      try bench.fill(["session:x", "other", "a*b", "axb", "session:a:b:"])
    }
    try fill()
    let one = try bench.runOne(#"sweep "other""#)
    #expect(one.ledger.ok == 1 && one.ledger.planned == 1)
    #expect(try bench.client.call("EXISTS", "other").integer == 0)
    let escaped = try bench.runOne(#"sweep "a\\*b""#)
    #expect(escaped.ledger.ok == 1)
    #expect(try bench.client.call("EXISTS", "axb").integer == 1)
    let pattern = try bench.runOne(#"sweep eu match "session:eu:*""#)
    #expect(pattern.ledger.ok == 1200)
    #expect(try bench.keys("session:eu:*") == [])
    let family = try bench.runOne(
      """
      key session = "session:{region}:{id:int}" type string
      sweep session where region in ["us"]
      """)
    #expect(family.ledger.ok == 300)
    // Keys that only look alike are not of the family.
    #expect(try bench.keys("session:*") == ["session:a:b:", "session:x"])
  }

  @Test func keysByName() throws {
    let bench = try Workbench()
    try bench.fill(["a", "b", "c"])
    let report = try bench.runOne(#"sweep two keys ["a" "c" "missing"]"#)
    #expect(report.ledger.ok == 2)
    #expect(report.ledger.skipReasons == ["gone": 1])
    #expect(try bench.keys() == ["b"])
  }

  /// Streaming and planned, the same keys go.
  @Test(arguments: [false, true])
  func attributesDecide(isPlanned: Bool) throws {
    let bench = try Workbench()
    let guardian = isPlanned ? "guard keys <= 1000" : ""
    try bench.fill((1...400).map { "k:short:\($0)" }, ttl: 60_000)
    try bench.fill((1...400).map { "k:long:\($0)" }, ttl: 7_200_000)
    try bench.fill((1...300).map { "k:ever:\($0)" })
    try bench.client.pipeline((1...200).map { ["HSET", "k:hash:\($0)", "f", "v"] })
    try bench.fill(["k:big:1"], value: String(repeating: "x", count: 5000))
    #expect(try bench.runOne(#"sweep a match "k:*" where ttl < 1h \#(guardian)"#).ledger.ok == 400)
    #expect(try bench.keys("k:short:*") == [])
    #expect(
      try bench.runOne(#"sweep a match "k:*" where type == "hash" \#(guardian)"#).ledger.ok == 200)
    #expect(
      try bench.runOne(#"sweep a match "k:*" where bytes > 4KiB \#(guardian)"#).ledger.ok == 1)
    #expect(
      try bench.runOne(#"sweep a match "k:*" where ttl == never \#(guardian)"#).ledger.ok == 300)
    let idle = try bench.runOne(#"sweep a match "k:*" where idle > 1h \#(guardian)"#)
    #expect(idle.ledger.planned == 0 && idle.exit == .done)
    #expect(try bench.keys("k:*").count == 400)
    let all = try bench.runOne(
      #"sweep a match "k:*" where idle < 1h and ttl * 2 > 1h \#(guardian)"#)
    #expect(all.ledger.ok == 400)
  }

  @Test(arguments: ["", "guard keys <= 1000", "where idle < 1h", "where ttl > 1m"])
  func expireNeverLengthens(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...200).map { "k:ever:\($0)" })
    try bench.fill((1...200).map { "k:long:\($0)" }, ttl: 7_200_000)
    try bench.fill((1...100).map { "k:soon:\($0)" }, ttl: 30_000)
    let report = try bench.runOne(
      #"sweep a match "k:*" \#(clauses) by expire 2m jitter 2m"#)
    #expect(report.ledger.ok == 400)
    #expect(
      report.ledger.skipReasons == (clauses == "where ttl > 1m" ? [:] : ["shorter": 100]))
    let lives = try bench.client.pipeline(bench.keys("k:[el]*").map { ["PTTL", $0] })
      .compactMap(\.integer)
    #expect(lives.allSatisfy { $0 > 110_000 && $0 <= 240_000 })
    #expect((lives.max() ?? 0) - (lives.min() ?? 0) > 90_000, "spread over the jitter")
    let soon = try bench.client.pipeline(bench.keys("k:soon:*").map { ["PTTL", $0] })
    #expect(soon.compactMap(\.integer).allSatisfy { $0 <= 30_000 })
    // A second run finds every life shorter.
    let again = try bench.runOne(#"sweep a match "k:*" by expire 4m"#)
    #expect(again.ledger.ok == 0)
    #expect(again.ledger.skipReasons == ["shorter": 500])
  }

  /// Kolmogorov and Smirnov's test, one sample: the greatest distance between the lives' distribution and the uniform one, times
  /// √n, is above 1.63 once in a hundred draws. The jitter is a hash of the key, so the names are what chance decides: by a seed.
  @Test(arguments: [UInt64(20_261_128), 7, 42], ["", "where ttl > 1m"])
  func expiriesAreUniformOverTheJitter(seed: UInt64, clauses: String) throws {
    let bench = try Workbench()
    var random = SeededRandom(seed: seed)
    let count = 4000
    var names: Set<String> = []
    while names.count < count {
      names.insert("k:\(UInt64.random(in: 0...UInt64.max, using: &random))")
    }
    try bench.fill(names, ttl: 86_400_000)
    let start = try bench.client.call("TIME").elements.compactMap(\.integer)
    let report = try bench.runOne(#"sweep a match "k:*" \#(clauses) by expire 1h jitter 2h"#)
    #expect(report.ledger.ok == count)
    let first = Double(start[0]) * 1000 + Double(start[1]) / 1000 + 3_600_000
    let places = try bench.client.pipeline(names.map { ["PEXPIRETIME", $0] })
      .compactMap(\.integer).map { (Double($0) - first) / 7_200_000 }.sorted()
    #expect(places.count == count)
    var distance = 0.0
    for (index, place) in places.enumerated() {
      let (below, above) = (Double(index) / Double(count), Double(index + 1) / Double(count))
      distance = max(distance, place - below, above - place)
    }
    #expect(distance * Double(count).squareRoot() < 1.63, "seed \(seed), distance \(distance)")
  }

  /// What goes over the wire is what `explain` says: so many keys to a command, a script only where attributes decide.
  @Test func commandsAreFusedUpToTheBatch() throws {
    let bench = try Workbench()
    func counts(_ clauses: String) throws -> [String: Int] {
      try bench.fill((1...100).map { "k:\($0)" })
      try bench.client.call("CONFIG", "RESETSTAT")
      let keys = (1...100).map { "\"k:\($0)\"" }.joined(separator: " ")
      #expect(try bench.runOne("sweep some keys [\(keys)] \(clauses)").ledger.ok == 100)
      return try bench.commandCounts()
    }
    let unlink = try counts("batch 30")
    #expect(unlink["unlink"] == 4 && unlink["evalsha"] == nil)
    let expire = try counts("by expire 1h")
    #expect(expire["pexpireat"] == 100 && expire["evalsha"] == nil)
    let scripted = try counts("where idle < 1h batch 40")
    #expect(scripted["evalsha"] == 3 && scripted["unlink"] == 100 && scripted["script|load"] == 1)
  }

  @Test func rateIsHonoured() throws {
    let bench = try Workbench()
    try bench.fill((1...900).map { "k:\($0)" })
    for clauses in ["rate 1k/s", "rate 1k/s guard keys <= 1000"] {
      try bench.fill((1...900).map { "k:\($0)" })
      let report = try bench.runOne(#"sweep a match "k:*" \#(clauses)"#)
      #expect(report.ledger.ok == 900)
      #expect(report.seconds > 0.7 && report.seconds < 5, "\(report.seconds)")
    }
  }

  @Test func guardsRefuseBeforeAnythingIsChanged() throws {
    let bench = try Workbench()
    try bench.fill((1...100).map { "k:\($0)" } + (1...100).map { "o:\($0)" })
    let before = try bench.contents()
    try bench.client.call("CONFIG", "RESETSTAT")
    for clause in ["guard keys <= 99", "guard share <= 49%", "guard keys <= 100 guard share < 50%"]
    {
      let report = try bench.runOne(#"sweep a match "k:*" \#(clause) say "no""#)
      #expect(report.exit == .guardRefused)
      #expect(report.status == .refused)
      #expect(report.ledger.planned == 0)
      #expect(report.diagnostics.map(\.id) == ["G002"])
      #expect(report.plan?.matched == 100)
    }
    #expect(try bench.contents() == before)
    #expect(try bench.writeCommands() == [])
    let warned = try bench.runOne(#"sweep a match "k:*" guard keys <= 99 else warn"#)
    #expect(warned.exit == .done)
    #expect(warned.ledger.ok == 100)
    #expect(warned.diagnostics.map(\.severity.rawValue) == ["warning"])
  }

  @Test func assertionsOverWhatWasDone() throws {
    let bench = try Workbench()
    try bench.fill((1...100).map { "k:\($0)" } + (1...100).map { "o:\($0)" })
    let report = try bench.runOne(
      #"sweep a match "k:*" assert ok == 100 assert share == 50% assert scanned == 200 assert keys > 500 else warn"#
    )
    #expect(report.assertions.map(\.pass) == [true, true, true, false])
    #expect(report.exit == .done)
    #expect(try bench.runOne(#"sweep a match "k:*" assert ok == 100"#).exit == .assertion)
  }

  @Test func aKeyThatChangedAfterThePlanIsSkipped() throws {
    let bench = try Workbench()
    try bench.fill((1...50).map { "k:\($0)" }, ttl: 7_200_000)
    bench.options.assumeYes = false
    bench.options.canAsk = true
    // While the question is open: ten keys get another life, five vanish.
    bench.whenAsked = { bench in
      _ = try? bench.client.pipeline((1...10).map { ["PERSIST", "k:\($0)"] })
      _ = try? bench.client.pipeline((11...15).map { ["DEL", "k:\($0)"] })
      try? bench.fill(["k:new"], ttl: 7_200_000)
    }
    let report = try bench.runOne(#"sweep a match "k:*" where ttl < 1d"#)
    #expect(report.ledger.ok == 35)
    #expect(report.ledger.skipReasons == ["changed": 10, "gone": 5])
    #expect(report.ledger.planned == report.plan?.matched)
    #expect(try bench.keys() == ((1...10).map { "k:\($0)" } + ["k:new"]).sorted())
  }

  @Test func noIsNo() throws {
    let bench = try Workbench()
    try bench.fill(["k:1"])
    bench.options.assumeYes = false
    #expect(try bench.runOne(#"sweep "k:*""#).exit == .notPermitted)
    bench.options.canAsk = true
    bench.answer = false
    let report = try bench.runOne(#"sweep "k:*""#)
    #expect(report.exit == .guardRefused)
    #expect(report.notes.contains { $0.contains("nothing was changed") })
    #expect(try bench.keys() == ["k:1"])
  }

  @Test func protectedKeysAreSkippedAndCounted() throws {
    let bench = try Workbench()
    try bench.fill((1...20).map { "k:\($0)" } + ["k:config:a", "k:config:b"])
    let server = #"server s url "unix:///tmp/x" protect ["k:config:*"]"#
    let report = try bench.runOne("\(server)\nsweep \"k:*\"")
    #expect(report.ledger.ok == 20)
    #expect(report.ledger.skipReasons == ["protected": 2])
    let named = try bench.runOne("\(server)\nsweep it keys [\"k:config:a\"]")
    #expect(named.exit == .notPermitted)
    #expect(named.diagnostics.map(\.id) == ["G010"])
    #expect(try bench.keys() == ["k:config:a", "k:config:b"])
  }

  @Test func aPlanSendsNoWrite() throws {
    let bench = try Workbench()
    try bench.fill((1...3000).map { "k:\($0)" }, ttl: 60_000)
    let before = try bench.contents()
    try bench.client.call("CONFIG", "RESETSTAT")
    for clauses in ["", "where ttl < 1h", "where ttl < 1h by expire 10s", "where bytes > 1B"] {
      let report = try bench.runOne(#"sweep a match "k:*" \#(clauses)"#, planOnly: true)
      #expect(report.status == .planned)
      #expect(report.plan?.matched == 3000)
      #expect(report.plan?.share == 1)
    }
    #expect(try bench.writeCommands() == [])
    #expect(try bench.contents() == before)
    #expect(bench.observer.plans.count == 1)
  }
}
