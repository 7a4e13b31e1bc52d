import ArgumentParser
import Console
import Engine
import Platform
import Recipe
import SourceText

/// `lua pin FILE`: the digests in a recipe become those of the files on disk. Whole, or not at all.
struct LuaPin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Write the digests of the scripts into the recipe.",
    discussion: "Only the pins change. A recipe that `use` names is pinned by its own name.")

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(
    help: "The recipe, edited in place.", completion: ShellCompletion.recipes)
  var file: String

  func run() throws {
    let invocation = try Invocation(global)
    guard file != "-" else {
      throw CommandFailure(.usage, "`lua pin` edits a file in place: name one")
    }
    let scripts = try ScriptRecipe(invocation, file, ignoresPins: true).scripts()
    let syntax = try RecipeSource.file(file).parse().syntax
    let edits = PinEdit.edits(in: syntax, for: scripts)
    if !edits.isEmpty {
      let before = syntax.file.bytes
      do throws(SystemError) {
        // A symbolic link stays one, and the file keeps its mode.
        let target = Files.absolute(file)
        try Files.replace(
          target, with: PinEdit.apply(edits, to: before), mode: try Files.mode(of: target))
      } catch {
        throw CommandFailure(.ioError, "\(file) cannot be written: \(error)")
      }
    }
    for script in scripts where script.location.file.path != syntax.file.path {
      guard script.pin?.digest != script.digest else { continue }
      invocation.note(
        "`\(script.name)` is not pinned in \(script.location.file.path): pin that file")
    }
    var table = ResultTable([.text("script"), .text("before"), .text("after")])
    for edit in edits { table.append([edit.script, edit.before ?? "none", edit.after]) }
    try invocation.print(table, as: "pins")
    if edits.isEmpty { invocation.note("nothing to do: every pin is as the files are") }
  }
}
