import ArgumentParser

/// `job …`: what runs left behind, and how to go on.
struct JobCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "What ran, what was left, and how to go on.",
    discussion: """
      A run that changes something on a server leaves a record in $XDG_STATE_HOME/cachectl: how far it came, what failed, and \
      what may have been sent without an answer.
      """,
    subcommands: [JobList.self, JobShow.self, JobResume.self, JobDiscard.self, JobLog.self]
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
}
