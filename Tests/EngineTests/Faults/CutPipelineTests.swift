import Bytes
import Engine
import Foundation
import RESP
import RedisClient
import TestSupport
import Testing

/// A pipeline of 100 commands that loses its connection after reply k: what was replied is final, what may run twice is sent
/// again, and nothing else is. The checker counts in the server what really ran.
@Suite struct CutPipelineTests {
  private static let commands = 100

  /// All in the long form.
  private static let places =
    LongForm.isWanted ? Array(0...commands) : [0, 1, 2, 13, 37, 50, 63, 77, 98, 99, 100]

  private func proxy(
    _ server: TestServer, _ command: String, after place: Int, resets: Bool
  ) throws -> FaultProxy {
    try FaultProxy(toSocket: server.socketPath) { connection in
      guard connection == 0 else { return FaultProxy.Fault() }
      var fault = FaultProxy.Fault.cut(afterReplies: place, resets: resets)
      // Only those of the pipeline count: the handshake gets through.
      fault.counts = { $0[0] == Array(command.utf8) }
      if place == 0 {
        fault.cutAfterReplies = nil
        fault.cutsBefore = { $0[0] == Array(command.utf8) }
      }
      return fault
    }
  }

  /// Counts what became of commands that must not be sent twice.
  private final class Increments: CommandStreamClient {
    var ok = 0
    var unknown = 0
    var notSent = 0

    func received(_ reply: ReplyView, to command: ByteSlice, tag: UInt64) { ok += 1 }
    func mayResend(tag: UInt64) -> Bool { false }
    func lost(_ command: ByteSlice, tag: UInt64, mayHaveRun: Bool) {
      if mayHaveRun { unknown += 1 } else { notSent += 1 }
    }
    func connectionReplaced() {}
  }

  @Test(arguments: [false, true])
  func incrementsLieBetweenOkAndOkAndUnknown(resets: Bool) throws {
    let server = try TestServer()
    defer { server.stop() }
    var claims: [[String: Any]] = []
    for place in Self.places {
      let proxy = try proxy(server, "INCR", after: place, resets: resets)
      defer { proxy.stop() }
      let connection = Connection(
        to: ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port))))
      try connection.connect()
      let client = Increments()
      let stream = CommandStream(connection, client: client, interrupts: TestInterrupts())
      for number in 0..<Self.commands {
        connection.encoder.append(command: ["INCR", "n:\(place)"].map { Array($0.utf8) })
        stream.enqueue(tag: UInt64(number))
      }
      while !stream.isIdle { try stream.wait(pace: nil) }
      #expect(client.ok + client.unknown + client.notSent == Self.commands, "after \(place)")
      #expect(resets ? client.ok <= place : client.ok == place, "after \(place)")
      claims.append([
        "number": "n:\(place)", "min": client.ok, "max": client.ok + client.unknown,
      ])
    }
    try Checker.judge(server, claims)
  }

  @Test(arguments: [false, true])
  func warmsEndWithEveryRowAccountedFor(resets: Bool) throws {
    let bench = try Workbench()
    // Its commands would be counted.
    bench.options.checksPermissions = false
    let rows = (1...Self.commands).map { "\($0)\n" }.joined()
    try bench.write("id\n" + rows, to: "rows.csv")
    var claims: [[String: Any]] = []
    for place in Self.places {
      for (command, value) in [
        ("SET", #"text "v" ttl never"#), ("RPUSH", #"list "v" ttl never write append"#),
      ] {
        let proxy = try proxy(bench.server, command, after: place, resets: resets)
        defer { proxy.stop() }
        bench.address = ServerAddress(.tcp(.init(host: "127.0.0.1", port: proxy.port)))
        let report = try bench.runOne(
          """
          source feed csv "rows.csv"
          warm w from feed key "\(command):\(place):{id}" value \(value) batch 100
          """)
        let ledger = report.ledger
        let context: Comment = "\(command) after \(place): \(ledger)"
        #expect(ledger.planned == Self.commands && ledger.failed == 0, context)
        #expect(
          ledger.ok + ledger.failed + ledger.skipped + ledger.unknown == ledger.planned, context)
        if command == "SET" {
          #expect(ledger.ok == Self.commands && report.exit == .done, context)
          claims.append([
            "count": "SET:\(place):*", "min": Self.commands, "max": Self.commands,
          ])
        } else {
          #expect(report.exit == (ledger.unknown > 0 ? .partial : .done), context)
          claims.append(["atMostOnce": "RPUSH:\(place):*"])
          claims.append([
            "total": "RPUSH:\(place):*", "min": ledger.ok, "max": ledger.ok + ledger.unknown,
          ])
        }
      }
    }
    try Checker.judge(bench.server, claims)
  }
}
