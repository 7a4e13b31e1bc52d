import ArgumentParser

/// `exec STATEMENT…`: statements as arguments.
struct Exec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec", abstract: "Run statements given as arguments.",
    discussion:
      #"cachectl exec 'key session = "session:{id}"' 'sweep session where idle > 7d rate 5k/s'"#
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "Statements, one or more to an argument.") var statements: [String]
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false

  @OptionGroup var patience: WaitOption

  func run() throws {
    try RecipeCommand(
      Invocation(global), .statements(statements), wait: patience.wait?.duration
    )
    .run(planOnly: planOnly)
  }
}
