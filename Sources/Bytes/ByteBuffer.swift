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
    if count + extra > capacity { grow(to: count + extra) }
    return base + count
  }

  /// Says that `written` bytes were put at the pointer that `reserve` gave.
  @inlinable @inline(__always)
  package mutating func commit(_ written: Int) { count += written }

  @inlinable @inline(__always)
  package mutating func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    count += 1
  }

  @inlinable @inline(__always)
  package mutating func append(_ slice: ByteSlice) {
    memcpy(reserve(slice.count), slice.base, slice.count)
    count += slice.count
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
    if value >= 0 && value < 10 {
      append(UInt8(truncatingIfNeeded: 48 + value))
      return
    }
    if value < 0 { append(UInt8(ascii: "-")) }
    var magnitude = value.magnitude
    let digits = decimalDigits(magnitude)
    let target = reserve(digits)
    // Two digits a division: it is the division that takes the time.
    let pairs = digitPairs.utf8Start
    var position = digits
    while magnitude >= 100 {
      let pair = Int(truncatingIfNeeded: magnitude % 100) * 2
      magnitude /= 100
      position -= 2
      target[position] = pairs[pair]
      target[position + 1] = pairs[pair + 1]
    }
    if magnitude >= 10 {
      let pair = Int(truncatingIfNeeded: magnitude) * 2
      target[0] = pairs[pair]
      target[1] = pairs[pair + 1]
    } else {
      target[0] = UInt8(truncatingIfNeeded: 48 + magnitude)
    }
    count += digits
  }

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

/// 00 to 99.
private var digitPairs: StaticString {
  """
  0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
  5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
  """
}

/// How many decimal digits a magnitude has: 1 for 0.
@inlinable package func decimalDigits(_ value: UInt) -> Int {
  var rest = value
  var digits = 1
  while true {
    if rest < 10 { return digits }
    if rest < 100 { return digits + 1 }
    if rest < 1000 { return digits + 2 }
    if rest < 10_000 { return digits + 3 }
    rest /= 10_000
    digits += 4
  }
}
