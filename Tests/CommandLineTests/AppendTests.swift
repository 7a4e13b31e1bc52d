import Foundation
import TestSupport
import Testing

/// Rows that must not be written twice, at full speed: one batch is answered, the next is written down, a third is read. Killed or stopped
/// anywhere, the run goes on with nothing missed and nothing done twice (docs/decisions/0058).
@Suite struct AppendTests {
  /// Of which every 997th cannot be used.
  private static let rowCount = 30_000
  private static let bad = (1...rowCount).count { $0 % 997 == 0 }
  /// Two batches: what is unknown at most after a kill.
  private static let mostUnknown = 10_000

  private let bench: JobBench

  init() throws {
    bench = try JobBench()
    let rows = (1...Self.rowCount).map { "\($0),\($0 % 997 == 0 ? "?" : "\($0)")\n" }.joined()
    _ = try bench.folder.file("many.csv", "id,n\n" + rows)
  }

  enum Form: String, CaseIterable, CustomTestStringConvertible {
    /// RPUSH; a script, because there is a TTL; and behind a tag.
    case list, script, tagged

    var text: String {
      let feed = "source many csv \"many.csv\" columns [id:int n:int]\n"
      return switch self {
      case .list:
        feed + #"warm s from many key "s:{id}" value list "{n}" ttl never write append"#
      case .script:
        feed + #"warm s from many key "s:{id}" value list "{n}" ttl 1h write append"#
      case .tagged:
        feed + "key s = \"s:{id:int}\" tag \"t:{id % 8}\"\n"
          + #"warm s from many value list "{n}" ttl never write append"#
      }
    }
    var testDescription: String { rawValue }
  }

  @Test(arguments: Form.allCases, [SIGKILL, SIGTERM])
  func goesOnWhereverItEnded(_ form: Form, _ signal: Int32) throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<(LongForm.isWanted ? 20 : 1) {
      try goOn(form, signal, after: Int.random(in: 1..<Self.rowCount, using: &random))
    }
  }

  private func goOn(_ form: Form, _ signal: Int32, after count: Int) throws {
    try bench.prepare(.list)
    try bench.write(form.text, for: .list)
    let context: Comment = "\(form), \(signal) after \(count)"
    let stopped = try bench.start(.list, stoppedBy: signal, after: count)
    let result = try bench.program("job", "resume", "last", "-y", "--json")
    let isOver = result.errors.contains("nothing to go on with")
    var unknown = 0
    if isOver {
      // It was faster than the signal, or was killed behind its last word to its diary.
      #expect(stopped == 5 || stopped == 137, context)
    } else {
      // Rows that cannot be used make it 5, where it was faster than the signal.
      #expect(
        stopped == (signal == SIGKILL ? 137 : 143) || stopped == 5, "\(context): \(bench.errors)")
      let statement = try #require(try result.statements().last, "\(context): \(result.errors)")
      func number(_ name: String) -> Int { statement[name] as? Int ?? -1 }
      unknown = number("unknown")
      #expect(number("planned") == Self.rowCount, "\(context): \(statement)")
      #expect(
        number("ok") + number("failed") + number("skipped") + unknown == Self.rowCount, context)
      #expect(number("failed") == Self.bad, "\(context): \(statement)")
      #expect(unknown <= (signal == SIGKILL ? Self.mostUnknown : 0), context)
      #expect(result.exit == 5, "\(context): \(result.errors)")
    }
    let good = Self.rowCount - Self.bad
    try Checker.judge(
      bench.server,
      [["atMostOnce": "s:*"], ["total": "s:*", "min": good - unknown, "max": good]])
    // Each row that cannot be used is there once, whichever run met it.
    let rejects = try bench.program("job", "show", "last", "--rejects", "-f", "ndjson").output
    let lines = rejects.split(separator: "\n").compactMap { $0.firstMatch(of: /"line":(\d+)/)?.1 }
    #expect(lines.count == Self.bad && Set(lines).count == Self.bad, context)
    try bench.forgetRuns()
  }

  /// Scripts that are lost in the middle go again behind others: replies do not come in the order of batches any more.
  @Test func scriptsAreLostMeanwhile() throws {
    try bench.prepare(.list)
    try bench.write(Form.script.text, for: .list)
    let program = try Program.start(
      ["run", bench.path(.list), "-s", bench.address, "-y", "--json"],
      environment: bench.environment)
    let deadline = Date.now.addingTimeInterval(60)
    var (size, flushes) = (0, 0)
    while size < Self.rowCount - Self.bad, Date.now < deadline, flushes < 8 {
      size = try bench.client.call("DBSIZE").integer ?? 0
      guard size > flushes * 3500 else { continue }
      try bench.client.call("SCRIPT", "FLUSH")
      flushes += 1
    }
    let ending = try program.finish(seconds: 120)
    let result = Program.Result(
      exit: ending.exit, output: String(decoding: ending.output, as: UTF8.self),
      errors: String(decoding: ending.errors, as: UTF8.self))
    #expect(result.exit == 5, "\(result.errors)")
    let statement = try #require(try result.statements().last)
    func number(_ name: String) -> Int { statement[name] as? Int ?? -1 }
    #expect(number("planned") == Self.rowCount && number("unknown") == 0, "\(statement)")
    // A script that is lost is loaded once, and every call of it that came back goes again.
    #expect(number("failed") == Self.bad, "\(statement)")
    let good = Self.rowCount - Self.bad
    try Checker.judge(
      bench.server, [["atMostOnce": "s:*"], ["total": "s:*", "min": good, "max": good]])
  }

  /// Rows of a pipe go to the server when they have come, not when the next ones have.
  @Test func nothingOfAPipeWaitsForItsNextRow() throws {
    try bench.prepare(.list)
    try bench.write(
      "source feed csv \"-\" columns [id:int n]\n"
        + #"warm s from feed key "s:{id}" value list "{n}" ttl never write append"#, for: .list)
    let program = try Program.start(
      ["run", bench.path(.list), "-s", bench.address, "-y", "--json"],
      environment: bench.environment)
    for count in 1...3 {
      let head = count == 1 ? "id,n\n" : ""
      try program.write("\(head)\(count),x\n")
      let deadline = Date.now.addingTimeInterval(60)
      while try bench.client.call("DBSIZE").integer != count, Date.now < deadline { usleep(2000) }
      #expect(try bench.client.call("DBSIZE").integer == count)
    }
    #expect(try program.finish(seconds: 60).exit == 0)
  }
}
