import ArgumentParser
import RESP
import RowSources

struct Globals: ParsableArguments {
  @Option(name: .shortAndLong) var server: String?
  @Flag(name: .shortAndLong) var yes = false
}
struct Run: ParsableCommand {
  @OptionGroup var g: Globals
  @Argument var file: String
  @Argument var names: [String] = []
  func run() { print("run", g.server ?? "-", g.yes, file, names, stubReader(), stubSQL()) }
}
struct Sweep: ParsableCommand {
  @OptionGroup var g: Globals
  @Argument var words: [String] = []
  func run() { print("sweep", g.server ?? "-", g.yes, words) }
}
@main struct Cachectl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cachectl", version: "0.1", subcommands: [Run.self, Sweep.self])
  @OptionGroup var g: Globals
  func run() { print("repl", g.server ?? "-") }
}
