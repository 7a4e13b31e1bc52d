import Engine
import Foundation
import RedisClient
import TestSupport
import Testing

private let count = 30

/// One item that the server refuses, with every error that it may have: that item is named with the error's code, all others
/// are done, and the exit code says that it was not all.
@Suite struct ErrorReplyTests {

  static let errors = [
    "OOM command not allowed when used memory > 'maxmemory'.",
    "READONLY You can't write against a read only replica.",
    "MOVED 3999 127.0.0.1:1", "ASK 3999 127.0.0.1:1",
    "LOADING Redis is loading the dataset in memory",
    "BUSY Redis is busy running a script.", "NOSCRIPT No matching script.",
    "NOPERM this user has no permissions to access one of the keys",
    "NOAUTH Authentication required.", "WRONGPASS invalid username-password pair",
    "WRONGTYPE Operation against a key holding the wrong kind of value",
    "CLUSTERDOWN The cluster is down", "TRYAGAIN Multiple keys request during rehashing of slot",
    "MASTERDOWN Link with MASTER is down", "ERR max number of clients reached",
    "MISCONF Errors writing to the AOF file: No space left on device",
  ]

  enum Verb: String, CaseIterable {
    case warm, sweep, checkedSweep, expire, audit

    /// The command by which an item is refused.
    var command: String {
      switch self {
      case .warm: "SET"
      case .sweep: "UNLINK"
      case .checkedSweep: "EVALSHA"
      case .expire: "PEXPIREAT"
      case .audit: "PTTL"
      }
    }

    /// - Parameter family: what the keys begin with; each case has its own.
    func recipe(_ family: String) -> String {
      switch self {
      case .warm:
        "source feed csv \"rows.csv\"\nwarm w from feed key \"\(family):{id}\" value text \"v\" ttl 1h batch 10"
      case .sweep: "sweep \"\(family):*\" guard keys <= 100 batch 10"
      case .checkedSweep: "sweep \"\(family):*\" where ttl == never batch 10"
      case .expire: "sweep \"\(family):*\" by expire 1h batch 10"
      case .audit: "audit \"\(family):*\" assert count(ttl == never) >= 0"
      }
    }

    /// What the checker must find of a case whose item at a place was refused.
    func claims(_ family: String, _ key: String) -> [[String: Any]] {
      let left = ["text": key, "is": "v"] as [String: Any]
      return switch self {
      case .warm:
        [
          ["count": "\(family):*", "min": count - 1, "max": count - 1],
          ["text": key, "is": NSNull()],
        ]
      case .sweep, .checkedSweep: [["count": "\(family):*", "min": 1, "max": 1], left]
      case .expire: [["expires": key, "min": -1, "max": -1], left]
      case .audit: [["count": "\(family):*", "min": count, "max": count]]
      }
    }
  }

  /// First, middle, last.
  private static let places = [1, 15, 30]

  @Test(arguments: Verb.allCases)
  func theNamedItemFailsAndTheOthersAreDone(_ verb: Verb) throws {
    let bench = try Workbench()
    let rows = (1...count).map { "\($0)\n" }.joined()
    try bench.write("id\n" + rows, to: "rows.csv")
    var claims: [[String: Any]] = []
    for (number, error) in Self.errors.enumerated() {
      for place in Self.places {
        let family = "e\(number)p\(place)"
        let key = "\(family):\(place)"
        if verb != .warm { try bench.fill((1...count).map { "\(family):\($0)" }) }
        let report = try run(verb, verb.recipe(family), error, refusing: key, on: bench)
        let ledger = report.ledger
        let context: Comment = "\(verb), \(error), \(key): \(ledger), \(report.exit)"
        let code = error.prefix { $0 != " " }.lowercased()
        #expect(ledger.failed == 1, context)
        #expect(ledger.failureCodes == [code: 1], context)
        #expect(ledger.unknown == 0, context)
        #expect(
          ledger.named.map { String(decoding: $0.key ?? [], as: UTF8.self) } == [key], context)
        #expect(report.exit == .partial, context)
        if verb != .audit { #expect(ledger.ok == count - 1, context) }
        claims += verb.claims(family, key)
      }
    }
    try Checker.judge(bench.server, claims)
  }

  /// Refuses every command of the verb's kind that names the key.
  private func run(
    _ verb: Verb, _ recipe: String, _ error: String, refusing key: String, on bench: Workbench
  ) throws -> StatementReport {
    let (command, name) = (Array(verb.command.utf8), Array(key.utf8))
    let proxy = try FaultProxy(toSocket: bench.server.socketPath) { _ in
      var fault = FaultProxy.Fault()
      fault.refuses = { $0[0] == command && $0.contains(name) ? error : nil }
      return fault
    }
    defer { proxy.stop() }
    bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port)))
    return try bench.runOne(recipe)
  }

  /// A walk that is refused a page knows nothing of the rest: it is no success, whatever was seen.
  @Test func aRefusedPageEndsAWalk() throws {
    let bench = try Workbench()
    // Its SCAN would be counted.
    bench.options.checksPermissions = false
    try bench.fill((1...5000).map { "k:\($0)" })
    for error in Self.errors {
      for place in [0, 2] {
        let counter = Counter()
        let proxy = try FaultProxy(toSocket: bench.server.socketPath) { _ in
          var fault = FaultProxy.Fault()
          fault.refuses = {
            $0[0] == Array("SCAN".utf8) && counter.next() == place ? error : nil
          }
          return fault
        }
        defer { proxy.stop() }
        bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port)))
        let report = try bench.runOne(#"audit "k:*" assert keys >= 0"#)
        #expect(report.exit != .done, "\(error) at \(place)")
        #expect(report.audit == nil && report.assertions.isEmpty, "\(error) at \(place)")
        #expect(report.failure?.message.contains("SCAN") == true, "\(error) at \(place)")
      }
    }
  }

  @Test func aDeployNamesTheScriptThatWasRefused() throws {
    let bench = try Workbench()
    let names = ["first", "middle", "last"]
    for name in names { try bench.write("return '\(name)'\n", to: "\(name).lua") }
    let recipe =
      names.map { "lua \($0) file \"\($0).lua\"\n" }.joined()
      + "deploy all scripts [\(names.joined(separator: " "))]"
    for error in Self.errors {
      for name in names {
        try bench.client.call("SCRIPT", "FLUSH")
        let proxy = try FaultProxy(toSocket: bench.server.socketPath) { _ in
          var fault = FaultProxy.Fault()
          fault.refuses = { command in
            command.count > 2 && command[1] == Array("LOAD".utf8)
              && String(decoding: command[2], as: UTF8.self).contains("'\(name)'") ? error : nil
          }
          return fault
        }
        defer { proxy.stop() }
        bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port)))
        let report = try bench.runOne(recipe)
        let context: Comment = "\(error) of \(name): \(report.ledger), \(report.exit)"
        #expect(report.exit != .done, context)
        #expect(report.ledger.failed >= 1 && report.ledger.planned == 3, context)
        #expect(
          report.ledger.named.contains { "\($0.detail)".contains(error.prefix { $0 != " " }) },
          context)
      }
    }
  }

  /// Counts calls from the threads of a proxy.
  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
      lock.withLock {
        count += 1
        return count - 1
      }
    }
  }
}
