#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A growable buffer of bytes with one owner: what is encoded before it is sent, and rendered
/// before it is encoded.
///
/// Growth doubles; clearing keeps the memory. Appending never allocates once the buffer has reached
/// its working size.
@usableFromInline package struct ByteBuffer: ~Copyable {
  @usableFromInline package internal(set) var base: UnsafeMutablePointer<UInt8>
  @usableFromInline package internal(set) var capacity: Int
  @usableFromInline package internal(set) var count: Int

  package init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    self.count = 0
    self.base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inlinable package var isEmpty: Bool { count == 0 }

  /// What the buffer holds now; valid until the next mutation.
  @inlinable package var slice: ByteSlice { ByteSlice(base: UnsafePointer(base), count: count) }

  @inlinable package func slice(_ range: Range<Int>) -> ByteSlice { slice[range] }

  package func copy() -> [UInt8] { Array(slice) }

  @inlinable package mutating func removeAll() { count = 0 }

  /// Room for `extra` more bytes, and where they go.
  @inlinable @inline(__always)
  package mutating func reserve(_ extra: Int) -> UnsafeMutablePointer<UInt8> {
    if extra > capacity &- count { grow(to: count + extra) }
    return base + count
  }

  /// Says that `written` bytes were put at the pointer that `reserve` gave.
  @inlinable @inline(__always)
  package mutating func commit(_ written: Int) { count &+= written }

  @inlinable @inline(__always)
  package mutating func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    count += 1
  }

  @inlinable @inline(__always)
  package mutating func append(_ slice: ByteSlice) {
    copyBytes(from: slice.base, to: reserve(slice.count), count: slice.count)
    count += slice.count
  }

  /// Two slices, with one look for room.
  @inlinable @inline(__always)
  package mutating func append(_ first: ByteSlice, _ second: ByteSlice) {
    let room = reserve(first.count + second.count)
    copyBytes(from: first.base, to: room, count: first.count)
    copyBytes(from: second.base, to: room + first.count, count: second.count)
    count += first.count + second.count
  }

  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      memcpy(reserve(source.count), start, source.count)
      count += source.count
    }
  }

  @inlinable package mutating func append(_ text: StaticString) {
    memcpy(reserve(text.utf8CodeUnitCount), text.utf8Start, text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  package mutating func append(text: String) {
    var text = text
    text.withUTF8 { source in
      guard let start = source.baseAddress else { return }
      memcpy(reserve(source.count), start, source.count)
      count += source.count
    }
  }

  /// The decimal digits of a number.
  @usableFromInline package mutating func append(decimal value: Int) {
    let room = reserve(Self.longestDecimal)
    guard value < 0 else {
      count += DecimalDigits.write(value.magnitude, to: room)
      return
    }
    room[0] = UInt8(ascii: "-")
    count += 1 + DecimalDigits.write(value.magnitude, to: room + 1)
  }

  /// A sign, twenty digits, and the bytes that a word of digits may write beyond its number.
  private static let longestDecimal = 1 + 24 + 8

  /// Lends what the buffer holds, to be changed in place.
  @inlinable @inline(__always)
  package mutating func withMutableBytes<Result>(
    _ body: (UnsafeMutablePointer<UInt8>) -> Result
  ) -> Result { body(base) }

  /// Forgets the bytes from `newCount` on.
  @usableFromInline package mutating func truncate(to newCount: Int) {
    precondition(newCount >= 0 && newCount <= count)
    count = newCount
  }

  /// Drops the first `length` bytes and moves the rest to the front.
  package mutating func removeFirst(_ length: Int) {
    precondition(length >= 0 && length <= count)
    if length == count {
      count = 0
    } else if length > 0 {
      memmove(base, base + length, count - length)
      count -= length
    }
  }

  /// Never inlined: it is rare, and what it needs of the registers every append would pay for.
  @inline(never)
  @usableFromInline mutating func grow(to needed: Int) {
    var larger = capacity
    while larger < needed { larger *= 2 }
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(fresh, base, count)
    base.deallocate()
    base = fresh
    capacity = larger
  }
}

/// memcpy, without the call for the few bytes that most copies are: two words that overlap in the middle.
@inlinable @inline(__always)
package func copyBytes(
  from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int
) {
  let from = UnsafeRawPointer(source)
  let to = UnsafeMutableRawPointer(target)
  if count > 32 {
    memcpy(to, from, count)
  } else if count >= 16 {
    copyEnds(from, to, count, as: SIMD16<UInt8>.self)
  } else if count >= 8 {
    copyEnds(from, to, count, as: UInt64.self)
  } else if count >= 4 {
    copyEnds(from, to, count, as: UInt32.self)
  } else if count > 0 {
    let (middle, last) = (source[count / 2], source[count - 1])
    target[0] = source[0]
    target[count / 2] = middle
    target[count - 1] = last
  }
}

/// The first and the last word of so many bytes, which are at least one word and at most two.
@inlinable @inline(__always)
func copyEnds<Word: BitwiseCopyable>(
  _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ count: Int, as _: Word.Type
) {
  let rest = count - MemoryLayout<Word>.size
  let last = from.loadUnaligned(fromByteOffset: rest, as: Word.self)
  to.storeBytes(of: from.loadUnaligned(as: Word.self), as: Word.self)
  to.storeBytes(of: last, toByteOffset: rest, as: Word.self)
}
