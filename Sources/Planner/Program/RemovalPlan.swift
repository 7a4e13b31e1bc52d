import Recipe

/// How a sweep acts on the keys it selected.
package struct RemovalPlan: Sendable {
  package enum Effect: Sendable {
    /// `UNLINK`, many keys to a command.
    case unlink
    /// Expires `after` milliseconds from the start of the apply, spread by up to `jitter`; never lengthens a life.
    case expire(after: Int64, jitter: Int64)
    /// Moves the key to the name that `target` gives it; with `life`, the key expires there so many milliseconds from the
    /// start of the apply. Never over another key.
    case rename(target: TextFormula, life: Int64?)
    case persist

    /// Whether the key stays under its name, and so is found again by a walk that begins anew.
    package var keepsKeys: Bool {
      switch self {
      case .unlink, .rename: false
      case .expire, .persist: true
      }
    }

    /// The command that acts.
    package var command: String {
      switch self {
      case .unlink: "UNLINK"
      case .expire: "PEXPIREAT"
      case .rename: "RENAMENX"
      case .persist: "PERSIST"
      }
    }
  }

  package let effect: Effect
  /// When the predicate reads attributes: the script that checks it again and acts, atomically. Nil when names decide alone.
  package let script: CheckedScript?
  /// Where each key is kept before it is removed. The script then compares it with what was kept.
  package var undo: SweepUndo?
}

/// A Lua script that acts on the keys for which a predicate still holds.
///
/// KEYS: at most `keysPerCall`; for a rename their new names follow. ARGV: for each key, the `arguments` in order, then (for an
/// expiry) its absolute time in milliseconds or (for an undo) the digest of what was kept of it. It returns one character a key: `1` acted, `0` no longer holds, `2` gone, `3`
/// refused by the server, `4` nothing to do (its life is already shorter, it has no TTL), `5` its new name is taken.
package struct CheckedScript: Sendable {
  package let source: String
  /// Slots of key fields that the predicate mentions beside attributes, passed as they are.
  package let arguments: [Int]
  package let takesExpiry: Bool
  /// The last argument of a key is the SHA-1 of its DUMP: one that differs does not qualify any more.
  package let takesCopy: Bool
  package let takesTarget: Bool

  package static let keysPerCall = 250
}
