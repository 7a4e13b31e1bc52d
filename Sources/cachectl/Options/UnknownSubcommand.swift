import ArgumentParser
import Engine
import SourceText

/// What the argument parser calls an unexpected argument, where a subcommand was mistyped.
enum UnknownSubcommand {
  /// The failure to report; nil when the first word is a subcommand, or there is none.
  static func find(in arguments: [String]) -> CommandFailure? {
    let names = Cachectl.configuration.subcommands.map { $0._commandName } + ["help"]
    // A flag's value may come first: only a lone word is surely meant as a subcommand.
    guard arguments.count > 1, let word = arguments.dropFirst().first, !word.hasPrefix("-"),
      !names.contains(word)
    else { return nil }
    let help =
      EditDistance.closest(to: word, among: names).map { "did you mean `\($0)`?" }
      ?? "there are: \(names.joined(separator: ", "))"
    return CommandFailure(.usage, "no subcommand `\(word)`; \(help)")
  }
}
