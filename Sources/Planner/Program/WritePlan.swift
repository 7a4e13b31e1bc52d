import Recipe

/// How a warm writes one row: one command, sent with the absolute expiry that its TTL comes to.
package struct WritePlan: Sendable {
  /// With an expiry, or without when the TTL is `never`.
  package let command: CommandTemplate
  package let key: TextFormula
  package let lifetime: Lifetime
  package let condition: WriteCondition
  /// The command may be sent again after a lost connection: it stores the same value with the same expiry.
  package let isIdempotent: Bool

  package enum WriteCondition: Sendable {
    case always
    /// `NX`: a null reply means that the key was there.
    case missing
    /// PTTL first; written where missing or below this fraction of the row's TTL.
    case stale(Double)
  }
}

/// How long a row's key lives: expression, then `within`, then jitter, in that order.
package struct Lifetime: Sendable {
  /// Nil: for ever.
  package let formula: Formula?
  package let within: ClosedRange<Int64>?
  package let jitter: TimeToLive.Jitter?
  /// What the family's data can stand: a computed TTL outside it, without `within`, fails the row.
  package let allowed: ClosedRange<Int64>?
  /// Part of the hash that spreads expiries, so that two families with the same ids do not expire together.
  package let salt: UInt64
}
