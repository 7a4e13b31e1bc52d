import ArgumentParser
import Console
import Engine
import Recipe
import RedisClient

/// `server info [NAME]`: what a server says of itself, as far as it matters to a cache.
struct ServerInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "What a server says of itself, as far as it matters to a cache.")

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(
    help: "A name or URL; without one, the server of -s or the environment.",
    completion: ShellCompletion.servers)
  var server: String?

  func run() throws {
    let invocation = try Invocation(global)
    let pool = ServerPool(try ServerProfiles.load(invocation), invocation.options)
    defer { pool.stop() }
    guard let target = try pool.targets(named: server.map { [$0] } ?? []).first else { return }
    let session: ServerSession
    do throws(RunFailure) {
      session = try pool.session(on: target)
    } catch {
      throw CommandFailure(error.exitCode, error.message)
    }
    var table = ResultTable([.text("fact"), .text("value")])
    for (name, value) in Self.facts(session) { table.append([name, value]) }
    try invocation.print(table, as: "facts")
  }

  static func facts(_ session: ServerSession) -> [(String, String)] {
    let info = session.info
    let role: String? =
      switch info.role {
      case .primary: "primary"
      case .replica(let primary): "replica of \(primary)"
      case nil: nil
      }
    let limit = info.maxMemory.map { $0 == 0 ? "no limit" : Units.bytes($0) }
    let facts: [(String, String?)] = [
      ("server", session.name), ("class", session.serverClass.rawValue),
      ("product", info.product.rawValue), ("version", info.version.map { "\($0)" }),
      ("mode", info.mode?.rawValue), ("role", role), ("user", info.user),
      ("keys", info.keyCount.map(Units.count)),
      ("keys with a TTL", info.expiringKeyCount.map(Units.count)),
      ("memory used", info.usedMemory.map(Units.bytes)), ("memory limit", limit),
      ("eviction policy", info.maxMemoryPolicy),
      ("evicted keys", info.evictedKeys.map(Units.count)),
      ("not permitted to ask", info.refused.isEmpty ? nil : info.refused.joined(separator: ", ")),
    ]
    return facts.compactMap { name, value in value.map { (name, $0) } }
  }
}
