import RESP

/// What a server says about itself, as far as it lets us ask. A field is nil when the server has no such field, or when
/// its ACL kept us from asking; `refused` lists the requests that were refused.
package struct ServerInfo: Equatable, Sendable {
  package enum Product: String, Sendable {
    case redis
    case valkey
  }

  package enum Mode: String, Sendable {
    case standalone
    case sentinel
    case cluster
  }

  package enum Role: Equatable, Sendable {
    case primary
    case replica(of: String)
  }

  package struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let patch: Int

    package init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
      self.major = major
      self.minor = minor
      self.patch = patch
    }

    package static func < (left: Version, right: Version) -> Bool {
      (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    package var description: String { "\(major).\(minor).\(patch)" }
  }

  package var product: Product = .redis
  /// Of the product itself: 8.1.3 for a Valkey that reports itself compatible with Redis 7.2.4.
  package var version: Version?
  package var mode: Mode?
  package var role: Role?
  /// Changes with each start of the server process: a SCAN cursor of another run is worth nothing.
  package var runID: String?
  /// In bytes; 0 means no limit.
  package var maxMemory: Int?
  /// What the server evicts when it is full: `noeviction`, `allkeys-lru`, …
  package var maxMemoryPolicy: String?
  /// In bytes.
  package var usedMemory: Int?
  /// Since the server started.
  package var evictedKeys: Int?
  /// CPU of the server process since it started, in seconds.
  package var cpuSystem: Double?
  package var cpuUser: Double?
  /// Keys in the selected database.
  package var keyCount: Int?
  /// Keys with a time to live in the selected database.
  package var expiringKeyCount: Int?
  /// Who we are to the server's ACL.
  package var user: String?
  /// The server's clock when it was asked, in milliseconds since 1970.
  package var time: Int64?
  package var refused: [String] = []

  package init() {}

  package var cpuSeconds: Double? {
    guard let cpuSystem, let cpuUser else { return nil }
    return cpuSystem + cpuUser
  }
}
