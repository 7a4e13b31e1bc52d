/// What a server can do, from its version, its policy and its role: the one place that compares versions.
///
/// A pure value. Lowering asks it and nothing else; `explain` without a server uses `.assumed`.
package struct ServerCapabilities: Hashable, Sendable {
  package enum Flavour: String, Sendable {
    case redis, valkey
  }

  package let flavour: Flavour
  package let version: Version
  /// `maxmemory-policy`, or nil when the server does not let us ask.
  package let evictionPolicy: String?
  package let isReplica: Bool
  package let isCluster: Bool

  package init(
    flavour: Flavour, version: Version, evictionPolicy: String?, isReplica: Bool, isCluster: Bool
  ) {
    self.flavour = flavour
    self.version = version
    self.evictionPolicy = evictionPolicy
    self.isReplica = isReplica
    self.isCluster = isCluster
  }

  /// What `explain` and `check` assume when no server is asked: the oldest one that is tested with everything.
  package static let assumed = ServerCapabilities(
    flavour: .redis, version: Version(7, 0, 0), evictionPolicy: "noeviction", isReplica: false,
    isCluster: false)

  /// `PEXPIREAT key time LT`.
  package var hasConditionalExpire: Bool { version >= Version(7, 0, 0) }

  /// `SET key value PXAT time`.
  package var hasAbsoluteSetExpiry: Bool { version >= Version(6, 2, 0) }

  /// `FUNCTION LOAD`, and `#!lua flags=…` in scripts.
  package var hasFunctions: Bool { version >= Version(7, 0, 0) }

  /// `CLIENT NO-TOUCH ON`: reads do not refresh idle times.
  package var hasNoTouch: Bool { version >= Version(7, 2, 0) }

  /// Whether SCAN walks the table in reverse-binary order of its buckets, so that cursors that share their low bits form a
  /// partition that survives resizing. Undocumented, so only for versions on which it was tested (docs/decisions/0008); the
  /// walk checks itself as well.
  package var hasPartitionedScan: Bool {
    guard !isCluster else { return false }
    return switch flavour {
    case .redis: version >= Version(6, 2, 0) && version < Version(8, 0, 0)
    case .valkey: version >= Version(8, 1, 0) && version < Version(9, 2, 0)
    }
  }

  /// `OBJECT FREQ` answers only under an LFU policy, `OBJECT IDLETIME` only under another one.
  package var countsFrequency: Bool { evictionPolicy?.contains("lfu") ?? false }
}

/// `7.0.15`.
package struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let patch: Int

  package init(_ major: Int, _ minor: Int, _ patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads `7.0.15`; missing or odd parts count as 0.
  package init(_ text: String) {
    let parts = text.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    self.init(
      parts.first ?? 0, parts.count > 1 ? parts[1] : 0, parts.count > 2 ? parts[2] : 0)
  }

  package static func < (left: Version, right: Version) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  package var description: String { "\(major).\(minor).\(patch)" }
}
