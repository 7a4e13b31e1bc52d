import ArgumentParser
import Bytes
import Console
import Engine
import Platform
import Recipe
import RedisClient
import SourceText

/// What the subcommands over a recipe file share: read, check, select, run.
struct RecipeCommand {
  let file: String
  let names: [String]
  let global: GlobalOptions

  /// The checked recipe; its problems go to stderr and end the command with 65 or 66.
  func check() throws -> CheckedRecipe {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(file)
    } catch {
      complain("\(error)")
      throw ArgumentParser.ExitCode(66)
    }
    let parsed = Parser.parse(SourceFile(path: file, bytes: bytes))
    var options = CheckerOptions()
    options.folder = Self.absolute(Files.folder(of: file))
    options.now = Int64(Clocks.wallMilliseconds())
    options.columns = SourceOpening.columns
    options.settings = global.set.map { setting in
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    let parseFailed = parsed.diagnostics.contains { $0.severity == .error }
    let result = parseFailed ? nil : Checker.check(parsed.syntax, options: options)
    report(parsed.diagnostics + (result?.diagnostics ?? []))
    guard let recipe = result?.recipe else { throw ArgumentParser.ExitCode(65) }
    return recipe
  }

  /// The actions that the names choose; all of them without names.
  func selected(from recipe: CheckedRecipe) throws -> [Action] {
    guard !names.isEmpty else { return recipe.actions }
    return try names.flatMap { name in
      let found = recipe.actions.filter {
        [$0.label, $0.name ?? "", "\($0.verb):\($0.label)", "\($0.verb):\($0.name ?? "")"]
          .contains(name)
      }
      guard !found.isEmpty else {
        complain("no statement is called `\(Escaping.escaped(name))`")
        throw ArgumentParser.ExitCode(64)
      }
      return found
    }
  }

  func run(planOnly: Bool) throws {
    let recipe = try check()
    let actions = try selected(from: recipe)
    try Interrupts.install()
    let folder = try TemporaryFolder(prefix: "cachectl-spool")
    var options = RunOptions(spoolFolder: folder.path)
    options.planOnly = planOnly
    options.assumeYes = global.yes
    options.confirmedName = global.confirm
    options.canAsk = TerminalDevice.isTerminal(0) && TerminalDevice.isTerminal(2)
    let servers = ServerPool(recipe: recipe, flag: global.server)
    let observer = TerminalObserver(quiet: global.json)
    let report = RecipeRun(
      options: options, observer: observer, interrupts: SignalInterrupts(),
      session: servers.session
    ).run(actions)
    servers.stop()
    print(global.json ? ReportJSON.text(report) : ReportText.text(report), terminator: "")
    for statement in report.statements { self.report(statement.diagnostics) }
    if report.exit != .done { throw ArgumentParser.ExitCode(report.exit.rawValue) }
  }

  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let color = Terminal(descriptor: 2).allowsColor
    try? Descriptors.writeAll(
      DiagnosticRenderer(usesColor: color).render(diagnostics), to: 2)
  }

  func complain(_ text: String) {
    try? Descriptors.writeAll("cachectl: \(Escaping.escaped(text))\n", to: 2)
  }

  private static func absolute(_ folder: String) -> String {
    guard let path = realpath(folder, nil) else { return folder }
    defer { free(path) }
    return String(cString: path)
  }
}

/// The process's signals as a run asks for them.
final class SignalInterrupts: InterruptSource {
  var count: Int { Interrupts.count }
  var signal: Int32? { Interrupts.signal }
}
