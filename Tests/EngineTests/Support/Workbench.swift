import Engine
import Foundation
import Planner
import Recipe
import RedisClient
import SourceText
import TestSupport

/// A server of a test's own, a folder for its files, and a way to run recipe text against the one with the other.
final class Workbench {
  let server: TestServer
  let client: TestClient
  let folder: TemporaryFolder
  let interrupts = TestInterrupts()
  /// What the last run showed.
  private(set) var observer = TestObserver()
  var options: RunOptions
  /// Where the run connects; the server's socket unless a test stands something between.
  var address: ServerAddress
  var connection = ConnectionOptions()
  /// Interrupts the run once so many items were accounted for, or so many read; so many times.
  var interruptAfter = Int.max
  var interruptAfterScanned = Int.max
  var interruptions = 1
  /// How a question is answered, and what happens meanwhile.
  var answer = true
  var whenAsked: ((Workbench) -> Void)?

  init(_ configuration: [String] = [], binary: ServerBinary? = nil, withPort: Bool = false) throws {
    server = try TestServer(configuration, binary: binary, withPort: withPort)
    client = try TestClient(server)
    folder = try TemporaryFolder()
    options = RunOptions(spoolFolder: folder.path)
    options.assumeYes = true
    address = .unixSocket(server.socketPath)
    connection.connectDeadline = .milliseconds(1500)
  }

  deinit { server.stop() }

  /// Writes a file beside the recipe.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
  }

  @discardableResult
  func run(_ recipe: String, planOnly: Bool = false, as credentials: Credentials? = nil) throws
    -> RunReport
  {
    let checked = try check(recipe)
    observer = TestObserver()
    observer.interrupts = interrupts
    observer.interruptAfter = interruptAfter
    observer.interruptAfterScanned = interruptAfterScanned
    observer.interruptions = interruptions
    observer.answer = { [unowned self] in
      whenAsked?(self)
      return answer
    }
    var options = options
    options.planOnly = planOnly
    let (address, connection) = (address, connection)
    var session: ServerSession?
    let servers = RunServers(
      session: { _ throws(RunFailure) in
        if let session { return session }
        let made = try ServerSession(
          address: address, credentials: credentials, profile: checked.servers.first,
          name: "test", serverClass: .dev, options: connection)
        session = made
        return made
      },
      named: { url throws(RunFailure) in
        guard let address = try? ServerAddress(parsing: url) else {
          throw .configuration("no server \(url)")
        }
        return try ServerSession(
          address: address, credentials: credentials, profile: nil, name: "other",
          serverClass: .dev, options: connection)
      })
    return RecipeRun(
      options: options, observer: observer, interrupts: interrupts, servers: servers
    ).run(checked.actions)
  }

  /// The only statement of a recipe.
  func runOne(_ recipe: String, planOnly: Bool = false, as credentials: Credentials? = nil) throws
    -> StatementReport
  {
    try run(recipe, planOnly: planOnly, as: credentials).statements[0]
  }

  func check(_ recipe: String) throws -> CheckedRecipe {
    let parsed = Parser.parse(SourceFile(path: "test.recipe", bytes: Array(recipe.utf8)))
    var options = CheckerOptions()
    options.folder = folder.path
    options.columns = SourceOpening.columns
    options.read = { path in
      (try? Data(contentsOf: URL(filePath: path))).map { .success(Array($0)) } ?? .failure(.missing)
    }
    let result = Checker.check(parsed.syntax, options: options)
    let problems = (parsed.diagnostics + result.diagnostics).filter { $0.severity == .error }
    guard problems.isEmpty, let recipe = result.recipe else {
      throw TestFailure(DiagnosticRenderer().render(problems))
    }
    return recipe
  }
}

/// Signals that a test sends.
final class TestInterrupts: InterruptSource, @unchecked Sendable {
  var count = 0
  var signal: Int32? { count > 0 ? 2 : nil }
}

/// Notes what it is told, and interrupts where a test wants it.
final class TestObserver: RunObserver {
  private(set) var updates = 0
  private(set) var scans = 0
  private(set) var plans: [PlanReport] = []
  private(set) var ended: [String] = []
  var answer = { true }
  var interrupts: TestInterrupts?
  var interruptAfter = Int.max
  var interruptAfterScanned = Int.max
  var interruptions = 1

  func begin(_ action: Action, writes: Bool) {}

  func update(_ ledger: ItemLedger) {
    updates += 1
    if ledger.planned >= interruptAfter { interrupts?.count = interruptions }
  }

  func update(scanned: Int) {
    scans += 1
    if scanned >= interruptAfterScanned { interrupts?.count = interruptions }
  }

  func planned(_ plan: PlanReport, of action: Action) { plans.append(plan) }

  func confirm(_ question: Confirmation.Question, plan: PlanReport, of action: Action) -> Bool {
    answer()
  }

  func end(_ report: StatementReport) { ended.append(report.name) }
}
