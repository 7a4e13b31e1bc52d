import Recipe

/// How a sweep acts on the keys it selected.
package struct RemovalPlan: Sendable {
  package enum Effect: Sendable {
    /// `UNLINK`, many keys to a command.
    case unlink
    /// Expires `after` milliseconds from the start of the apply, spread by up to `jitter`; never lengthens a life.
    case expire(after: Int64, jitter: Int64)
  }

  package let effect: Effect
  /// When the predicate reads attributes: the script that checks it again and acts, atomically. Nil when names decide alone.
  package let script: CheckedScript?
}

/// A Lua script that acts on the keys for which a predicate still holds.
///
/// KEYS: at most `keysPerCall`. ARGV: for each key, the `arguments` in order, then (for an expiry) its absolute time in
/// milliseconds. It returns one character a key: `1` acted, `0` no longer holds, `2` gone, `3` refused by the server, `4` its
/// life is already shorter.
package struct CheckedScript: Sendable {
  package let source: String
  /// Slots of key fields that the predicate mentions beside attributes, passed as they are.
  package let arguments: [Int]
  package let takesExpiry: Bool

  package static let keysPerCall = 250
}
