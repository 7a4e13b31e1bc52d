/// Random numbers that a seed repeats, on every machine: xoshiro256** (Blackman and Vigna, 2018), its state filled by SplitMix64 as
/// its authors advise.
///
/// A pure value of 32 bytes; not for secrets.
package struct DrawRandom: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter stream: which of the sequences of one seed: a worker's, a connection's.
  package init(seed: UInt64, stream: UInt64 = 0) {
    // Streams begin far apart: each is mixed once before it is added, so that neighbours share nothing.
    var mixer = SplitMix(state: stream)
    mixer = SplitMix(state: seed ^ (stream == 0 ? 0 : mixer.next()))
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  package mutating func next() -> UInt64 {
    let result = Self.rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, 45)
    return result
  }

  /// In [0, 1): 53 bits.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// In (0, 1]: its logarithm is finite.
  package mutating func positiveUnit() -> Double {
    Double((next() >> 11) + 1) * 0x1p-53
  }

  /// In 0..<bound, without bias (Lemire, 2019). `bound` is above zero.
  package mutating func below(_ bound: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value &<< bits | value &>> (64 &- bits)
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
