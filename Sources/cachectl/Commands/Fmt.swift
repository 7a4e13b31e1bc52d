import ArgumentParser
import Engine
import Platform
import Recipe
import SourceText

/// `fmt FILE…`: canonical layout.
struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lay recipes out: only blanks and line ends change."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(
    help: "Recipes, rewritten in place; - is stdin, laid out to stdout.",
    completion: ShellCompletion.recipes)
  var files: [String]
  @Flag(help: "Write nothing; name the files that differ, and end with 2.") var check = false

  func run() throws {
    let invocation = try Invocation(global)
    // All are read before one is written: a mistake in the last leaves the first alone.
    var laidOut: [(file: String, before: [UInt8], after: [UInt8])] = []
    var isBroken = false
    for file in files {
      let parsed = try RecipeSource.file(file).parse()
      if parsed.diagnostics.contains(where: { $0.severity == .error }) {
        invocation.report(parsed.diagnostics)
        isBroken = true
      } else {
        laidOut.append((file, parsed.syntax.file.bytes, Formatter.format(parsed.syntax)))
      }
    }
    if isBroken { throw CommandFailure(.recipeError) }
    var differs = false
    for (file, before, after) in laidOut {
      if check {
        guard before != after else { continue }
        differs = true
        try invocation.print("\(file)\n")
      } else if file == "-" {
        try invocation.print(after)
      } else if before != after {
        try write(after, to: file)
      }
    }
    if differs { throw CommandFailure(.changes) }
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    do throws(SystemError) {
      // A symbolic link stays one, and the file keeps its mode.
      let target = Files.absolute(file)
      try Files.replace(target, with: bytes, mode: try Files.mode(of: target))
    } catch {
      throw CommandFailure(.ioError, "\(file) cannot be written: \(error)")
    }
  }
}
