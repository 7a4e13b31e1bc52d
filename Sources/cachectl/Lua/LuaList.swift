import ArgumentParser
import Console
import LuaScript
import Recipe

/// `lua list FILE`: the scripts of a recipe.
struct LuaList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The scripts of a recipe, their digests and pins.")

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String

  func run() throws {
    let invocation = try Invocation(global)
    let scripts = try ScriptRecipe(invocation, file, ignoresPins: true).scripts()
    var table = ResultTable([
      .text("script"), .text("kind"), .text("digest"), .text("pin"), .text("keys"),
      .number("bytes"), .number("tests"), .text("functions"), .text("doc"),
    ])
    for script in scripts {
      let digest = invocation.isForPeople ? script.digest.short : script.digest.description
      table.append([
        script.name, script.kind.rawValue, digest, Self.pin(of: script),
        script.keyCount.map(String.init) ?? "", "\(script.lua.bytes.count)",
        "\(script.tests.count)", script.lua.functions.joined(separator: " "), script.doc ?? "",
      ])
    }
    try invocation.print(table, as: "scripts")
  }

  /// Whether the recipe says what the file holds.
  private static func pin(of script: Script) -> String {
    guard let pin = script.pin else { return "none" }
    return pin.digest == script.digest ? "ok" : "other \(pin.digest.short)"
  }
}
