import Bytes

/// Writes absolute expiries as arguments of thirteen digits, `$13\r\n1764322800000\r\n`: every moment from 2001 to 2286.
///
/// The keys of a batch expire within a few days of each other, so the upper five digits are rarely other than the last time's.
struct ExpiryStamp {
  /// Bytes of the argument.
  static let width = 20

  /// The digits above the lower eight, none at first, and how they stand in the argument with what is before them.
  private var upper = UInt64.max
  private var head: UInt64 = 0
  private var tail: UInt16 = 0

  private static let lowerRange: UInt64 = 100_000_000

  /// False when the moment has not thirteen digits.
  @inline(__always)
  mutating func write(_ moment: Int64, to target: UnsafeMutablePointer<UInt8>) -> Bool {
    let (upper, lower) = UInt64(bitPattern: moment).quotientAndRemainder(
      dividingBy: Self.lowerRange)
    if upper != self.upper {
      guard upper >= 10_000, upper < 100_000 else { return false }
      prepare(UInt32(truncatingIfNeeded: upper))
    }
    let bytes = UnsafeMutableRawPointer(target)
    bytes.storeBytes(of: head.littleEndian, as: UInt64.self)
    bytes.storeBytes(of: tail.littleEndian, toByteOffset: 8, as: UInt16.self)
    let digits = DecimalDigits.digits(UInt32(truncatingIfNeeded: lower))
    bytes.storeBytes(of: digits.littleEndian, toByteOffset: 10, as: UInt64.self)
    bytes.storeBytes(of: Self.lineEnd.littleEndian, toByteOffset: 18, as: UInt16.self)
    return true
  }

  /// `$13\r\n` and three digits make a word, the other two the one behind it.
  private mutating func prepare(_ upper: UInt32) {
    self.upper = UInt64(upper)
    let digits = DecimalDigits.digits(upper) >> 24
    head = Self.header | digits << 40
    tail = UInt16(truncatingIfNeeded: digits >> 24)
  }

  private static let header: UInt64 = 0x0A_0D33_3124
  private static let lineEnd: UInt16 = 0x0A0D
}
