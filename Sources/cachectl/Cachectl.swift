import ArgumentParser
import Engine
import Platform

@main
struct Cachectl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cachectl",
    abstract: "Plan and apply what a Redis or Valkey cache should hold, from small recipes.",
    version: "cachectl 0.1.0",
    subcommands: [Run.self, Plan.self, Check.self, Explain.self])
}

/// The flags that every subcommand takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: [.customShort("s"), .long], help: "A server's name in the recipe, or its URL.")
  var server: String?

  @Option(help: ArgumentHelp("A parameter's value.", valueName: "K=V"))
  var set: [String] = []

  @Flag(name: [.customShort("y"), .long], help: "Apply without a question.")
  var yes = false

  @Option(help: "The name of a production server, to apply on it without a question.")
  var confirm: String?

  @Flag(help: "Print the result as JSON.")
  var json = false
}
