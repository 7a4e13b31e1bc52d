import ArgumentParser

/// `lua …`: the scripts that a recipe declares.
struct LuaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lua", abstract: "Scripts: digests, drift, tests, calls.",
    discussion: """
      A recipe declares scripts with `lua NAME file "…"`, pins them by their digests, and brings them to servers with `deploy`.
      """,
    subcommands: [LuaList.self, LuaPin.self, LuaDiff.self, LuaTest.self, LuaCall.self]
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
}
