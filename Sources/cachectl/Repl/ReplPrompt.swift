import Console
import Recipe
import RedisClient

/// The prompt: `prod-eu:0!> `. What colour says the marks say too.
struct ReplPrompt {
  let server: String
  let database: Int
  /// `!` production, `!!` with safe mode lifted, `*` staged statements, `?` not connected.
  let marks: String
  let isProduction: Bool
  let palette: Palette
  let width: Int?

  init(_ session: ReplSession, hasStaged: Bool, _ terminal: Terminal) {
    server = Self.name(of: session.target)
    database = session.target.address.database
    isProduction = session.target.serverClass == .production
    marks =
      (isProduction ? session.isUnsafe ? "!!" : "!" : "") + (hasStaged ? "*" : "")
      + (session.isConnected ? "" : "?")
    palette = terminal.palette
    width = terminal.width
  }

  /// For line `number` of an input, from 1. Colours stand between two `\u{1}`, which take no room.
  func text(line number: Int) -> String {
    let head = elided
    let room = DisplayWidth.of(head) + marks.count
    guard number == 1 else {
      let label = DisplayWidth.pad("\(number)", to: room - 1, alignedRight: true)
      return marked(palette.paint(label, .muted) + "…> ")
    }
    return marked(
      palette.paint(head, isProduction ? .error : .emphasis)
        + palette.paint(marks, isProduction ? .error : .warning) + "> ")
  }

  /// The server and its database; in a narrow window only the end of it.
  private var elided: String {
    let whole = "\(server):\(database)"
    let room = max(6, (width ?? 80) / 2 - marks.count - 2)
    return whole.count <= room ? whole : "…" + whole.suffix(room - 1)
  }

  /// Sequences that follow each other are one: libedit takes the character behind a second mark for one that is shown, and a mark
  /// there would swallow what follows.
  private func marked(_ text: String) -> String {
    text.replacing(/(?:\x1b\[[0-9;]*m)+/) { "\u{1}\($0.output)\u{1}" }
  }

  /// A profile by its name, else the shortest form of the address.
  static func name(of target: ServerTarget) -> String {
    if let profile = target.profile { return profile.name }
    switch target.address.transport {
    case .tcp(let endpoint), .tls(let endpoint): return endpoint.description
    case .unixSocket(let path): return path.split(separator: "/").last.map(String.init) ?? path
    case .sentinel(_, let master): return master
    case .cluster(let endpoints): return endpoints.first?.description ?? "cluster"
    case .sandbox: return "sandbox"
    }
  }
}
