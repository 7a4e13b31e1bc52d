import SourceText

/// Every declaration in reach by kind and name, as written; the checker resolves each when it is first needed.
struct DeclarationTable {
  /// One declaration and where it stands.
  struct Entry {
    let statement: Statement
    let name: Identifier
    let file: SourceFile
    /// The absolute folder of the file, where its relative paths start.
    let folder: String
    /// 0 for the recipe and what it uses, then the configuration files in the order of precedence.
    let layer: Int
  }

  /// What shares names: a parameter and a `let` are both values.
  enum Kind: Hashable {
    case value, secret, server, source, family, script

    init?(verb: String) {
      switch verb {
      case "param", "let": self = .value
      case "secret": self = .secret
      case "server": self = .server
      case "source": self = .source
      case "key": self = .family
      case "lua": self = .script
      default: return nil
      }
    }
  }

  private var entries: [Kind: [String: Entry]] = [:]
  private var order: [Kind: [Entry]] = [:]
  /// Servers of a lower layer that one of the same name hides: their `protect` and `ceiling` still hold.
  private(set) var hiddenServers: [String: [Entry]] = [:]

  /// Adds a declaration, unless its name is taken in the same layer: then the one that has it is returned.
  mutating func add(_ entry: Entry, as kind: Kind) -> Entry? {
    if let other = entries[kind]?[entry.name.text] {
      if other.layer == entry.layer { return other }
      if kind == .server { hiddenServers[entry.name.text, default: []].append(entry) }
      return nil
    }
    entries[kind, default: [:]][entry.name.text] = entry
    order[kind, default: []].append(entry)
    return nil
  }

  func find(_ name: String, as kind: Kind) -> Entry? { entries[kind]?[name] }

  func all(_ kind: Kind) -> [Entry] { order[kind] ?? [] }

  var all: [(kind: Kind, entry: Entry)] {
    order.flatMap { kind, entries in entries.map { (kind, $0) } }
  }

  func names(_ kind: Kind) -> [String] { all(kind).map(\.name.text) }

  func secret(_ name: String) -> Entry? { find(name, as: .secret) }

  var valueNames: [String] { names(.value) }
}
