import Foundation
import RowSources
import TestSupport
import Testing

/// A server, a feed, recipes over it, and a state folder of a test's own: runs that are stopped and go on.
final class JobBench {
  static let rowCount = 10_000

  /// What a run is about. The rate leaves time to stop it.
  enum Recipe: String, CaseIterable, CustomTestStringConvertible {
    case strings, missing, hashes, query, list, stream, sweep

    /// Its commands must not run twice.
    var isUnsafe: Bool { self == .list || self == .stream }
    /// What the independent checker must find when the run has gone on to its end.
    func claims(unknown: Int) -> [[String: Any]] {
      let all = JobBench.rowCount
      return switch self {
      case .strings, .missing, .query, .hashes:
        [["count": "s:*", "min": all, "max": all], ["length": "s:9999", "min": 1]]
      case .list:
        [["atMostOnce": "s:*"], ["total": "s:*", "min": all - unknown, "max": all]]
      case .stream: [["count": "s:*", "min": all - unknown, "max": all]]
      case .sweep: [["count": "s:*", "max": 0]]
      }
    }
    var testDescription: String { rawValue }

    fileprivate var text: String {
      let feed = "source feed csv \"feed.csv\" columns [id:int name]\nparam life = 1h\n"
      let rate = "rate 40k/s"
      return switch self {
      case .strings:
        feed + "warm s from feed key \"s:{id}\" value text \"{name}\" ttl life jitter 10% \(rate)"
      case .missing:
        feed
          + "warm s from feed key \"s:{id}\" value text \"{name}\" ttl never write missing \(rate)"
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
      }
    }
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

  deinit { server.stop() }

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
    if recipe == .sweep {
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

  /// Starts a run, sends it the signal once the server has so many keys of it, and gives its exit code.
  func start(_ recipe: Recipe, stoppedBy signal: Int32, after count: Int) throws -> Int32 {
    let program = try Program.start(
      ["run", path(recipe), "-s", address, "-y", "--json"], environment: environment)
    let deadline = Date.now.addingTimeInterval(20)
    while Date.now < deadline {
      let size = try client.call("DBSIZE").integer ?? 0
      if recipe == .sweep ? size <= Self.rowCount - count : size >= count { break }
      usleep(500)
    }
    program.send(signal)
    let ending = try program.finish(seconds: 60)
    errors = String(decoding: ending.errors, as: UTF8.self)
    return ending.exit
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
    if recipe == .strings || recipe == .missing || recipe == .query {
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
    guard recipe != .sweep else { return hasher.value }
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
