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
  /// The TTL before jitter, in milliseconds, where it is the same for every row and nothing is wrong with it.
  let constant: Int64?

  package init(
    formula: Formula?, within: ClosedRange<Int64>?, jitter: TimeToLive.Jitter?,
    allowed: ClosedRange<Int64>?, salt: UInt64
  ) {
    self.formula = formula
    self.within = within
    self.jitter = jitter
    self.allowed = allowed
    self.salt = salt
    guard case .constant(let value) = formula, case .duration(let life) = value.value else {
      constant = nil
      return
    }
    let bounded = within.map { min(max(life, $0.lowerBound), $0.upperBound) } ?? life
    let isAllowed = within != nil || allowed?.contains(life) ?? true
    constant = isAllowed && bounded > 0 ? bounded : nil
  }
}
