import ArgumentParser

/// `job resume ID`: goes on with a run as it was asked for.
struct JobResume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with a run that was stopped, as it was asked for.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "A run's id, or `last`.", completion: ShellCompletion.jobs) var id = "last"

  @OptionGroup var patience: WaitOption

  func run() throws { try ResumedRun.goOn(with: id, global, wait: patience.wait?.duration) }
}
