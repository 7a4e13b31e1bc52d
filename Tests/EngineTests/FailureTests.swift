import Engine
import Foundation
import RedisClient
import SourceText
import TestSupport
import Testing

/// What a server refuses in the middle of many rows, and servers that are not what was asked for.
@Suite struct FailureTests {
  private static let warm = """
    source feed csv "rows.csv" header on columns [id:int name]
    warm item from feed key "k:{name}:{id}" value text "{name}" ttl 1h jitter 10% write always
    """

  /// 3,000 rows, of which every 100th is called `bad`.
  private func rows(_ bench: Workbench) throws -> [(line: Int, key: String)] {
    var text = "id,name\n"
    var bad: [(line: Int, key: String)] = []
    for id in 1...3000 {
      let name = id % 100 == 0 ? "bad" : "good"
      text += "\(id),\(name)\n"
      if name == "bad" { bad.append((id + 1, "k:bad:\(id)")) }
    }
    try bench.write(text, to: "rows.csv")
    return bad
  }

  /// Somebody whose rights are taken away once the run has begun.
  private func restrictedUser(_ bench: Workbench) throws -> Credentials {
    bench.options.checksPermissions = false
    try bench.client.call("ACL", "SETUSER", "half", "on", ">x", "+@all", "~k:good:*")
    return Credentials(username: "half", password: Secret("x"))
  }

  @Test func rowsThatAnACLForbidsAreNamedByLineAndKey() throws {
    let bench = try Workbench()
    let bad = try rows(bench)
    let user = try restrictedUser(bench)
    let report = try bench.runOne(Self.warm, as: user)
    #expect(report.ledger.ok == 2970)
    #expect(report.ledger.failureCodes == ["noperm": 30])
    #expect(report.ledger.named.map(\.row) == bad.map(\.line))
    #expect(
      report.ledger.named.map { $0.key.map { String(decoding: $0, as: UTF8.self) } }
        == bad.map(\.key))
    #expect(report.ledger.planned == 3000)
    #expect(report.status == .partial && report.exit == .partial)
    #expect(try bench.client.call("DBSIZE").integer == 2970)
    #expect(try bench.runOne(Self.warm + " tolerate 1%", as: user).exit == .done)
    #expect(try bench.runOne(Self.warm + " tolerate 0.9%", as: user).exit == .partial)
    try bench.client.call("FLUSHALL")
    let stopped = try bench.runOne(Self.warm + " fail stop", as: user)
    #expect(stopped.exit == .partial)
    #expect(stopped.ledger.failed >= 1)
    #expect(try bench.client.call("DBSIZE").integer == stopped.ledger.ok)
  }

  @Test(arguments: [
    "", "guard keys <= 5000", "where idle < 1h", "by expire 1m", "where idle < 1h by expire 1m",
  ])
  func keysThatAnACLForbidsAreNamedAndTheOthersGo(clauses: String) throws {
    let bench = try Workbench()
    try bench.fill((1...1500).map { "k:good:\($0)" } + (1...13).map { "k:bad:\($0)" })
    let user = try restrictedUser(bench)
    // Scripts ask about TTLs, which the ACL forbids as well.
    let report = try bench.runOne(#"sweep all match "k:*" \#(clauses)"#, as: user)
    #expect(report.ledger.ok == 1500, "\(report.ledger.failureCodes)")
    #expect(report.ledger.failed == 13)
    #expect(
      Set(report.ledger.named.compactMap { $0.key.map { String(decoding: $0, as: UTF8.self) } })
        == Set((1...13).map { "k:bad:\($0)" }))
    #expect(report.exit == .partial)
    #expect(try bench.keys("k:bad:*").count == 13)
    if !clauses.contains("expire") { #expect(try bench.keys("k:good:*") == []) }
  }

  /// `fail stop` at a key that nobody may ask about: no plan was made of the others, and nothing is concluded from them.
  @Test func failStopEndsAWalkWithoutAVerdict() throws {
    let bench = try Workbench()
    try bench.fill((1...3000).map { "k:good:\($0)" } + (1...200).map { "k:bad:\($0)" })
    let user = try restrictedUser(bench)
    let sweep = try bench.runOne(
      #"sweep all match "k:*" where ttl == never guard keys <= 5k fail stop"#, as: user)
    #expect(sweep.exit == .partial)
    #expect(sweep.ledger.ok == 0 && sweep.ledger.failed > 0)
    #expect(try bench.client.call("DBSIZE").integer == 3200)
    let audit = try bench.runOne(#"audit all match "k:*" assert keys >= 0 fail stop"#, as: user)
    #expect(audit.exit == .partial)
    #expect(audit.audit == nil && audit.assertions.isEmpty)
  }

  @Test func aFullServerStopsTheWarmAndNamesEveryRow() throws {
    let bench = try Workbench()
    let value = String(repeating: "v", count: 2000)
    try bench.write("id,v\n" + (1...6000).map { "\($0),\(value)\n" }.joined(), to: "rows.csv")
    let used = try bench.usedMemory()
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(used + 4_000_000)")
    let report = try bench.runOne(
      """
      source feed csv "rows.csv" header on
      warm item from feed key "k:{id}" value text "{v}" ttl 1h jitter 10% guard server.memory < 1GiB
      """)
    let stored = try #require(try bench.client.call("DBSIZE").integer)
    #expect(report.ledger.ok == stored)
    #expect(report.ledger.ok > 100 && report.ledger.failed > 0)
    #expect(report.ledger.failureCodes.keys.map { $0 } == ["oom"])
    #expect(report.ledger.named.count == min(report.ledger.failed, 1000))
    // It found out with a row at a time, and did not burn all that were left.
    #expect(report.ledger.planned < 6000)
    #expect(report.exit == .partial)
    #expect(report.status == .failed)
    #expect(report.failure?.message.contains("OOM command not allowed") == true)
    #expect(report.failure?.message.contains("raise maxmemory") == true)
    for item in report.ledger.named.prefix(50) {
      let key = String(decoding: item.key ?? [], as: UTF8.self)
      #expect(try bench.client.call("EXISTS", key).integer == 0)
      #expect(key == "k:\((item.row ?? 0) - 1)")
    }
  }

  @Test func aFullServerThatRecoversIsWaitedFor() throws {
    let bench = try Workbench()
    try bench.write("id\n" + (1...2000).map { "\($0)\n" }.joined(), to: "rows.csv")
    try bench.client.call("CONFIG", "SET", "maxmemory", "1")
    let server = bench.server
    let relief = Thread {
      usleep(250_000)
      _ = try? server.raw("CONFIG", "SET", "maxmemory", "0")
    }
    relief.start()
    let report = try bench.runOne(
      """
      source feed csv "rows.csv" header on
      warm item from feed key "k:{id}" value text "v" ttl 1h jitter 10% batch 10 guard server.memory < 1GiB
      """)
    #expect(report.ledger.planned == 2000)
    #expect(report.ledger.ok == (try bench.client.call("DBSIZE").integer))
    #expect(report.ledger.ok > 0)
    #expect(report.exit == .partial)
    #expect(report.failure == nil)
  }

  @Test func aReplicaIsRefusedBeforeAnythingIsSent() throws {
    let bench = try Workbench()
    try bench.write("id,name\n1,a\n", to: "rows.csv")
    try bench.client.call("REPLICAOF", "127.0.0.1", "1")
    for recipe in [Self.warm, #"sweep "k:*""#] {
      let report = try bench.runOne(recipe)
      #expect(report.exit == .notPermitted)
      #expect(report.diagnostics.map(\.id) == ["G013"])
    }
    #expect(try bench.writeCommands().filter { $0 != "replicaof" } == [])
    #expect(try bench.runOne(#"audit "k:*""#).exit == .done)
  }

  @Test func aServerThatIsNotThere() throws {
    let bench = try Workbench()
    bench.address = .unixSocket("\(bench.folder.path)/nobody")
    bench.connection.connectDeadline = .milliseconds(200)
    let report = try bench.runOne(#"sweep "k:*""#)
    #expect(report.exit == .unavailable)
    #expect(report.failure?.message.contains("nobody") == true)
    #expect(report.failure?.message.contains("-s names another one") == true)
  }

  @Test func aWrongPassword() throws {
    let bench = try Workbench()
    try bench.client.call("CONFIG", "SET", "requirepass", "right")
    for credentials in [nil, Credentials(password: Secret("wrong"))] {
      let report = try bench.runOne(#"sweep "k:*""#, as: credentials)
      #expect(report.exit == .notPermitted)
      #expect(report.failure?.message.contains("password") == true)
    }
    #expect(
      try bench.runOne(#"audit "k:*""#, as: Credentials(password: Secret("right"))).exit == .done)
  }

  @Test func somethingThatIsNoRedis() throws {
    let bench = try Workbench()
    let web = try ScriptedServer(answer: "HTTP/1.1 400 Bad Request\r\n\r\n", thenCloses: true)
    defer { web.stop() }
    bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: web.port)))
    let report = try bench.runOne(#"sweep "k:*""#)
    #expect(report.exit == .unavailable)
    #expect(report.failure?.message.contains("not as Redis does") == true)
  }

  @Test func aClusterNodeIsRefused() throws {
    let bench = try Workbench(["cluster-enabled yes"])
    let report = try bench.runOne(#"sweep "k:*""#)
    #expect(report.exit == .notPermitted)
    #expect(report.diagnostics.map(\.id) == ["G018"])
    #expect(report.diagnostics.first?.message.contains("not built yet") == true)
  }

  @Test func nothingRunsWhereALaterStatementIsNotBuilt() throws {
    let bench = try Workbench()
    try bench.fill(["k:1"])
    let report = try bench.run(
      """
      secret dsn env "DSN"
      source shop postgres dsn
      sweep "k:*"
      follow cdc from shop slot "c" on p unlink ["p:{id}"]
      audit "k:*"
      """)
    #expect(report.statements.map(\.status) == [.skipped, .refused, .skipped])
    #expect(report.exit == .recipeError)
    #expect(try bench.keys() == ["k:1"])
  }

  @Test func anInterruptDrainsAndAccounts() throws {
    let bench = try Workbench()
    try bench.write(
      "id,name\n" + (1...20000).map { "\($0),n\n" }.joined(), to: "rows.csv")
    bench.interruptAfter = 2000
    let warm = try bench.runOne(Self.warm)
    #expect(warm.exit == .interrupted)
    #expect(warm.ledger.unknown == 0)
    #expect(warm.ledger.ok >= 2000 && warm.ledger.ok < 20000)
    #expect(try bench.client.call("DBSIZE").integer == warm.ledger.ok)
    #expect(warm.failure?.message.contains("SIGINT") == true)

    for clauses in ["", "guard keys <= 100k", "where ttl == never", "by expire 1h"] {
      try bench.client.call("FLUSHALL")
      try bench.fill((1...20000).map { "k:\($0)" })
      bench.interrupts.count = 0
      let sweep = try bench.runOne(#"sweep "k:*" rate 50k/s \#(clauses)"#)
      #expect(sweep.exit == .interrupted, "\(clauses)")
      #expect(sweep.ledger.ok >= 2000 && sweep.ledger.ok < 20000, "\(clauses)")
      #expect(sweep.ledger.unknown == 0)
      let lives = try bench.client.pipeline((1...20000).map { ["TTL", "k:\($0)"] })
      #expect(lives.count { $0.integer != -1 } == sweep.ledger.ok, "\(clauses)")
      if let plan = sweep.plan {
        #expect(sweep.ledger.planned == plan.matched)
        #expect(sweep.ledger.skipReasons == ["stopped": 20000 - sweep.ledger.ok])
      }
    }
  }

  @Test func anInterruptWhilePlanningChangesNothing() throws {
    let bench = try Workbench()
    try bench.fill((1...20000).map { "k:\($0)" })
    bench.interruptAfterScanned = 1
    let report = try bench.runOne(#"sweep "k:*" guard keys <= 100k scan rate 50k/s"#)
    #expect(report.exit == .interrupted)
    #expect(report.ledger.planned == 0)
    #expect(try bench.client.call("DBSIZE").integer == 20000)
  }

  /// The second signal does not wait for replies: what was sent without one is unknown, by name.
  @Test func aSecondInterruptClosesAtOnce() throws {
    let bench = try Workbench()
    try bench.write(
      "id,name\n" + (1...20000).map { "\($0),n\n" }.joined(), to: "rows.csv")
    bench.interruptAfter = 2000
    bench.interruptions = 2
    let warm = try bench.runOne(Self.warm)
    let ledger = warm.ledger
    #expect(warm.exit == .interrupted)
    #expect(ledger.planned == ledger.ok + ledger.failed + ledger.skipped + ledger.unknown)
    let stored = try #require(try bench.client.call("DBSIZE").integer)
    #expect(ledger.ok <= stored && stored <= ledger.ok + ledger.unknown)
  }

  @Test func progressIsToldOften() throws {
    let bench = try Workbench()
    try bench.write(
      "id,name\n" + (1...30000).map { "\($0),n\n" }.joined(), to: "rows.csv")
    _ = try bench.runOne(Self.warm)
    #expect(bench.observer.updates >= 20)
    _ = try bench.runOne(#"sweep "k:*" guard keys <= 100k"#)
    #expect(bench.observer.scans >= 5)
    #expect(bench.observer.updates >= 5)
  }
}

extension Workbench {
  func usedMemory() throws -> Int {
    let info = try client.call("INFO", "memory").text ?? ""
    let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("used_memory:") }
    return line.flatMap { Int($0.dropFirst("used_memory:".count)) } ?? 0
  }
}
