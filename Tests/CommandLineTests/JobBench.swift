import Foundation
import RowSources
import TestSupport
import Testing

/// A server, a feed, recipes over it, and a state folder of a test's own: runs that are stopped and go on.
final class JobBench {
  static let rowCount = 10_000

  /// What a run is about. The rate leaves time to stop it.
  enum Recipe: String, CaseIterable, CustomTestStringConvertible {
    case strings, missing, stale, hashes, query, list, stream, sweep, planned

    /// Its keys are there before it, and gone after it.
    var isSweep: Bool { self == .sweep || self == .planned }

    var writesWithSET: Bool { self == .strings || self == .missing || self == .query }
    /// Its commands must not run twice.
    var isUnsafe: Bool { self == .list || self == .stream }
    /// What the independent checker must find when the run has gone on to its end. An idempotent one leaves what an
    /// undisturbed run left on the `twin`.
    func claims(unknown: Int, twin: TestServer) -> [[String: Any]] {
      let all = JobBench.rowCount
      return switch self {
      case .strings, .missing, .stale, .query, .hashes:
        // A life ends where it would have ended, but for when the run began.
        [
          ["count": "s:*", "min": all, "max": all],
          ["same": twin.socketPath, "glob": "*", "lives": 150_000],
        ]
      case .list:
        [["atMostOnce": "s:*"], ["total": "s:*", "min": all - unknown, "max": all]]
      case .stream: [["count": "s:*", "min": all - unknown, "max": all]]
      case .sweep, .planned: [["same": twin.socketPath, "glob": "*"], ["count": "s:*", "max": 0]]
      }
    }
    var testDescription: String { rawValue }

    fileprivate var text: String {
      let feed = "source feed csv \"feed.csv\" columns [id:int name]\nparam life = 1h\n"
      let rate = JobBench.rate
      return switch self {
      case .strings:
        feed + "warm s from feed key \"s:{id}\" value text \"{name}\" ttl life jitter 10% \(rate)"
      case .missing:
        feed
          + "warm s from feed key \"s:{id}\" value text \"{name}\" ttl never write missing \(rate)"
      case .stale:
        feed
          + "warm s from feed key \"s:{id}\" value text \"{name}\" ttl life write stale 50% \(rate)"
      case .hashes:
        feed + "warm s from feed key \"s:{id}\" value hash [id name] ttl never \(rate)"
      case .query:
        """
        source shop sqlite "shop.db"
        warm s from shop sql "SELECT id, name FROM item WHERE {resume} ORDER BY id" {
          key "s:{id}"
          value text "{name}"
          ttl never
          resume by id
          \(rate)
        }
        """
      case .list:
        feed
          + "warm s from feed key \"s:{id}\" value list \"{name}\" ttl never write append \(rate)"
      case .stream:
        feed
          + "warm s from feed key \"s:{id}\" value stream [id name] ttl never write append \(rate)"
      case .sweep: "sweep \"s:*\" \(rate)"
      case .planned: "sweep \"s:*\" \(rate) guard keys <= 1M"
      }
    }
  }

  /// A run takes 1.7 s: there is a checkpoint before its end.
  private static let rate = "rate 6k/s"

  /// When a run is stopped.
  enum Moment: Hashable, CustomTestStringConvertible {
    /// It says its first word to the server.
    case connecting
    /// It asks what it may do.
    case asking
    /// So many rows of it are in the server; with all of them it verifies, or writes down that it is done.
    case rows(Int)

    static let all: [Moment] = [
      .connecting, .asking, .rows(1), .rows(300), .rows(2500), .rows(6000), .rows(9000),
      .rows(JobBench.rowCount),
    ]
    /// The command by which it is known.
    fileprivate var command: String? {
      switch self {
      case .connecting: "PING"
      case .asking: "MULTI"
      case .rows: nil
      }
    }
    var testDescription: String { "\(self)" }
  }

  struct Rows {
    let total: Int
    /// The most members under one key.
    let most: Int
    /// Of all keys and values.
    let digest: Int
  }

  let server: TestServer
  let client: TestClient
  let folder: TemporaryFolder
  private var proxy: FaultProxy?
  private var twins: [Recipe: TestServer] = [:]
  /// What the run that was stopped last said.
  private(set) var errors = ""
  var address: String { "unix://\(server.socketPath)" }

  init() throws {
    server = try TestServer(["enable-debug-command yes"])
    client = try TestClient(server)
    folder = try TemporaryFolder()
    let rows = (0..<Self.rowCount).map { "\($0),name \($0)\n" }.joined()
    _ = try folder.file("feed.csv", "id,name\n" + rows)
  }

  deinit {
    proxy?.stop()
    server.stop()
    for twin in twins.values { twin.stop() }
  }

  func path(_ recipe: Recipe) -> String { "\(folder.path)/\(recipe).recipe" }
  func text(of recipe: Recipe) throws -> String {
    try String(contentsOfFile: path(recipe), encoding: .utf8)
  }
  func write(_ text: String, for recipe: Recipe) throws {
    _ = try folder.file("\(recipe).recipe", text)
  }

  /// An empty server, or for a sweep a full one, and the recipe's files.
  func prepare(_ recipe: Recipe) throws {
    try client.call("FLUSHALL")
    try write(recipe.text, for: recipe)
    if recipe.isSweep {
      try client.pipeline((0..<Self.rowCount).map { ["SET", "s:\($0)", "x"] })
    }
    let database = "\(folder.path)/shop.db"
    guard recipe == .query, !FileManager.default.fileExists(atPath: database) else { return }
    let shop = try Database(path: database)
    try shop.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)")
    try shop.execute(
      """
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.rowCount - 1))
      INSERT INTO item SELECT i, 'name ' || i FROM n
      """)
  }

  func touchInput() throws {
    let path = "\(folder.path)/feed.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try (text + "x,y\n").write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Starts a run, sends it the signal when its moment has come, and gives its exit code. The way that it took to the server stays
  /// open for whoever goes on.
  func start(_ recipe: Recipe, stoppedBy signal: Int32, at moment: Moment) throws -> Int32 {
    let victim = Victim(signal)
    proxy?.stop()
    proxy = nil
    if let command = moment.command {
      let words = Array(command.utf8)
      proxy = try FaultProxy(toSocket: server.socketPath) { _ in
        var fault = FaultProxy.Fault()
        fault.refuses = { command in
          if command[0] == words { victim.hit() }
          return nil
        }
        return fault
      }
    }
    let address = proxy.map { "redis://127.0.0.1:\($0.port)" } ?? self.address
    let program = try Program.start(
      ["run", path(recipe), "-s", address, "-y", "--json"], environment: environment)
    victim.program = program.id
    if case .rows(let count) = moment {
      let deadline = Date.now.addingTimeInterval(60)
      while Date.now < deadline {
        let size = try client.call("DBSIZE").integer ?? 0
        if recipe.isSweep ? size <= Self.rowCount - count : size >= count { break }
        usleep(500)
      }
      victim.hit()
    }
    let ending = try program.finish(seconds: 60)
    errors = String(decoding: ending.errors, as: UTF8.self)
    return ending.exit
  }

  func start(_ recipe: Recipe, stoppedBy signal: Int32, after count: Int) throws -> Int32 {
    try start(recipe, stoppedBy: signal, at: .rows(count))
  }

  /// Gets its signal once, from whichever thread sees the moment; one that is not started yet is waited for.
  private final class Victim: @unchecked Sendable {
    private let signal: Int32
    private let lock = NSCondition()
    private var id: pid_t?
    private var isHit = false

    init(_ signal: Int32) { self.signal = signal }

    var program: pid_t? {
      get { lock.withLock { id } }
      set {
        lock.withLock {
          id = newValue
          lock.broadcast()
        }
      }
    }

    func hit() {
      lock.lock()
      defer { lock.unlock() }
      while id == nil { lock.wait() }
      if !isHit, let id { kill(id, signal) }
      isHit = true
    }
  }

  /// A server on which the recipe ran to its end without a pause and without a disturbance.
  func undisturbed(_ recipe: Recipe) throws -> TestServer {
    if let twin = twins[recipe] { return twin }
    let twin = try TestServer()
    if recipe.isSweep {
      try TestClient(twin).pipeline((0..<Self.rowCount).map { ["SET", "s:\($0)", "x"] })
    }
    let path = try folder.file("twin.recipe", recipe.text.replacing(Self.rate, with: ""))
    let result = try Program.run(
      ["run", path, "-y", "-s", "unix://\(twin.socketPath)"],
      environment: ["XDG_STATE_HOME": "\(folder.path)/twin"])
    guard result.exit == 0 else { throw TestFailure(result.errors) }
    twins[recipe] = twin
    return twin
  }

  func run(_ recipe: Recipe, _ arguments: String..., environment more: [String: String] = [:])
    throws -> Program.Result
  {
    let server = arguments.contains("-s") ? [] : ["-s", address]
    return try Program.run(
      ["run", path(recipe), "-y"] + server + arguments,
      environment: environment.merging(more) { $1 })
  }

  func program(_ arguments: String..., environment more: [String: String] = [:]) throws
    -> Program.Result
  {
    try program(arguments, environment: more)
  }

  func program(_ arguments: [String], environment more: [String: String] = [:]) throws
    -> Program.Result
  {
    try Program.run(arguments, environment: environment.merging(more) { $1 })
  }

  /// Whether a run has left anything behind.
  func hasRuns() throws -> Bool {
    let list = try program("job", "list", "--json").json()["runs"] as? [[String: Any]]
    return list?.isEmpty == false
  }

  func forgetRuns() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/state")
  }

  /// How often the server ran a command since its statistics were reset.
  func calls(_ command: String) throws -> Int {
    let text = try client.call("INFO", "commandstats").text ?? ""
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("cmdstat_\(command):") }
    let digits = line?.drop { $0 != "=" }.dropFirst().prefix { $0.isNumber }
    return digits.flatMap { Int($0) } ?? 0
  }

  var environment: [String: String] { ["XDG_STATE_HOME": "\(folder.path)/state"] }

  /// What stands in the server, told by its own commands.
  func rows(_ recipe: Recipe) throws -> Rows {
    let keys = try client.call("KEYS", "s:*").elements.compactMap(\.text).sorted()
    let lengths: [Int] =
      switch recipe {
      case .list: try client.pipeline(keys.map { ["LLEN", $0] }).map { $0.integer ?? 0 }
      case .stream: try client.pipeline(keys.map { ["XLEN", $0] }).map { $0.integer ?? 0 }
      default: keys.map { _ in 1 }
      }
    var hasher = Digest()
    if recipe == .strings || recipe == .missing || recipe == .stale || recipe == .query {
      for (key, value) in zip(keys, try client.pipeline(keys.map { ["GET", $0] })) {
        hasher.add(key + "=" + (value.text ?? "?"))
      }
    } else if recipe == .hashes {
      for (key, value) in zip(keys, try client.pipeline(keys.map { ["HGET", $0, "name"] })) {
        hasher.add(key + "=" + (value.text ?? "?"))
      }
    }
    return Rows(total: lengths.reduce(0, +), most: lengths.max() ?? 0, digest: hasher.value)
  }

  /// The digest of what an undisturbed run leaves.
  func expected(_ recipe: Recipe) -> Int {
    var hasher = Digest()
    guard !recipe.isSweep else { return hasher.value }
    for (key, name) in (0..<Self.rowCount).map({ ("s:\($0)", "name \($0)") }).sorted(by: <) {
      hasher.add("\(key)=\(name)")
    }
    return hasher.value
  }

  private struct Digest {
    private(set) var value = 0
    mutating func add(_ text: String) {
      for byte in text.utf8 { value = value &* 31 &+ Int(byte) }
    }
  }
}
