import Bytes
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
  /// Where the TTL before jitter is the same for every row, and nothing is wrong with it.
  package private(set) var constant: ConstantLifetime?

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
      return
    }
    let bounded = within.map { min(max(life, $0.lowerBound), $0.upperBound) } ?? life
    let isAllowed = within != nil || allowed?.contains(life) ?? true
    guard isAllowed, bounded > 0 else { return }
    constant = ConstantLifetime(base: bounded, spread: spread(of: bounded), salt: salt)
  }

  /// How many milliseconds jitter may take of a TTL.
  func spread(of life: Int64) -> Int64 {
    let wanted: Int64
    switch jitter {
    case nil: return 0
    case .fraction(let fraction): wanted = Int64(Double(life) * fraction)
    case .duration(let amount): wanted = amount
    }
    let floor = max(within?.lowerBound ?? allowed?.lowerBound ?? 1, 1)
    return min(wanted, life - min(floor, life))
  }
}

/// A TTL that depends on nothing but the key: what a row needs of a `Lifetime`, in three words.
package struct ConstantLifetime: Sendable {
  /// Milliseconds, and how many of them jitter may take.
  let base: Int64
  let spread: Int64
  let salt: UInt64

  package func life(of key: ByteSlice) -> Int64 {
    if spread == 0 { return base }
    return base - Int64(Double(spread) * unitInterval(StableHash.hash(key, seed: salt)))
  }
}
