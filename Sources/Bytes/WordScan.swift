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
}
