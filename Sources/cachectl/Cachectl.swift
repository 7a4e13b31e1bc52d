import ArgumentParser
import Engine
import Platform

/// The program: a verb and its arguments; without a verb, a prompt on a terminal and else statements from stdin.
@main
struct Cachectl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cachectl",
    abstract: "Plan and apply what a Redis or Valkey cache should hold, from small recipes.",
    discussion: """
      Without a subcommand: a prompt on a terminal, else statements from stdin. `cachectl help run` lists the flags that all \
      subcommands take: -s SERVER, --set K=V, -y, --json and more.
      Exit codes: 0 done, 1 failed, 2 changes found, 3 assertion failed, 4 guard refused, 5 partial, 64… as in \
      sysexits(3).
      """,
    version: "cachectl \(Version.number)",
    subcommands: [
      Run.self, Plan.self, Apply.self, Check.self, Explain.self, Fmt.self, Exec.self, WarmVerb.self,
      SweepVerb.self, AuditVerb.self, BenchVerb.self, LuaCommand.self, DeployCommand.self,
      JobCommand.self, Undo.self, Doctor.self, ServerCommand.self, ReplCommand.self,
      Completions.self, VersionCommand.self,
      ManualCommand.self,
    ])

  /// Hidden here, so that the overview fits on a screen; every subcommand's help has them.
  @OptionGroup(visibility: .hidden) var global: GlobalOptions

  static func main() {
    Startup.prepare()
    // Asked by scripts in loops: the parser would describe every subcommand to itself first.
    if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
      try? Descriptors.writeAll("cachectl \(Version.number)\n", to: 1)
      return
    }
    // What a completion script asks must never write into the line that is being typed.
    if CommandLine.arguments.dropFirst().first == "---completion" { Descriptors.silence(2) }
    do {
      var command = try subcommandAlone() ?? parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      failure.report()
      Platform.exit(failure.exit.rawValue)
    } catch {
      guard let unknown = UnknownSubcommand.find(in: CommandLine.arguments) else {
        exit(withError: error)
      }
      unknown.report()
      Platform.exit(unknown.exit.rawValue)
    }
  }

  /// The subcommand that the first argument names, parsed by itself: two thirds of a start were the parser describing the
  /// whole program to itself, by reflection. Nil for anything unusual, mistakes and `--help` included, which are the parser's.
  private static func subcommandAlone() -> (any ParsableCommand)? {
    let arguments = CommandLine.arguments.dropFirst()
    guard let name = arguments.first, !arguments.contains("-h"), !arguments.contains("--help"),
      let type = configuration.subcommands.first(where: { $0.configuration.commandName == name })
    else { return nil }
    return try? type.parseAsRoot(Array(arguments.dropFirst()))
  }

  func run() throws {
    let invocation = try Invocation(global)
    if invocation.canPrompt { return try Repl(invocation).run() }
    guard !TerminalDevice.isTerminal(0) else { throw CleanExit.helpRequest(self) }
    try RecipeCommand(invocation, .file("-")).run(planOnly: false)
  }
}
