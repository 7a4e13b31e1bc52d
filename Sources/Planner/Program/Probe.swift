import Recipe

/// One question about one key.
///
/// Silent ones leave its idle time alone. Touching ones reset it (measured on 7.0: docs/decisions/0015), so they come second, of
/// the keys that are left.
package enum Probe: Hashable, Sendable {
  case ttl
  case idle
  case freq
  case type
  case bytes
  /// How many members, or bytes of a string. The key's type says by which command.
  case length
  /// A field of a hash; null in a key of another type.
  case field(String)

  package static let silent: [Probe] = [.ttl, .idle, .freq, .type, .bytes]

  package var isTouching: Bool {
    switch self {
    case .ttl, .idle, .freq, .type, .bytes: false
    case .length, .field: true
    }
  }

  /// The attribute as a person writes it.
  package var name: String {
    switch self {
    case .ttl: "ttl"
    case .idle: "idle"
    case .freq: "freq"
    case .type: "type"
    case .bytes: "bytes"
    case .length: "len"
    case .field(let name): "field.\(name)"
    }
  }

  /// The words before the key of each command that may ask it.
  package var commands: [String] {
    switch self {
    case .ttl: ["PTTL"]
    case .idle: ["OBJECT IDLETIME"]
    case .freq: ["OBJECT FREQ"]
    case .type: ["TYPE"]
    case .bytes: ["MEMORY USAGE"]
    case .length: Self.lengths.map(\.command)
    case .field: ["HGET"]
    }
  }

  /// How long a key of each type is. What modules define has no length.
  package static let lengths: [(type: String, command: String)] = [
    ("string", "STRLEN"), ("list", "LLEN"), ("hash", "HLEN"), ("set", "SCARD"), ("zset", "ZCARD"),
    ("stream", "XLEN"),
  ]

  package init?(_ source: Slot.Source) {
    switch source {
    case .attribute(.ttl): self = .ttl
    case .attribute(.idle): self = .idle
    case .attribute(.freq): self = .freq
    case .attribute(.type): self = .type
    case .attribute(.bytes): self = .bytes
    case .attribute(.len): self = .length
    case .hashField(let name): self = .field(name)
    case .attribute(.key), .column, .keyField, .aggregate, .reply, .draw: return nil
    }
  }

  /// In the order in which they are asked: silent ones first. Which touching ones make sense, the key's type tells.
  package static func inOrder(_ probes: Set<Probe>) -> [Probe] {
    let touching = probes.filter(\.isTouching).sorted { $0.name < $1.name }
    let asked = touching.isEmpty ? probes : probes.union([.type])
    return silent.filter(asked.contains) + touching
  }
}
