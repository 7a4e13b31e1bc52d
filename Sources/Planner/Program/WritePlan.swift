import Recipe

/// How a warm writes rows: what one command is made of, and what its reply means. The absolute expiry that the TTL comes to
/// is its last argument.
package struct WritePlan: Sendable {
  package enum Form: Sendable {
    /// A command a row, whole but for its expiry.
    case value(CommandTemplate)
    /// A command a key: `prefix`, the key, then the members of all its rows.
    case structure(StructurePlan)
  }

  package let form: Form
  package let key: TextFormula
  package let lifetime: Lifetime
  /// The sorted set that lists the key; written before the key is.
  package let tag: TagPlan?
  package let condition: WriteCondition
  /// What the command calls by its digest; nil for a command of the server's own.
  package let script: WriteScript?
  /// The command may be sent again after a lost connection: it stores the same value with the same expiry.
  package let isIdempotent: Bool

  package enum WriteCondition: Sendable {
    case always
    /// A null reply means that the key was there.
    case missing
    /// PTTL first; written where missing or below this fraction of the row's TTL.
    case stale(Double)
    /// A null reply means that the key holds this value already.
    case changed
  }

  /// A command must not run twice: it adds to what is there. One that only creates may, because the second does nothing.
  package var isUnsafe: Bool {
    if case .missing = condition { false } else { !isIdempotent }
  }

  /// Whether nothing but the writes themselves is sent.
  package var isPlain: Bool {
    if case .stale = condition { false } else { tag == nil && script == nil }
  }

  /// A key is written whole, by one command: where it is there, nothing of its write was lost.
  package var writesWholeKeys: Bool {
    switch form {
    case .value: !isUnsafe
    case .structure(let structure): structure.needsWholeKeys
    }
  }

  /// Whether each command ends in an expiry; else the keys live for ever.
  package var awaitsExpiry: Bool { lifetime.formula != nil }

  /// Where the key stands in a command: `SET key`, `EVALSHA digest 1 key`.
  package var keyArgument: Int { script == nil ? 1 : 3 }
}

/// `tag` of a family: a sorted set a tag, member = key, score = expiry.
package struct TagPlan: Sendable {
  package let name: TextFormula
  package let script: WriteScript
}

/// A value of many members, as commands of one key each.
package struct StructurePlan: Sendable {
  package let members: MemberTemplate
  /// The arguments before the key.
  package let prefix: [[UInt8]]
  /// Every row of a key must be known before the key is written.
  package let needsWholeKeys: Bool
  /// The source says that the rows of a key follow each other.
  package let isGrouped: Bool
}
