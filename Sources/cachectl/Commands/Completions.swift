import ArgumentParser

/// `completions bash|zsh|fish`: the script that makes the shell complete us.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a shell's completion script.",
    discussion: "cachectl completions bash > ~/.local/share/bash-completion/completions/cachectl"
  ).ofCachectl

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  @OptionGroup var global: GlobalOptions
  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try Invocation(global).print(CompletionRoot.completionScript(for: kind) + "\n")
  }
}

/// The root as the completion scripts describe it: with the options of every subcommand, which may stand before its name, too.
/// The overview leaves them out, to fit on a screen.
private struct CompletionRoot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cachectl", version: Cachectl.configuration.version,
    subcommands: Cachectl.configuration.subcommands)

  @OptionGroup var global: GlobalOptions
}
