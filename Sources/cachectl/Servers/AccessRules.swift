import Bytes
import Console
import Engine
import Planner
import Recipe
import SourceText

/// `check --acl`: for each server of some recipes the least rules that a user needs to run them all.
struct AccessRules {
  struct Server {
    let name: String
    let user: String
    var statements: [String] = []
    var commands: [String] = []
    var keys: [String] = []
    var useful: [String] = []
  }

  private(set) var servers: [Server] = []
  /// Statements that cannot be planned, and so not be allowed.
  private(set) var refusals: [Diagnostic] = []

  mutating func add(_ recipe: CheckedRecipe, _ options: GlobalOptions) throws(CommandFailure) {
    for action in recipe.actions where action.isEnabled {
      let name = try ServerTarget.name(for: action, flag: options.server)
      do throws(Lowering.Refusal) {
        let columns = action.body.origin.flatMap { SourceOpening.columns(of: $0) }
        let program = try Lowering.lower(action, for: .assumed, columns: columns)
        let profile = recipe.servers.first { $0.name == name }
        add(Permissions(program), of: action, on: name, profile)
        guard let origin = action.body.origin, let collection = origin.collection,
          case .redis(server: let other?) = origin.source.kind
        else { continue }
        add(
          Permissions(reading: collection), of: action, on: other,
          recipe.servers.first { $0.name == other })
      } catch {
        refusals.append(error.diagnostic)
      }
    }
  }

  private mutating func add(
    _ permissions: Permissions, of action: Action, on name: String, _ profile: ServerProfile?
  ) {
    let place =
      servers.firstIndex { $0.name == name }
      ?? {
        servers.append(Server(name: name, user: profile?.user ?? "cachectl"))
        return servers.count - 1
      }()
    let label = action.label.isEmpty ? action.verb : "\(action.verb) \(action.label)"
    servers[place].statements.append(label)
    servers[place].commands.merge(permissions.calls.map(\.rule))
    servers[place].keys.merge(permissions.keys.map { "~\(Self.word($0))" })
    servers[place].useful.merge(permissions.useful.map(\.rule))
  }

  /// A rule ends at a blank and may not hold a control byte: any byte stands in for one.
  private static func word(_ glob: [UInt8]) -> String {
    let bytes = glob.map { $0 <= 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
    // What is no UTF-8 has no place in a line of text.
    return String(String(decoding: bytes, as: UTF8.self).map { $0 == "\u{FFFD}" ? "?" : $0 })
  }

  // MARK: Printed

  /// Lines that redis-cli takes, with a comment before each.
  var text: String {
    servers.map { server in
      let useful = server.useful.filter { !server.commands.contains($0) }
      return "# \(server.name): \(server.statements.joined(separator: ", "))\n"
        + "ACL SETUSER \(server.user) on resetkeys resetchannels -@all "
        + (server.keys + server.commands).joined(separator: " ") + "\n"
        + "# and its password: >SECRET, or #SHA256. Useful as well: \(useful.joined(separator: " "))\n"
        + (useful.contains("+multi")
          ? "# (with +multi and +discard a run asks the server for its rights before it begins)\n"
          : "")
    }.joined()
  }

  var json: String {
    ReportJSON.document { writer in
      writer.beginArray("servers")
      for server in servers {
        writer.beginObject()
        writer.field("server", server.name)
        writer.field("user", server.user)
        for (name, values) in [
          ("statements", server.statements), ("keys", server.keys), ("commands", server.commands),
          ("useful", server.useful),
        ] {
          writer.beginArray(name)
          for value in values { writer.value(value) }
          writer.endArray()
        }
        writer.endObject()
      }
      writer.endArray()
    }
  }
}

extension [String] {
  fileprivate mutating func merge(_ others: [String]) {
    for other in others where !contains(other) { append(other) }
  }
}
