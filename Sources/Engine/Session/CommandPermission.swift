import Bytes
import RESP
import Recipe

/// Safe mode for raw commands: what the class of the server, and the server's own flags for a command, allow.
///
/// On production an allow-list, because EVAL, FCALL, PUBLISH and SCRIPT FLUSH carry no `write` flag (docs/cli.md).
package enum CommandPermission: Equatable, Sendable {
  case allowed
  /// Somebody must agree; the text says why: `raw DEL may write`. What the server calls dangerous is not agreed to by habit.
  case ask(String, isDangerous: Bool)
  case refused(String)

  /// Asks the server for the command's flags.
  /// - Parameter serverClass: what the server is taken for, when not for what it is: `\unsafe` of the prompt.
  package static func of(
    _ arguments: [[UInt8]], on session: ServerSession, as serverClass: ServerClass? = nil
  ) throws(RunFailure) -> CommandPermission {
    guard let name = arguments.first else { return .allowed }
    if let reason = interpreted(arguments) { return .refused(reason) }
    if isHarmless(arguments) { return .allowed }
    let flags = try flags(of: arguments, on: session)
    if !flags.contains("readonly"), let reason = protected(arguments, session.profile) {
      return .refused(reason)
    }
    return judge(word(name), flags: flags, serverClass: serverClass ?? session.serverClass)
  }

  /// Whether a command changes nothing, as the server says.
  static func reads(
    _ arguments: [[UInt8]], on session: ServerSession
  ) throws(RunFailure) -> Bool {
    if isHarmless(arguments) { return true }
    return try flags(of: arguments, on: session).contains("readonly")
  }

  /// - Parameter flags: without marks: `readonly`, `write`, `dangerous`; empty for a command that the server does not know.
  static func judge(
    _ command: String, flags: Set<String>, serverClass: ServerClass
  ) -> CommandPermission {
    let reads = flags.contains("readonly")
    let isDangerous = flags.contains("dangerous")
    return switch serverClass {
    case .production:
      reads ? .allowed : .refused("raw \(command) is refused on a production server")
    case .staging where !reads && !isDangerous:
      .ask("raw \(command) may write", isDangerous: false)
    case .staging, .dev:
      isDangerous ? .ask("raw \(command) is dangerous", isDangerous: true) : .allowed
    }
  }

  /// Why a command is not sent to a server whose profile protects one of its keys. Which arguments are keys is not asked: a
  /// value that looks like a protected key is refused, too.
  private static func protected(_ arguments: [[UInt8]], _ profile: ServerProfile?) -> String? {
    for glob in profile?.protected ?? [] {
      let pattern = GlobPattern(glob)
      for argument in arguments.dropFirst()
      where argument.withUnsafeBytes({ pattern.matches(ByteSlice($0)) }) {
        return "`\(Escaping.escaped(argument))` matches protect \"\(Escaping.escaped(glob))\""
          + " of the server's profile"
      }
    }
    return nil
  }

  /// The flags and ACL categories of a command, those of its subcommand where it has one.
  private static func flags(
    of arguments: [[UInt8]], on session: ServerSession
  ) throws(RunFailure) -> Set<String> {
    var names = [arguments[0]]
    if arguments.count > 1, (1...32).contains(arguments[1].count) {
      names.append(arguments[0] + [UInt8(ascii: "|")] + arguments[1])
    }
    let reply = try session.ask([Array("COMMAND".utf8), Array("INFO".utf8)] + names)
    // Before 7.0 a subcommand has no entry of its own.
    guard let entry = reply.elements?.compactMap(\.elements).last else { return [] }
    let words = entry.prefix(7).compactMap(\.elements).flatMap { $0 }.compactMap(\.text)
    return Set(words.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 })
  }

  /// Why a command is not sent as it is: it would change how the connection is read, or whose it is.
  private static func interpreted(_ arguments: [[UInt8]]) -> String? {
    let command = word(arguments[0])
    let subcommand = arguments.count > 1 ? word(arguments[1]) : ""
    let isInterpreted =
      command == "CLIENT" ? clientStates.contains(subcommand) : states.contains(command)
    guard isInterpreted else { return nil }
    if command == "AUTH" {
      return
        "AUTH is not sent raw, where it would be seen: \\c connects again and asks for a password that the"
        + " server wants; or start with --ask-password or REDISCLI_AUTH, or write `password` into its profile"
    }
    return "\(command) changes how the connection is read; it is not sent raw"
  }

  private static func isHarmless(_ arguments: [[UInt8]]) -> Bool {
    harmless.contains(word(arguments[0]))
      || arguments.count > 1 && word(arguments[0]) == "CONFIG" && word(arguments[1]) == "GET"
  }

  private static func word(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).uppercased()
  }

  private static let states: Set<String> = [
    "HELLO", "RESET", "SELECT", "MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH", "AUTH", "QUIT",
    "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE",
    "MONITOR", "SYNC", "PSYNC", "ASKING", "READONLY", "READWRITE",
  ]
  private static let clientStates: Set<String> = [
    "REPLY", "TRACKING", "CACHING", "SETNAME", "SETINFO", "PAUSE",
  ]
  private static let harmless: Set<String> = ["PING", "INFO", "TIME", "ECHO", "DBSIZE", "COMMAND"]
}
