import ArgumentParser
import Engine

/// `run FILE [NAME…]`: plan, confirm where it must, apply.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Plan, confirm where it must, apply."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @Argument(
    help: "Statements: NAME, verb:NAME, or NAME[value] for one value of an each.",
    completion: ShellCompletion.statements)
  var names: [String] = []
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false
  @Option(
    help: ArgumentHelp(
      "Go on with a run that was stopped, or with the last.", valueName: "id|last"),
    completion: ShellCompletion.jobs)
  var resume: String?

  @OptionGroup var patience: WaitOption

  func run() throws {
    guard let resume else {
      return try RecipeCommand(
        Invocation(global), .file(file), names: names, wait: patience.wait?.duration
      ).run(planOnly: planOnly)
    }
    guard !planOnly else {
      throw CommandFailure(.usage, "--resume and --plan-only exclude each other")
    }
    try ResumedRun.goOn(
      with: resume, global, file: file, names: names, wait: patience.wait?.duration)
  }
}
