import Recipe

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
