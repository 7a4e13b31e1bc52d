/// Numbers as decimal text, eight digits a step.
package enum DecimalDigits {
  /// Writes the digits of a number and says how many they are. Up to eight bytes behind them are overwritten, so that a
  /// word can be stored whole: the caller has room for 28.
  @inline(__always)
  package static func write(_ value: UInt, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if value < hundredMillion { return writeFirst(UInt32(value), to: target) }
    let (high, low) = value.quotientAndRemainder(dividingBy: hundredMillion)
    var count: Int
    if high < hundredMillion {
      count = writeFirst(UInt32(high), to: target)
    } else {
      let (highest, middle) = high.quotientAndRemainder(dividingBy: hundredMillion)
      count = writeFirst(UInt32(highest), to: target)
      store(digits(UInt32(middle)), to: target + count)
      count += 8
    }
    store(digits(UInt32(low)), to: target + count)
    return count + 8
  }

  private static let hundredMillion: UInt = 100_000_000

  /// The number's own digits, without leading zeros.
  @inline(__always)
  private static func writeFirst(_ value: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if value < 10 {
      target[0] = 48 &+ UInt8(truncatingIfNeeded: value)
      return 1
    }
    let word = digits(value)
    // A leading zero is a byte 0x30, that is one without a bit below 0x10.
    let zeros = (word & 0x0F0F_0F0F_0F0F_0F0F).trailingZeroBitCount / 8
    store(word >> UInt64(zeros * 8), to: target)
    return 8 - zeros
  }

  /// Eight ASCII digits, the first one lowest: halves of four, quarters of two, then single digits, each step dividing all
  /// lanes of one word at once by a multiplication (D. Lemire, "Converting integers to fixed-digit representations
  /// quickly", 2021).
  @inline(__always)
  package static func digits(_ value: UInt32) -> UInt64 {
    let high = value / 10_000
    var lanes = UInt64(high) | UInt64(value &- high &* 10_000) << 32
    let hundreds = (lanes &* 10_486) >> 20 & 0x7F_0000_007F
    lanes = hundreds | (lanes &- hundreds &* 100) << 16
    let tens = (lanes &* 103) >> 10 & 0x000F_000F_000F_000F
    lanes = tens | (lanes &- tens &* 10) << 8
    return lanes | 0x3030_3030_3030_3030
  }

  @inline(__always)
  private static func store(_ word: UInt64, to target: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(target).storeBytes(of: word.littleEndian, as: UInt64.self)
  }
}

/// How many decimal digits a magnitude has: 1 for 0. Small numbers, which lengths are, are told at once.
@inlinable @inline(__always)
package func decimalDigits(_ value: UInt) -> Int {
  if value < 10 { return 1 }
  if value < 100 { return 2 }
  if value < 1000 { return 3 }
  return manyDecimalDigits(value)
}

/// From the number of bits: 1233 / 4096 is the logarithm of 2, and the guess is at most one too small (S. E. Anderson, "Bit
/// Twiddling Hacks").
@usableFromInline package func manyDecimalDigits(_ value: UInt) -> Int {
  let guess = ((UInt.bitWidth - value.leadingZeroBitCount) * 1233) >> 12
  return guess + (value >= powersOfTen[guess] ? 1 : 0)
}

private let powersOfTen: [UInt] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
  1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]
