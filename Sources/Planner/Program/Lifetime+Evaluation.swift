import Bytes
import Recipe

extension Lifetime {
  package enum Outcome {
    case forever
    /// Milliseconds.
    case expires(Int64)
    case failed(ItemFailure)
  }

  /// The TTL of one row, in milliseconds: expression, `within`, then jitter.
  ///
  /// Jitter only shortens, and is a hash of family and key: the same key gets the same share of it in every run, so a
  /// second run changes nothing. Where it would fall below what the data can stand, it spreads inside the range instead:
  /// clamping after jitter would rebuild the cliff that jitter is there to take down.
  package func evaluate(key: ByteSlice, scope: Scope) -> Outcome {
    if let constant { return .expires(constant.life(of: key)) }
    guard let formula else { return .forever }
    var life: Int64
    switch formula.evaluate(in: scope) {
    case .duration(let amount): life = amount
    case .latency(let amount): life = Int64(amount.rounded())
    case .never: return .forever
    case .null:
      if let problem = scope.problem {
        return .failed(ItemFailure("type", "ttl: \(problem.phrase)"))
      }
      return .failed(ItemFailure("ttl-null", "the TTL is null for this row"))
    default: return .failed(ItemFailure("type", "the TTL of this row is not a duration"))
    }
    if let within {
      life = min(max(life, within.lowerBound), within.upperBound)
    } else if let allowed, !allowed.contains(life) {
      return .failed(
        ItemFailure(
          "ttl-range",
          "TTL \(life) ms lies outside \(allowed.lowerBound)..\(allowed.upperBound) ms"))
    }
    guard life > 0 else {
      return .failed(ItemFailure("ttl-range", "TTL \(life) ms would delete the key"))
    }
    return .expires(
      ConstantLifetime(base: life, spread: spread(of: life), salt: salt).life(of: key))
  }
}

/// A hash as a number in [0, 1): its upper 53 bits as the fraction of a double.
package func unitInterval(_ hash: UInt64) -> Double { Double(hash >> 11) * 0x1p-53 }
