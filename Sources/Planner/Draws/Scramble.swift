/// A bijection of 0...last onto itself that leaves no neighbours together: which keys are hot is spread over the range, and each is
/// still exactly one key.
///
/// Additions, multiplications by odd numbers and shifted exclusive-ors are bijections of b-bit words; what lands above the range goes round again
/// until it falls inside (cycle walking: Black and Rogaway, 2002), twice on average at most. There is no seed: what was hot in the run that filled
/// the cache is hot in the run that reads it.
struct Scramble: Sendable {
  private let last: UInt64
  private let mask: UInt64
  private let shift: UInt64

  init(last: UInt64) {
    self.last = last
    let bits = UInt64(64 - last.leadingZeroBitCount)
    mask = bits == 0 ? 0 : UInt64.max >> (64 - bits)
    shift = max(bits / 2, 1)
  }

  func other(_ number: UInt64) -> UInt64 {
    guard last > 0 else { return 0 }
    var word = number
    repeat {
      word = (word &+ 0x2545_F491_4F6C_DD1D) & mask
      word = (word ^ (word >> shift)) &* 0x9E37_79B9_7F4A_7C15 & mask
      word = (word ^ (word >> shift)) &* 0xC2B2_AE3D_27D4_EB4F & mask
      word = (word ^ (word >> shift)) &* 0xD6E8_FEB8_6659_FD93 & mask
      word ^= word >> shift
    } while word > last
    return word
  }
}
