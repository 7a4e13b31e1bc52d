import Foundation
import TestSupport
import Testing

/// One run of a job at a time: on this machine by itself, by a name with `lock`, across machines with a lease on the server. What
/// a dead holder left blocks nobody for long.
@Suite struct LockTests {
  private let server: TestServer
  private let folder: TemporaryFolder

  /// So slow that it surely goes on until it is stopped.
  private static let slow = "rate 20/s"

  init() throws {
    server = try TestServer()
    folder = try TemporaryFolder()
    let rows = "id\n" + (1...20_000).map { "\($0)\n" }.joined()
    _ = try folder.file("rows.csv", rows)
  }

  private func recipe(_ clauses: String, named name: String = "r.recipe") throws -> String {
    try folder.file(
      name,
      """
      source rows csv "rows.csv"
      warm item from rows key "item:{id}" value text "v" ttl 1h jitter 10% \(clauses)
      """)
  }

  /// A machine of its own, as far as its state tells.
  private func machine(_ name: String) -> [String: String] {
    ["XDG_STATE_HOME": "\(folder.path)/\(name)"]
  }

  private func start(_ arguments: [String], on machine: String) throws -> StartedProgram {
    try Program.start(
      arguments + ["-s", "unix://\(server.socketPath)", "--yes", "--json"],
      environment: self.machine(machine))
  }

  private func run(_ arguments: [String], on machine: String) throws -> Program.Result {
    let ending = try start(arguments, on: machine).finish()
    return Program.Result(
      exit: ending.exit, output: String(decoding: ending.output, as: UTF8.self),
      errors: String(decoding: ending.errors, as: UTF8.self))
  }

  /// Waits until something holds; a minute is long enough for any machine.
  private func wait(for what: String, until holds: () throws -> Bool) throws {
    for _ in 0..<6000 {
      if try holds() { return }
      usleep(10_000)
    }
    throw TestFailure("waited in vain for \(what)")
  }

  private func writes() throws -> Bool {
    try server.raw("EXISTS", "item:1") == ":1\r\n"
  }

  private func key(_ name: String) throws -> String {
    try server.raw("GET", "cachectl:lock:\(name)")
  }

  @Test func oneRunOfAJobAtATimeAndADeadHolderBlocksNobody() throws {
    let job = ["run", try recipe(Self.slow)]
    let first = try start(job, on: "a")
    try wait(for: "the first write", until: writes)
    let second = try run(job, on: "a")
    #expect(second.exit == 75, "\(second.errors)")
    #expect(second.errors.contains("this job"), "\(second.errors)")
    #expect(second.errors.contains("process \(first.id) of "), "\(second.errors)")
    #expect(second.errors.contains(" on \(Foundation.ProcessInfo.processInfo.hostName)"))
    #expect(second.errors.contains("since 20") && second.errors.contains("--wait"))
    let statement = try #require(try second.statements().first)
    #expect(statement["status"] as? String == "refused")
    #expect(statement["planned"] as? Int == 0)
    // Another server, or other parameters, are another job; a plan changes nothing.
    #expect(try run(["plan", job[1]], on: "a").exit == 0)

    first.send(SIGKILL)
    #expect(try first.wait(seconds: 60) == 137)
    _ = try server.raw("FLUSHALL")
    let third = try start(job, on: "a")
    try wait(for: "the third run", until: writes)
    third.send(SIGTERM)
    #expect(try third.finish().exit == 143)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/a/cachectl/locks") == [])
  }

  @Test func aNamedLockKeepsOthersOutAndIsWaitedFor() throws {
    let first = try start(["run", try recipe(#"lock "a/b" \#(Self.slow)"#)], on: "a")
    try wait(for: "the first write", until: writes)
    let other = ["exec", #"sweep "none:*" lock "a/b""#]
    let refused = try run(other, on: "a")
    #expect(refused.exit == 75 && refused.errors.contains("lock `a/b` of this machine"))
    #expect(try run(["exec", #"sweep "none:*" lock "c""#], on: "a").exit == 0)
    #expect(try run(other, on: "b").exit == 0, "another machine")
    let briefly = try run(["exec", #"sweep "none:*" lock "a/b" wait 200ms"#], on: "a")
    #expect(briefly.exit == 75 && briefly.errors.contains("it was waited for 0.2 s"))

    let waiting = try start(other + ["--wait", "2m"], on: "a")
    #expect(try waiting.wait(seconds: 0.5) == nil)
    first.send(SIGINT)
    #expect(try first.finish().exit == 130)
    #expect(try waiting.finish().exit == 0)
  }

  @Test func aLeaseHoldsAcrossMachinesAndEndsWithItsTime() throws {
    let clauses = #"lock "nightly" server lease 3s"#
    let first = try start(["run", try recipe("\(clauses) \(Self.slow)")], on: "a")
    try wait(for: "the first write", until: writes)
    // It is renewed: well beyond its length it is still there.
    usleep(4_000_000)
    #expect(try key("nightly").contains("pid \(first.id)"))
    let other = ["exec", #"sweep "none:*" \#(clauses)"#]
    let refused = try run(other, on: "b")
    #expect(refused.exit == 75, "\(refused.errors)")
    #expect(refused.errors.contains("lock `nightly` on "), "\(refused.errors)")
    #expect(refused.errors.contains("process \(first.id) of "), "\(refused.errors)")
    first.send(SIGKILL)
    #expect(try first.wait(seconds: 60) == 137)
    let next = try run(other + ["--wait", "60s"], on: "b")
    #expect(next.exit == 0, "\(next.errors)")
    #expect(try server.raw("EXISTS", "cachectl:lock:nightly") == ":0\r\n")
  }

  enum Loss: CaseIterable { case removed, taken, stopped }

  @Test(arguments: Loss.allCases)
  func aLostLeaseStopsTheRun(_ loss: Loss) throws {
    let path = try recipe(#"lock "n" server lease 2s \#(Self.slow)"#)
    let run = try start(["run", path], on: "a")
    try wait(for: "the first write", until: writes)
    switch loss {
    case .removed: _ = try server.raw("DEL", "cachectl:lock:n")
    case .taken: _ = try server.raw("SET", "cachectl:lock:n", "somebody else's")
    case .stopped:
      run.send(SIGSTOP)
      try wait(for: "the end of the lease") {
        try server.raw("EXISTS", "cachectl:lock:n") == ":0\r\n"
      }
      run.send(SIGCONT)
    }
    let ending = try run.finish()
    let errors = String(decoding: ending.errors, as: UTF8.self)
    #expect(ending.exit == 75, "\(errors)")
    #expect(errors.contains("lease `n` was lost") && errors.contains("nothing more was sent"))
    #expect(errors.contains("job resume r-"), "\(errors)")
    let result = Program.Result(
      exit: ending.exit, output: String(decoding: ending.output, as: UTF8.self), errors: errors)
    let statement = try #require(try result.statements().first)
    let locks = try server.raw("EXISTS", "cachectl:lock:n") == ":1\r\n" ? 1 : 0
    #expect(locks == (loss == .taken ? 1 : 0), "what is not ours stays")
    #expect(statement["unknown"] as? Int == 0)
    #expect(try server.raw("DBSIZE") == ":\((statement["ok"] as? Int ?? -1) + locks)\r\n")
  }

  @Test func aSweepOfEverythingLeavesLocksAlone() throws {
    for key in ["a", "b", "cachectl:lock:other", "cachectl:locker"] {
      _ = try server.raw("SET", key, "x")
    }
    let result = try run(["exec", #"sweep "*" lock "mine" server lease 20s"#], on: "a")
    #expect(result.exit == 0, "\(result.errors)")
    #expect(try result.statements().first?["ok"] as? Int == 3)
    #expect(try server.raw("KEYS", "*") == "*1\r\n$19\r\ncachectl:lock:other\r\n")
  }

  @Test func withoutAPlaceForALockNothingIsDone() throws {
    let result = try Program.run(
      ["exec", #"audit "*" lock"#, "-s", "unix://\(server.socketPath)"],
      environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(result.exit == 74 && result.errors.contains("XDG_STATE_HOME"), "\(result.errors)")
  }
}
