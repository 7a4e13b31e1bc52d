import Console
import Engine
import RESP

/// The Redis commands: those of a table, and what the server has beyond it (modules, newer versions), asked once a server.
final class CommandCatalog {
  private let session: ReplSession
  /// Name in capitals, subcommand after a blank → arguments.
  private lazy var known: [String: String] = {
    var known: [String: String] = [:]
    for line in RedisCommandTable.text.split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      known[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return known
  }()
  private var listed: (server: String, names: [String])?

  init(_ session: ReplSession) { self.session = session }

  /// The first words of all commands, in capitals: those of the table.
  private(set) lazy var names = Set(
    known.keys.compactMap { $0.split(separator: " ").first }.map(String.init))

  /// Command names that begin so, in the case they are typed in.
  func names(like word: String) -> [Completion.Candidate] {
    var firsts: [String: String] = [:]
    for (name, arguments) in known {
      let parts = name.split(separator: " ", maxSplits: 1)
      firsts[String(parts[0])] = parts.count == 1 ? arguments : "…"
    }
    for name in serverNames where firsts[name] == nil { firsts[name] = "" }
    return candidates(firsts, like: word)
  }

  /// Subcommands of a container: `CONFIG` → `GET`, `SET`.
  func subcommands(of command: String, like word: String) -> [Completion.Candidate] {
    let prefix = command.uppercased() + " "
    var found: [String: String] = [:]
    for (name, arguments) in known where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = arguments
    }
    return candidates(found, like: word)
  }

  /// `SET key value …`: the command that these words begin, with its arguments.
  func usage(of words: [String]) -> String? {
    for count in [2, 1] where words.count >= count {
      let name = words.prefix(count).joined(separator: " ").uppercased()
      if let arguments = known[name] { return "\(name) \(arguments)" }
    }
    return nil
  }

  /// Whether a key comes after these words.
  func takesKey(_ words: [String]) -> Bool {
    guard let usage = usage(of: words), let name = words.first else { return false }
    let arguments = usage.split(separator: " ").dropFirst(
      usage.hasPrefix(name.uppercased() + " ") ? 1 : 0)
    let isContainer = known[name.uppercased()] == nil
    let place = words.count - 1
    guard place < arguments.count else {
      return arguments.contains("…") && arguments.first == "key"
    }
    let due = arguments[arguments.startIndex + place]
    return due == "key" || due == "source" || due == "destination"
      || due == "…" && arguments.first == "key" && !isContainer
  }

  private func candidates(
    _ names: [String: String], like word: String
  ) -> [Completion.Candidate] {
    let isSmall = word == word.lowercased()
    return names.map { name, arguments in
      Completion.Candidate(isSmall ? name.lowercased() : name, arguments)
    }.sorted { $0.text < $1.text }
  }

  private var serverNames: [String] {
    if let listed, listed.server == session.target.name { return listed.names }
    guard session.isConnected, let reply = try? session.server().ask("COMMAND", "LIST") else {
      return []
    }
    let names = (reply.elements ?? []).compactMap { $0.text?.uppercased() }
    listed = (session.target.name, names)
    return names
  }
}
