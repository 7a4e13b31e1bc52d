import ArgumentParser

/// `deploy …`: what belongs to deploys beside the statement.
struct DeployCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy", abstract: "The way back from a deploy of scripts.",
    discussion: "A deploy is a statement of a recipe: cachectl run FILE.",
    subcommands: [DeployRollback.self]
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
}
