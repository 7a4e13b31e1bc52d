import Bytes
import Recipe

extension StoreOptions {
  /// How long a key's value is fresh, in milliseconds; nil: for ever. Jitter shortens by a hash of the key, as `warm` does: the same key gets
  /// the same share in every run, and two keys do not expire together again after the first time.
  package func life(of key: ByteSlice) -> Int64? {
    guard let ttl else { return nil }
    let spread: Int64
    switch jitter {
    case nil: return ttl
    case .fraction(let fraction): spread = Int64(Double(ttl) * fraction)
    case .duration(let amount): spread = amount
    }
    let share = unitInterval(StableHash.hash(key))
    return max(ttl - Int64(Double(spread) * share), 1)
  }
}

extension BenchOrigin {
  /// What a load usually takes, in nanoseconds: its median.
  package var typicalLatency: Int64 {
    let milliseconds =
      switch latency {
      case .constant(let time): time
      case .uniform(let range): (range.lowerBound + range.upperBound) / 2
      case .lognormal(let median, _): median
      }
    return Int64(milliseconds * 1e6)
  }
}
