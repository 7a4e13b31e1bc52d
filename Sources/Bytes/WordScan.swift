/// Finding bytes eight at a time: one load, and a few operations that ask all eight bytes at once.
///
/// Every function may read up to seven bytes past `end`, so the caller's buffer must own
/// `padding` more bytes than it has filled; what stands there is not looked at.
@usableFromInline package enum WordScan {
  package static let padding = 8

  /// The first byte from `start` on that is `a` or `b`, or `end`.
  @inlinable @inline(__always)
  package static func first(
    of a: UInt8, or b: UInt8, in base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    let wantedA = 0x0101_0101_0101_0101 &* UInt64(a)
    let wantedB = 0x0101_0101_0101_0101 &* UInt64(b)
    var position = start
    while position < end {
      let word = load(base + position)
      let found = zeroBytes(word ^ wantedA) | zeroBytes(word ^ wantedB)
      if found != 0 { return min(position + found.trailingZeroBitCount / 8, end) }
      position += 8
    }
    return end
  }

  /// Eight bytes, the first one lowest, whatever the alignment.
  @inlinable @inline(__always)
  package static func load(_ base: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
  }

  /// Four bytes, likewise.
  @inlinable @inline(__always)
  package static func load32(_ base: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt32.self))
  }

  /// The high bit of the lowest byte that is zero, and perhaps bits above it: a borrow can mark a
  /// byte that follows a true zero, never one before it, so the lowest mark is always right.
  @inlinable @inline(__always)
  package static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Up to eight bytes, the first one lowest, and nothing read beyond them; what is missing of a word is zero.
  @inlinable @inline(__always)
  package static func load(_ base: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    if count >= 4 {
      // Two halves, which overlap where there are fewer than eight bytes, and agree there.
      let high = UInt64(load32(base + count - 4)) << UInt64(truncatingIfNeeded: (count - 4) * 8)
      return UInt64(load32(base)) | high
    }
    guard count > 0 else { return 0 }
    // Likewise: the first byte, the one in the middle and the last.
    return UInt64(base[0]) | UInt64(base[count / 2]) << UInt64(truncatingIfNeeded: count / 2 * 8)
      | UInt64(base[count - 1]) << UInt64(truncatingIfNeeded: (count - 1) * 8)
  }

  /// The same byte in all places from `count` on, zero before: what fills a word of `count` bytes up.
  @inlinable @inline(__always)
  package static func filler(_ byte: UInt8, from count: Int) -> UInt64 {
    0x0101_0101_0101_0101 &* UInt64(byte) << UInt64(truncatingIfNeeded: count * 8)
  }

  /// Whether all eight bytes are digits.
  @inlinable @inline(__always)
  package static func areDigits(_ word: UInt64) -> Bool {
    // A digit has the high half 3, and keeps it when six is added. A sum that leaves its byte began in no digit.
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let sum = word &+ 0x0606_0606_0606_0606
    return ((word & high) ^ 0x3030_3030_3030_3030) | ((sum & high) ^ 0x3030_3030_3030_3030) == 0
  }
}
