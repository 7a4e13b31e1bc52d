import ArgumentParser
import Engine

/// `repl`: the prompt by its name.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "The prompt: statements and Redis commands."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let invocation = try Invocation(global)
    guard invocation.canPrompt else {
      throw CommandFailure(
        .notPermitted,
        "the prompt wants a terminal; without one cachectl reads statements from stdin")
    }
    try Repl(invocation).run()
  }
}
