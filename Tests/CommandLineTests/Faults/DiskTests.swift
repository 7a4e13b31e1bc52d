import Foundation
import TestSupport
import Testing

/// A disk that is full, or that nothing may be written to, wherever we write: the run stops before its next change, says so with
/// 74, and what it did until then adds up.
///
/// The disk is a tmpfs of a few blocks, mounted where only the program sees it; where that is not allowed, a limit on the size of
/// files, which fails alike. With `CACHECTL_TESTS_WITHOUT_MOUNT` set it is always that. Programs are given paths below `$DISK`.
@Suite struct DiskTests {
  private static let count = 20_000
  private let server: TestServer
  private let client: TestClient
  private let folder: TemporaryFolder
  private var disk: String { "\(folder.path)/disk" }

  init() throws {
    server = try TestServer()
    client = try TestClient(server)
    folder = try TemporaryFolder()
    let rows = "id,pad\n" + (1...Self.count).map { "\($0),\(Self.pad)\n" }.joined()
    _ = try folder.file("rows.csv", rows)
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/disk", withIntermediateDirectories: true)
  }

  private static let pad = String(repeating: "x", count: 200)

  private static let canMount =
    ProcessInfo.processInfo.environment["CACHECTL_TESTS_WITHOUT_MOUNT"] == nil
    && (try? Program.start("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/tmp"]).finish())?
      .exit == 0

  private enum Disk {
    /// So many KiB.
    case small(Int)
    case readOnly

    /// Prepares the disk, then becomes the program.
    var script: String {
      let mounted = DiskTests.canMount
      return switch self {
      case .small(let size):
        """
        disk=$1; shift
        if \(mounted); then
          exec unshare -rm sh -ec 'disk=$1; shift; mount -t tmpfs -o size=\(size)k none "$disk"; exec "$@"' sh "$disk" "$@"
        fi
        trap '' XFSZ; ulimit -f \(size * 2); exec "$@"
        """
      case .readOnly:
        """
        disk=$1; shift
        if \(mounted); then
          exec unshare -rm sh -ec 'disk=$1; shift; mount --bind "$disk" "$disk"; mount -o remount,bind,ro "$disk"; exec "$@"' sh "$disk" "$@"
        fi
        chmod -R a-w "$disk"; exec "$@"
        """
      }
    }
  }

  private func run(
    on disk: Disk, _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> Program.Result {
    let ending = try Program.start(
      "sh",
      ["-c", disk.script, "sh", self.disk, Program.path] + arguments
        + ["-s", "unix://\(server.socketPath)", "-y", "--json"],
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"].merging(environment) { $1 },
      folder: folder.path
    ).finish()
    return Program.Result(
      exit: ending.exit, output: String(decoding: ending.output, as: UTF8.self),
      errors: String(decoding: ending.errors, as: UTF8.self))
  }

  private var onDisk: [String: String] { ["XDG_STATE_HOME": disk] }

  private func recipe(_ statement: String) throws -> String {
    try folder.file("r.recipe", "source rows csv \"rows.csv\"\n\(statement)\n")
  }

  private func counts(_ result: Program.Result) throws -> (String) -> Int {
    let statement = try #require(try result.statements().first, "\(result.errors)")
    let count = { (name: String) in statement[name] as? Int ?? -1 }
    #expect(count("planned") == count("ok") + count("failed") + count("skipped") + count("unknown"))
    return count
  }

  /// Each batch that must not run twice is written down before it is sent: where that fails, it is not sent.
  @Test func aFullStateStopsBeforeTheNextChange() throws {
    let path = try recipe(
      #"warm l from rows key "l:{id}" value list "{pad}" ttl never write append batch 10"#)
    let result = try run(on: .small(500), ["run", path], onDisk)
    #expect(result.exit == 74, "\(result.errors)")
    #expect(result.errors.contains("XDG_STATE_HOME"), "\(result.errors)")
    let count = try counts(result)
    #expect(count("ok") >= 10 && count("ok") < Self.count, "in the middle: \(count("ok"))")
    #expect(count("unknown") == 0)
    try Checker.judge(
      server, [["atMostOnce": "l:*"], ["total": "l:*", "min": count("ok"), "max": count("ok")]])
  }

  /// What failed is written down with the checkpoints: a disk that fills with it ends the run.
  @Test func rejectsThatFillTheDiskEndTheRun() throws {
    try client.pipeline((1...Self.count).map { ["RPUSH", "h:\($0)", "x"] })
    let path = try recipe(
      #"warm h from rows key "h:{id}" value hash [id pad] ttl never rate 2k/s"#)
    let result = try run(on: .small(300), ["run", path], onDisk)
    #expect(result.exit == 74, "\(result.errors)")
    let count = try counts(result)
    #expect(count("ok") == 0 && count("failed") > 0 && count("failed") < Self.count)
  }

  @Test func aSpoolThatDoesNotFitChangesNothing() throws {
    try client.pipeline((1...Self.count).map { ["SET", "s:\($0):\(Self.pad)", "x"] })
    let sweep = try folder.file("s.recipe", "sweep \"s:*\" guard keys <= 1M\n")
    let warm = try recipe(
      #"warm w from rows key "w:{id}" value text "{pad}" ttl 1h jitter 10% guard rows <= 1M"#)
    for path in [sweep, warm] {
      let result = try run(on: .small(200), ["run", path], ["TMPDIR": disk])
      #expect(result.exit == 74, "\(path): \(result.errors)")
    }
    try Checker.judge(server, [["count": "*", "min": Self.count, "max": Self.count]])
  }

  @Test func aPlanThatDoesNotFitIsNone() throws {
    try client.pipeline((1...Self.count).map { ["SET", "s:\($0):\(Self.pad)", "x"] })
    let path = try folder.file("s.recipe", "sweep \"s:*\"\n")
    let script = "\"$@\"; code=$?; ls \"$0\" >&2; exit $code"
    let ending = try Program.start(
      "sh",
      [
        "-c", Disk.small(200).script, "sh", disk, "sh", "-c", script, disk, Program.path, "plan",
        path, "--out", "\(disk)/p.plan", "-s", "unix://\(server.socketPath)",
      ], folder: folder.path
    ).finish()
    let errors = String(decoding: ending.errors, as: UTF8.self)
    #expect(ending.exit == 74, "\(errors)")
    #expect(!errors.contains(".new"), "nothing half is left: \(errors)")
    #expect(!errors.split(separator: "\n").contains("p.plan"), "\(errors)")
  }

  @Test func whatCannotBeKeptIsNotRemoved() throws {
    try client.pipeline((1...Self.count).map { ["SET", "s:\($0)", "value \($0)"] })
    let path = try folder.file("s.recipe", "sweep \"s:*\" undo \"\(disk)\"\n")
    let result = try run(on: .small(300), ["run", path])
    #expect(result.exit == 74, "\(result.errors)")
    let count = try counts(result)
    #expect(count("ok") > 0 && count("ok") < Self.count && count("unknown") == 0)
    let left = Self.count - count("ok")
    try Checker.judge(server, [["count": "s:*", "min": left, "max": left]])
  }

  /// Everything is done by then: the old report stays whole, and the exit code says that there is no new one.
  @Test func aReportThatDoesNotFitLeavesTheOldOne() throws {
    let path = try recipe(
      #"warm w from rows key "w:{id}" value text "v" ttl 1h jitter 10%"#)
    let script = """
      echo "# HELP cachectl_old" >"$0/m.prom"; echo old >"$0/r.html"; head -c 1000000 /dev/zero >"$0/fill" 2>/dev/null
      "$@"; code=$?; cat "$0/m.prom" "$0/r.html" >&2; ls "$0" >&2; exit $code
      """
    let ending = try Program.start(
      "sh",
      [
        "-c", Disk.small(64).script, "sh", disk, "sh", "-c", script, disk, Program.path, "run",
        path, "-s", "unix://\(server.socketPath)", "-y", "-q", "--metrics-file", "\(disk)/m.prom",
        "--report", "\(disk)/r.html",
      ], environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path
    ).finish()
    let errors = String(decoding: ending.errors, as: UTF8.self)
    // A limit on files lets a small one through.
    guard errors.contains("old\nold\n") else {
      #expect(!errors.contains("No space left"), "\(errors)")
      return
    }
    #expect(ending.exit == 74, "\(errors)")
    #expect(errors.contains("No space left") && !errors.contains(".new"), "\(errors)")
    try Checker.judge(server, [["count": "w:*", "min": Self.count, "max": Self.count]])
  }

  /// A state that may only be read: what changes nothing needs none, and what would change something does not begin.
  @Test func aReadOnlyStateKeepsARunFromBeginning() throws {
    let path = try recipe(#"warm w from rows key "w:{id}" value text "v" ttl 1h jitter 10%"#)
    for hasState in [false, true] {
      // Root, where nothing may be mounted, can write everywhere but there.
      let state = Self.canMount || geteuid() != 0 ? onDisk : ["XDG_STATE_HOME": "/proc/nowhere"]
      if hasState {
        // Made when it could still be written.
        #expect(
          try Program.run(
            ["run", path, "-s", "unix://\(server.socketPath)", "-y"], environment: onDisk,
            folder: folder.path
          ).exit == 0)
        _ = try server.raw("FLUSHALL")
      }
      let run = try run(on: .readOnly, ["run", path], state)
      #expect(run.exit == 74 && run.errors.contains("XDG_STATE_HOME"), "\(run.errors)")
      #expect(try server.raw("DBSIZE") == ":0\r\n")
      for arguments in [["plan", path], ["audit", "*"]] {
        let result = try self.run(on: .readOnly, arguments, state)
        #expect(result.exit == 0, "\(arguments): \(result.errors)")
      }
    }
  }
}
