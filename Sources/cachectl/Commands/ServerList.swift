import ArgumentParser
import Bytes
import Console
import Recipe

/// `server list`: the profiles of the configuration files.
struct ServerList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The servers of the configuration. No server is asked.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let invocation = try Invocation(global)
    let profiles = try ServerProfiles.load(invocation)
    if profiles.isEmpty {
      let places = Configuration.paths.joined(separator: " or ")
      invocation.note(
        "no server has a profile; write `server NAME url \"redis://…\"` into \(places)")
    }
    var table = ResultTable([
      .text("name"), .text("class"), .text("url"), .text("user"), .number("rate"), .number("batch"),
      .text("protect"),
    ])
    for profile in profiles {
      table.append([
        profile.name, profile.serverClass.rawValue,
        profile.secretURL == nil ? profile.url : "(secret)", profile.user ?? "",
        profile.ceilingRate.map { Units.rate(perSecond: $0) } ?? "",
        profile.ceilingBatch.map(String.init) ?? "",
        profile.protected.map { Escaping.escaped($0) }.joined(separator: " "),
      ])
    }
    try invocation.print(table, as: "servers")
  }
}
