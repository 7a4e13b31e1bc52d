import Foundation
import enum Platform.Descriptors
import TestSupport
import Testing

/// stdin, stdout and stderr that are closed, full, or left by their reader: reads stop quietly, an apply finishes and says so, and
/// no signal and no wrong descriptor gets in between.
@Suite struct StreamTests {
  private static let count = 3000
  private let server: TestServer
  private let folder: TemporaryFolder

  init() throws {
    server = try TestServer()
    folder = try TemporaryFolder()
    let rows = "id\n" + (1...Self.count).map { "\($0)\n" }.joined()
    _ = try folder.file("rows.csv", rows)
    _ = try folder.file(
      "w.recipe",
      """
      source rows csv "rows.csv"
      warm w from rows key "w:{id}" value text "v" ttl 1h jitter 10%
      warm x from rows key "x:{id}" value text "v" ttl 1h jitter 10%
      """)
  }

  private var environment: [String: String] { ["XDG_STATE_HOME": "\(folder.path)/state"] }

  private var run: [String] {
    ["run", "w.recipe", "-s", "unix://\(server.socketPath)", "-y"]
  }

  /// The program in a shell's hands: `redirections` are the shell's.
  private func shell(_ redirections: String, _ arguments: [String]) throws
    -> StartedProgram.Ending
  {
    try Program.start(
      "sh", ["-c", "exec \"$0\" \"$@\" \(redirections)", Program.path] + arguments,
      environment: environment, folder: folder.path
    ).finish()
  }

  /// With a stdout whose reader has gone before the first byte.
  private func unread(_ arguments: [String]) throws -> StartedProgram.Ending {
    let pipe = try Descriptors.pipe()
    close(pipe.reading)
    defer { close(pipe.writing) }
    return try Program.start(
      arguments, environment: environment, folder: folder.path, output: pipe.writing
    ).finish()
  }

  private func expectAllIsThere() throws {
    try Checker.judge(
      server, ["w:*", "x:*"].map { ["count": $0, "min": Self.count, "max": Self.count] })
    _ = try server.raw("FLUSHALL")
  }

  /// A socket or the state's file that got the number of stdout would get the report, too.
  @Test(arguments: [">&-", "<&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func aClosedStreamIsNothingToWriteTo(redirections: String) throws {
    for format in ["json", "ndjson", "tsv", "table"] {
      let ending = try shell(redirections, run + ["-f", format])
      let errors = String(decoding: ending.errors, as: UTF8.self)
      #expect(ending.exit == 0, "\(redirections) \(format): \(errors)")
      // Who gets no report on stdout gets the line that says how it went.
      let says = errors.contains("exit=0 ok=\(2 * Self.count) failed=0")
      let isTold = redirections.contains(">&-") && !redirections.contains("2>&-")
      if isTold && redirections.first == ">" { #expect(says, "\(format): \(errors)") }
      try expectAllIsThere()
    }
    let audit = try shell(redirections, ["audit", "*"] + run.suffix(3))
    #expect(audit.exit == 0)
  }

  @Test func anApplyFinishesWithoutAReader() throws {
    for format in ["json", "ndjson", "tsv", "table"] {
      let ending = try unread(run + ["-f", format])
      let errors = String(decoding: ending.errors, as: UTF8.self)
      #expect(ending.exit == 0, "\(format): \(errors)")
      #expect(errors.contains("exit=0 ok=\(2 * Self.count) failed=0"), "\(format): \(errors)")
      try expectAllIsThere()
    }
    // One that goes in the middle.
    let program = try Program.start(
      run + ["-f", "ndjson"], environment: environment, folder: folder.path)
    while try server.raw("EXISTS", "w:1") != ":1\r\n" { usleep(1000) }
    program.closeOutput()
    #expect(try program.finish().exit == 0)
    try expectAllIsThere()
  }

  /// No command dies of a signal, and what it found out is what it ends with.
  @Test func readsStopQuietly() throws {
    _ = try server.raw("SET", "k", "v")
    let here = Array(run.suffix(3))
    let commands: [(Int32, [String])] = [
      (0, ["--version"]), (0, ["--help"]), (0, ["help", "run"]), (0, ["version"]),
      (0, ["check", "w.recipe", "--json"]), (0, ["check", "--acl", "w.recipe"]),
      (0, ["explain", "w.recipe"]), (0, ["fmt", "--check", "w.recipe"]),
      (0, ["plan", "w.recipe"] + here), (2, ["plan", "w.recipe", "--exit-code"] + here),
      (0, ["audit", "*"] + here), (3, ["audit", "*", "assert", "keys == 7"] + here),
      (0, ["server", "ping"] + here.prefix(2)), (0, ["server", "info"] + here.prefix(2)),
      (0, ["job", "list"]), (0, ["job", "log"]), (0, ["completions", "bash"]),
      (65, ["exec", "nonsense"] + here),
    ]
    _ = try folder.file(
      "w.recipe", try String(contentsOfFile: "\(folder.path)/w.recipe", encoding: .utf8) + "\n")
    for (exit, arguments) in commands {
      let ending = try unread(arguments)
      let errors = String(decoding: ending.errors, as: UTF8.self)
      #expect(ending.exit == exit, "\(arguments): \(errors)")
      #expect(!errors.contains("stdout"), "\(arguments): \(errors)")
    }
  }

  /// What does not fit on stdout is a failure of ours, and no reason to leave the run's other traces out.
  @Test func aFullStdoutIsSaidAndTheRestIsWritten() throws {
    for format in ["json", "ndjson", "tsv", "table"] {
      let ending = try shell(
        ">/dev/full",
        run + ["-f", format, "--metrics-file", "m.prom", "--report", "r.html", "--log-file", "log"])
      let errors = String(decoding: ending.errors, as: UTF8.self)
      #expect(ending.exit == 74, "\(format): \(errors)")
      #expect(errors.contains("stdout: write: No space left"), "\(format): \(errors)")
      for name in ["m.prom", "r.html", "log"] {
        let path = "\(folder.path)/\(name)"
        #expect(FileManager.default.fileExists(atPath: path), "\(format): \(name)")
        try? FileManager.default.removeItem(atPath: path)
      }
      try expectAllIsThere()
    }
    let log = try shell("", run + ["--log-file", "/dev/full"])
    #expect(log.exit == 74, "a log with holes is no success")
    try expectAllIsThere()
  }

  /// Where somebody should answer and nobody can: nothing is removed.
  @Test func stdinAtItsEndIsNoAnswer() throws {
    _ = try server.raw("SET", "k", "v")
    let address = "unix://\(server.socketPath)"
    for redirection in ["</dev/null", "<&-"] {
      let sweep = try shell(redirection, ["sweep", "k*", "-s", address])
      #expect(sweep.exit == 77, "\(String(decoding: sweep.errors, as: UTF8.self))")
    }
    let session = try TerminalSession("sweep", "k*", "-s", address, home: folder.path)
    try session.wait(for: "Apply?")
    session.type("\u{4}")
    #expect(try session.exitCode() != 0)
    #expect(try server.raw("EXISTS", "k") == ":1\r\n")
  }
}
