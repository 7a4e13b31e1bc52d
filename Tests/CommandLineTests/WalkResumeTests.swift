import Foundation
import RowSources
import TestSupport
import Testing

/// A sweep that was stopped goes on where its walk was, part by part, however the table has grown or shrunk since (docs/decisions/0059).
@Suite struct WalkResumeTests {
  private static let count = 100_000
  private static let others = 60_000
  static let servers = [nil] + ServerBinary.others().map(Optional.some)

  /// What becomes of the table between the two runs.
  enum Change: CaseIterable { case none, grows, shrinks }

  /// Stopped after a checkpoint, gone on with and killed at once, and gone on with again.
  @Test(arguments: servers) func nothingIsMissedAndNothingWalkedTwice(binary: ServerBinary?) throws
  {
    let cases = [SIGKILL, SIGTERM].flatMap { signal in Change.allCases.map { (signal, $0) } }
    for (signal, change) in LongForm.isWanted ? cases : [cases.randomElement() ?? cases[0]] {
      try goOn(binary, signal, change)
    }
  }

  private func goOn(_ binary: ServerBinary?, _ signal: Int32, _ change: Change) throws {
    let server = try TestServer(binary: binary)
    defer { server.stop() }
    let client = try TestClient(server)
    let folder = try TemporaryFolder()
    try fill(client, "s", Self.count)
    try fill(client, "o", Self.others)
    let recipe = try folder.file("s.recipe", "sweep \"s:*\" rate 30k/s\n")
    let state = ["XDG_STATE_HOME": "\(folder.path)/state"]
    let run = ["run", recipe, "-s", "unix://\(server.socketPath)", "-y", "--json"]
    let context: Comment = "\(signal), \(change)"

    let first = try stop(run, state, by: signal) { try removed(folder) >= Self.count * 45 / 100 }
    #expect(first == (signal == SIGKILL ? 137 : 143), context)
    let between = try size(client) - Self.others
    #expect(between > 0, context)
    switch change {
    case .none: break
    case .grows: try fill(client, "n", 500_000)
    case .shrinks:
      try client.pipeline((0..<Self.others).map { ["UNLINK", "o:\($0)"] })
    }
    let resume = ["job", "resume", "last", "-y", "--json"]
    let before = try size(client)
    let second = try stop(resume, state, by: SIGKILL) { try size(client) < before }
    #expect(second == 137, context)
    let left = try size(client)

    try client.call("CONFIG", "RESETSTAT")
    let result = try Program.run(resume, environment: state)
    let scans = try scans(client)
    #expect(result.exit == 0, "\(context): \(result.errors)")
    #expect(
      (result.output + result.errors).contains("parts of its walk are done"), "\(result.output)")
    let statement = try #require(try result.statements().last)
    func number(_ name: String) -> Int { statement[name] as? Int ?? -1 }
    #expect(number("planned") == number("ok") + number("skipped"), "\(context): \(statement)")
    // Nobody knows what a killed run removed behind its last checkpoint. A table that shrinks gives keys twice.
    #expect(number("ok") <= left, "\(context): \(statement)")
    #expect(change == .shrinks || number("planned") <= Self.count, "\(context): \(statement)")
    #expect(number("skipped") >= Self.count * 45 / 100, "\(context): \(statement)")
    let kept = change == .shrinks ? 0 : Self.others
    try Checker.judge(
      server,
      [
        ["count": "s:*", "max": 0], ["count": "o:*", "min": kept, "max": kept],
        ["count": "n:*", "min": change == .grows ? 500_000 : 0],
      ])
    if change == .none {
      // A walk that begins again would ask for all that is there, 500 at a time.
      #expect(scans * 500 < left * 9 / 10, "\(context): \(scans) pages, \(left) keys: \(statement)")
    }
  }

  private func fill(_ client: TestClient, _ name: String, _ count: Int) throws {
    try client.pipeline((0..<count).map { ["SET", "\(name):\($0)", "x"] })
  }

  private func size(_ client: TestClient) throws -> Int { try client.call("DBSIZE").integer ?? 0 }

  private func scans(_ client: TestClient) throws -> Int {
    let text = try client.call("INFO", "commandstats").text ?? ""
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("cmdstat_scan:") }
    return line.flatMap { Int($0.drop { $0 != "=" }.dropFirst().prefix { $0.isNumber }) } ?? 0
  }

  /// How many keys a run has written down as removed, with where its walk is.
  private func removed(_ folder: TemporaryFolder) throws -> Int {
    let path = "\(folder.path)/state/cachectl/state.db"
    guard FileManager.default.fileExists(atPath: path),
      let database = try? Database(path: path, options: .readOnly)
    else { return 0 }
    var count = 0
    try? database.forEachRow(
      of: "SELECT ok FROM checkpoint JOIN artifact USING (run) WHERE kind = 'walk'"
    ) { row in
      count = Int(row.int64(0))
      return false
    }
    return count
  }

  /// Starts the program and stops it when its moment has come; its exit code.
  private func stop(
    _ arguments: [String], _ environment: [String: String], by signal: Int32,
    when isTime: () throws -> Bool
  ) throws -> Int32 {
    let program = try Program.start(arguments, environment: environment)
    let deadline = Date.now.addingTimeInterval(60)
    while try !isTime(), Date.now < deadline { usleep(1000) }
    program.send(signal)
    return try program.finish(seconds: 60).exit
  }
}
