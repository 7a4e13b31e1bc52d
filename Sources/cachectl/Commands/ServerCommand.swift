import ArgumentParser
import Recipe

/// `server list|ping|info`: the servers that have a profile.
struct ServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server", abstract: "List, reach and describe servers.",
    subcommands: [ServerList.self, ServerPing.self, ServerInfoCommand.self]
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
}

/// The servers of the configuration files.
enum ServerProfiles {
  static func load(_ invocation: Invocation) throws -> [ServerProfile] {
    // A recipe without statements: what is left is the configuration.
    try RecipeCommand(invocation, .statements([])).checked().servers
  }
}
