import ArgumentParser
import Bytes
import Console
import Engine
import Platform
import Recipe
import SourceText

/// `lua test FILE`: the tests of scripts, on a server of our own unless told otherwise.
struct LuaTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests of scripts; end with 3 when one fails.",
    discussion: """
      On a sandbox of its own, whatever CACHECTL_SERVER says; -s names a server. Keys with {#run} are scratch keys, and are \
      removed at the end. A library is loaded into the sandbox only: elsewhere it must be deployed already.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var patience: PatienceOptions
  @ArgumentParser.Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @ArgumentParser.Argument(help: "Scripts; without any, all of the recipe.")
  var names: [String] = []

  func run() throws {
    let invocation = try Invocation(global)
    try Interrupts.install()
    let loaded = try ScriptRecipe(invocation, file)
    let scripts = try loaded.scripts(named: names)
    for script in scripts where script.tests.isEmpty {
      invocation.note("`\(script.name)` has no test")
    }
    var options = invocation.options
    options.server = options.server ?? "sandbox:"
    let pool = ServerPool(loaded.recipe.servers, options)
    defer { pool.stop() }
    let target = try pool.target(for: nil)
    try permit(target)
    let results = try CommandFailure.asking { () throws(RunFailure) in
      let session = try pool.session(on: target)
      return try ScriptTestRun(
        on: session, run: loaded.run, patience.patience(invocation, isPrivate: session.isPrivate),
        interrupts: SignalInterrupts()
      ).perform(scripts)
    }
    try invocation.print(Self.table(results), as: "tests")
    let failed = results.count { $0.mismatch != nil }
    invocation.note("\(Units.counted(results.count, "test")), \(failed) failed")
    if failed > 0 { throw CommandFailure(.assertion) }
  }

  /// Tests write, and production takes writes through plans only.
  private func permit(_ target: ServerTarget) throws(CommandFailure) {
    switch target.serverClass {
    case .dev: return
    case .staging:
      guard !global.yes else { return }
      throw CommandFailure(.notPermitted, "tests write scratch keys to \(target.name): pass --yes")
    case .production:
      throw CommandFailure(
        .notPermitted, "tests write scratch keys, and \(target.name) is a production server")
    }
  }

  private static func table(_ results: [ScriptTestRun.Result]) -> ResultTable {
    var table = ResultTable([
      .text("script"), .number("test"), .number("line"), .text("result"), .text("at"),
      .text("expected"), .text("got"), .number("ms"),
    ])
    for result in results {
      let mismatch = result.mismatch
      table.append([
        result.script, "\(result.number)", "\(result.test.location.position.line)",
        mismatch == nil ? "ok" : "FAILED", mismatch?.place ?? "", mismatch?.expected ?? "",
        mismatch?.got ?? "", Units.decimal(result.seconds * 1e3, places: 3),
      ])
    }
    return table
  }
}
