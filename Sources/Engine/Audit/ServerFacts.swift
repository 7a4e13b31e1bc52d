import RESP
import Recipe

/// What an audit says of the server as a whole: asked once, before the audit's own questions are among what is counted.
struct ServerFacts {
  /// Of the lookups since the server's statistics began; nil without any, or where INFO is not allowed.
  private(set) var hitRate: Double?
  private(set) var lookups = 0
  /// Bytes.
  private(set) var memory: Int64?

  /// Commands that ask about a key without reading it. Redis counts them as hits, and audits are made of them, so they are taken
  /// out: else every audit would make the cache look better.
  private static let inspecting = ["cmdstat_pttl", "cmdstat_ttl", "cmdstat_type", "cmdstat_object"]

  init(_ session: ServerSession) throws(RunFailure) {
    var hits = 0
    var misses = 0
    for section in ["stats", "commandstats", "memory"] {
      guard let text = try session.ask("INFO", section).text else { continue }
      for line in text.split(whereSeparator: \.isNewline) {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let name = line[..<colon]
        let value = line[line.index(after: colon)...]
        switch name {
        case "keyspace_hits": hits += Int(value) ?? 0
        case "keyspace_misses": misses += Int(value) ?? 0
        case "used_memory": memory = Int64(value)
        default:
          if Self.inspecting.contains(where: { name == $0 || name.hasPrefix("\($0)|") }) {
            hits -= Self.calls(value)
          }
        }
      }
    }
    hits = max(hits, 0)
    lookups = hits + misses
    if lookups > 0 { hitRate = Double(hits) / Double(lookups) }
  }

  /// `calls=12,usec=34,…`
  private static func calls(_ value: Substring) -> Int {
    guard value.hasPrefix("calls=") else { return 0 }
    return Int(value.dropFirst(6).prefix { $0.isNumber }) ?? 0
  }

  func value(of aggregate: Aggregate) -> Value {
    switch aggregate {
    case .serverHitRate: hitRate.map { .percent($0) } ?? .null
    case .serverMemory: memory.map { .size($0) } ?? .null
    default: .null
    }
  }
}

extension Aggregate {
  /// What only looking at the server again and again tells.
  var isOfTheWatch: Bool {
    switch self {
    case .serverP99, .serverEvictions, .evicted: true
    default: false
    }
  }
}
