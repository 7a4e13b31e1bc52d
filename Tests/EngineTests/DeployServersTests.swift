import Engine
import Foundation
import Recipe
import RedisClient
import Synchronization
import TestSupport
import Testing

/// Deploys on every server, to a primary and two replicas; and a node that dies, or comes back empty, in the middle of one.
@Suite struct DeployServersTests {
  static let servers = [nil] + ServerBinary.others().map(Optional.some)

  private final class Group {
    let bench: Workbench
    let replicas: [TestServer]
    let hasFunctions: Bool
    var servers: [TestServer] { [bench.server] + replicas }

    init(_ binary: ServerBinary?) throws {
      bench = try Workbench(binary: binary, withPort: true)
      bench.connection.replyTimeout = .seconds(10)
      guard let port = bench.server.port else { throw TestFailure("a primary without a port") }
      replicas = try (0..<2).map { _ in
        try TestServer(
          ["replicaof 127.0.0.1 \(port)", "repl-diskless-sync-delay 0"], binary: binary,
          withPort: true)
      }
      if case .error = try bench.client.call("FUNCTION", "LIST") {
        hasFunctions = false
      } else {
        hasFunctions = true
      }
      try write(version: 1)
      try waitForReplicas()
    }

    deinit { for replica in replicas { replica.stop() } }

    /// A script and a library that answer the version.
    func write(version: Int) throws {
      try bench.write("return {\(version), KEYS[1]}\n", to: "take.lua")
      try bench.write(
        "#!lua name=limits\nredis.register_function('below', function() return \(version) end)\n",
        to: "limits.lua")
    }

    func waitForReplicas() throws {
      let client = try TestClient(bench.server)
      for _ in 0..<1500 {
        let info = try client.call("INFO", "replication").text ?? ""
        if info.components(separatedBy: "state=online").count == 3 { return }
        usleep(20_000)
      }
      throw TestFailure("the replicas are not in step after 30 s")
    }

    func deploy(planOnly: Bool = false) throws -> StatementReport {
      let libraries = hasFunctions ? "lua limits file \"limits.lua\" kind library\n" : ""
      return try bench.runOne(
        "lua take file \"take.lua\" keys 1\n\(libraries)"
          + "deploy d scripts [take\(hasFunctions ? " limits" : "")] drift overwrite",
        planOnly: planOnly)
    }

    var items: Int { hasFunctions ? 6 : 3 }

    /// From now on the primary is reached through a proxy, which shows each command before it passes it on.
    func proxy(_ watch: @escaping @Sendable ([[UInt8]]) -> Void) throws -> FaultProxy {
      let proxy = try FaultProxy(toSocket: bench.server.socketPath) { _ in
        var fault = FaultProxy.Fault()
        fault.refuses = { command in
          watch(command)
          return nil
        }
        return fault
      }
      bench.address = try ServerAddress(parsing: "redis://127.0.0.1:\(proxy.port)")
      return proxy
    }

    /// What the node answers when it is asked, not what was reported of it.
    func holds(_ server: TestServer, digest: String) throws -> (script: Bool, version: Int?) {
      let client = try TestClient(server)
      let script = try client.call("SCRIPT", "EXISTS", digest).elements[0].integer == 1
      guard hasFunctions else { return (script, nil) }
      func text(_ reply: TestReply) -> String {
        reply.elements.isEmpty
          ? reply.text ?? "" : reply.elements.map(text).joined(separator: "\n")
      }
      let code = text(try client.call("FUNCTION", "LIST", "WITHCODE"))
      return (script, [1, 2].first { code.contains("return \($0)") })
    }
  }

  @Test(arguments: servers) func whatAReplicaLosesIsSeenAndMended(_ binary: ServerBinary?) throws {
    let group = try Group(binary)
    let first = try group.deploy()
    #expect(first.exit == .done && first.ledger.ok == group.items, "\(first.ledger)")
    let second = try group.deploy()
    #expect(second.exit == .done && second.ledger.ok == 0)
    #expect(second.ledger.skipped == group.items)
    group.replicas[0].crash()
    try group.replicas[0].restart()
    try group.waitForReplicas()
    // A library comes with the data; a script does only before Redis 7.
    let lost = group.hasFunctions ? 1 : 0
    #expect(try group.deploy(planOnly: true).plan?.matched == lost)
    let mended = try group.deploy()
    #expect(mended.exit == .done && mended.ledger.ok == lost, "\(mended.ledger)")
    let digest = try #require(mended.deploy?.nodes[0].items[0].digest.hex)
    for server in group.servers {
      let found = try group.holds(server, digest: digest)
      #expect(found.script && found.version == (group.hasFunctions ? 1 : nil))
    }
  }

  struct Death: Sendable {
    var binary: ServerBinary?
    /// -1 is the primary itself.
    let victim: Int
    /// Dies when the primary is about to get the new version's first, or last, part.
    let moment: String
  }

  /// Every death on the standard server, two of them on each other.
  static let deaths =
    [0, 1, -1].flatMap { victim in
      ["SCRIPT", "FUNCTION"].map { Death(victim: victim, moment: $0) }
    }
    + ServerBinary.others().flatMap { binary in
      [
        Death(binary: binary, victim: 0, moment: "SCRIPT"),
        Death(binary: binary, victim: -1, moment: "FUNCTION"),
      ]
    }

  @Test(arguments: deaths) func everyNodeEndsOnTheOldOrTheNewVersion(_ death: Death) throws {
    let group = try Group(death.binary)
    let victim = death.victim
    let moment = group.hasFunctions ? death.moment : "SCRIPT"
    #expect(try group.deploy().exit == .done)
    try group.write(version: 2)
    let dying = victim < 0 ? group.bench.server : group.replicas[victim]
    let killer = Killer { dying.crash() }
    let direct = group.bench.address
    let proxy = try group.proxy { command in
      // The probe of what we may do names the command, too, without code.
      if command.prefix(2) == [Array(moment.utf8), Array("LOAD".utf8)], command.count > 2,
        command.last?.contains(UInt8(ascii: "2")) == true
      {
        killer.strike()
      }
    }
    defer { proxy.stop() }
    let report = try group.deploy()
    #expect(killer.hasStruck)
    #expect(report.exit != .done, "\(report.ledger)")
    let ledger = report.ledger
    #expect(ledger.planned == group.items, "\(ledger)")
    #expect(ledger.planned == ledger.ok + ledger.failed + ledger.skipped + ledger.unknown)
    // What is said of a node that lives is what it says itself.
    let nodes = try #require(report.deploy?.nodes)
    #expect(nodes.count == 3)
    for node in nodes {
      guard
        let server = group.servers.first(where: { server in
          node.name.hasSuffix(":\(server.port ?? 0)")
            || (node.role == .primary && server === group.bench.server)
        })
      else {
        Issue.record("no server is called \(node.name)")
        continue
      }
      if server === dying {
        #expect(node.items.allSatisfy { $0.after == .unknown || $0.after == nil }, "\(node)")
        continue
      }
      let found = try group.holds(server, digest: node.items[0].digest.hex)
      #expect(node.items[0].after == (found.script ? .present : .absent), "\(node.name)")
      guard group.hasFunctions else { continue }
      switch node.items[1].after {
      case .present?: #expect(found.version == 2, "\(node.name)")
      case .other?: #expect(found.version == 1, "\(node.name)")
      default: Issue.record("\(node.name): \(String(describing: node.items[1].after))")
      }
    }
    try dying.restart()
    group.bench.address = direct
    try group.waitForReplicas()
    let again = try group.deploy()
    #expect(again.exit == .done, "\(again.ledger)")
    let digest = nodes[0].items[0].digest.hex
    for server in group.servers {
      let found = try group.holds(server, digest: digest)
      #expect(found.script && found.version == (group.hasFunctions ? 2 : nil))
    }
  }

  /// It took what it was given, and comes back empty before it is asked what it holds: no success, whatever was answered.
  @Test(arguments: servers)
  func aServerRestartedBeforeItIsReadBackIsNoSuccess(_ binary: ServerBinary?) throws {
    let group = try Group(binary)
    let primary = group.bench.server
    let wasLoaded = Atomic(false)
    let restarter = Killer { try? primary.restart() }
    let last = group.hasFunctions ? "FUNCTION" : "SCRIPT"
    let direct = group.bench.address
    let proxy = try group.proxy { command in
      let words = command.prefix(2).map { String(decoding: $0, as: UTF8.self) }
      if words == [last, "LOAD"], command.count > 2,
        command.last?.contains(UInt8(ascii: "1")) == true
      {
        wasLoaded.store(true, ordering: .relaxed)
      } else if words == ["SCRIPT", "EXISTS"], wasLoaded.load(ordering: .relaxed) {
        restarter.strike()
      }
    }
    defer { proxy.stop() }
    let report = try group.deploy()
    #expect(restarter.hasStruck)
    #expect(report.exit != .done && report.exit != .guardRefused, "\(report.ledger)")
    let ledger = report.ledger
    #expect(ledger.planned == group.items && ledger.ok < group.items, "\(ledger)")
    #expect(ledger.planned == ledger.ok + ledger.failed + ledger.skipped + ledger.unknown)
    let node = try #require(report.deploy?.nodes[0])
    let found = try group.holds(primary, digest: node.items[0].digest.hex)
    #expect(!found.script && found.version == nil)
    #expect(node.items.allSatisfy { $0.after != .present }, "\(node)")
    group.bench.address = direct
    try group.waitForReplicas()
    #expect(try group.deploy().exit == .done)
  }
}

/// Does something to a server, once.
private final class Killer: Sendable {
  private let body: @Sendable () -> Void
  private let wasUsed = Atomic(false)

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  var hasStruck: Bool { wasUsed.load(ordering: .relaxed) }

  func strike() {
    guard wasUsed.exchange(true, ordering: .relaxed) == false else { return }
    body()
  }
}
