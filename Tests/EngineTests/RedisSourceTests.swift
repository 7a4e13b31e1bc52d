import Engine
import Foundation
import RedisClient
import TestSupport
import Testing

/// Rows from a structure of a Redis server, and from the names of its keys.
@Suite struct RedisSourceTests {
  static let servers = [nil] + ServerBinary.others().map(Optional.some)

  /// Each structure larger than a page, copied row by row into keys of its own.
  @Test(arguments: servers) func everyStructureGivesItsRows(_ binary: ServerBinary?) throws {
    let bench = try Workbench(binary: binary)
    let numbers = 1...2500
    var commands: [[String]] = []
    for number in numbers {
      commands += [
        ["SADD", "in:set", "m\(number)"], ["ZADD", "in:zset", "\(number).5", "m\(number)"],
        ["RPUSH", "in:list", "e\(number)"], ["HSET", "in:hash", "f\(number)", "v\(number)"],
        ["XADD", "in:stream", "\(number)-1", "user", "u\(number)", "n", "\(number)"],
      ]
    }
    try bench.client.pipeline(commands)
    let report = try bench.run(
      """
      source hot redis
      warm set from hot set "in:set" key "set:{member}" value text "here" ttl 1h
      warm top from hot zset "in:zset" top 1200 where score > 2000 key "top:{member}" value text "{score}" ttl 1h
      warm zset from hot zset "in:zset" key "zset:{member}" value text "{score}" ttl 1h
      warm list from hot list "in:list" key "list:{index}" value text "{element}" ttl 1h
      warm hash from hot hash "in:hash" key "hash:{field}" value text "{value}" ttl 1h
      warm stream from hot stream "in:stream" key "stream:{id}" value hash [user n none] ttl 1h
      """)
    #expect(report.exit == .done)
    #expect(report.statements.map(\.ledger.ok) == [2500, 501, 2500, 2500, 2500, 2500])
    #expect(report.statements[1].ledger.planned == 501)
    let client = bench.client
    #expect(try client.call("GET", "set:m2500").text == "here")
    #expect(try client.call("GET", "top:m2001").text == "2001.5")
    #expect(try client.call("GET", "zset:m1").text == "1.5")
    #expect(try client.call("GET", "list:0").text == "e1")
    #expect(try client.call("GET", "list:2499").text == "e2500")
    #expect(try client.call("GET", "hash:f77").text == "v77")
    #expect(
      Set(try client.call("HGETALL", "stream:9-1").elements.compactMap(\.text)) == [
        "user", "u9", "n", "9",
      ])
  }

  @Test func namesOfAnotherServerGiveTheKeysOfASweep() throws {
    let (bench, other) = (try Workbench(), try Workbench())
    try bench.fill((1...3000).map { "session:\($0)" })
    try other.fill((1...3000).filter { $0 % 2 == 0 }.map { "session:\($0)" } + ["x"])
    let report = try bench.runOne(
      """
      source gone redis "unix://\(other.server.socketPath)"
      sweep stale from gone names "session:*" key "{key}"
      """)
    #expect(report.exit == .done && report.ledger.ok == 1500, "\(report.ledger)")
    #expect(try bench.keys().count == 1500)
    #expect(try other.keys().count == 1501)
  }

  @Test func whatIsNotThereHasNoRows() throws {
    let bench = try Workbench()
    let report = try bench.run(
      ["set", "zset", "list", "hash", "stream", "names"].enumerated().map { number, kind in
        "warm w\(number) from hot \(kind) \"nothing\" key \"k\" value text \"x\" ttl 1h jitter 1m"
      }.reduce("source hot redis") { "\($0)\n\($1)" })
    #expect(report.exit == .done)
    #expect(report.statements.allSatisfy { $0.ledger.planned == 0 && $0.exit == .done })
  }

  @Test func anotherTypeIsNamed() throws {
    let bench = try Workbench()
    try bench.client.call("HSET", "h", "a", "1")
    let report = try bench.runOne(
      """
      source hot redis
      warm w from hot zset "h" key "k:{member}" value text "x" ttl 1h
      """)
    #expect(report.exit == .recipeError)
    #expect(report.failure?.message.contains("the key holds a hash, not a zset") == true)
    #expect(report.failure?.message.contains("hot") == true)
  }

  @Test func largeElementsComeInSmallPages() throws {
    let bench = try Workbench()
    let large = String(repeating: "x", count: 100_000)
    try bench.client.pipeline((0..<300).map { ["RPUSH", "in", "\($0)\(large)"] })
    let report = try bench.runOne(
      """
      source hot redis
      warm w from hot list "in" key "k:{index}" value text "{element | slice 0 3}" ttl 1h
      """)
    #expect(report.ledger.ok == 300)
    #expect(try bench.client.call("GET", "k:299").text == "299")
  }

  /// A list that grows while it is read has an end; a set gives what stood in it all the time.
  @Test func whatIsWrittenWhereItIsReadHasAnEnd() throws {
    let bench = try Workbench()
    try bench.client.pipeline((0..<2000).map { ["RPUSH", "in", "\($0)"] })
    let report = try bench.runOne(
      """
      source hot redis
      warm w from hot list "in" key "in" value list "again {element}" ttl never write append
      """)
    #expect(report.ledger.ok == 2000)
    #expect(try bench.client.call("LLEN", "in").integer == 4000)
  }

  @Test func aLostConnectionIsMadeAgain() throws {
    let (bench, other) = (try Workbench(), try Workbench())
    try other.client.pipeline((1...3000).map { ["SADD", "in", "m\($0)"] })
    // The second connection is the source's own: its third page is lost.
    let proxy = try FaultProxy(toSocket: other.server.socketPath) { connection in
      guard connection == 1 else { return FaultProxy.Fault() }
      var fault = FaultProxy.Fault.cut(afterReplies: 2)
      fault.counts = { $0.first == Array("SSCAN".utf8) }
      return fault
    }
    defer { proxy.stop() }
    let recipe = """
      source hot redis "redis://127.0.0.1:\(proxy.port)"
      warm w from hot set "in" key "out" value set "{member}" ttl 1h write append
      """
    let report = try bench.runOne(recipe)
    #expect(report.exit == .done && report.ledger.ok == 3000)
    #expect(try bench.client.call("SCARD", "out").integer == 3000)
    #expect(proxy.connectionCount == 3)
  }

  @Test func aServerThatIsNotThereIsAFailureOfTheStatement() throws {
    let bench = try Workbench()
    let report = try bench.runOne(
      """
      source hot redis "unix://\(bench.folder.path)/none.sock"
      warm w from hot set "in" key "out" value set "{member}" ttl 1h write append
      """)
    #expect(report.exit == .unavailable)
    #expect(try bench.keys().isEmpty)
  }

  @Test func rightsThatAreMissingAreNamedBeforeAnythingIsSent() throws {
    let bench = try Workbench()
    try bench.client.call("SADD", "in", "a")
    try bench.client.pipeline([
      [
        "ACL", "SETUSER", "writer", "on", "nopass", "~out:*", "~in", "-@all", "+@write", "+ping",
        "+info", "+time", "+exists", "+multi", "+discard", "+client", "+type",
      ]
    ])
    let report = try bench.runOne(
      """
      source hot redis
      warm w from hot set "in" key "out:{member}" value text "x" ttl 1h
      """, as: Credentials(username: "writer", password: Secret("")))
    #expect(report.exit == .notPermitted)
    #expect(report.failure?.message.contains("+sscan") == true, "\(report.failure?.message ?? "")")
  }
}
