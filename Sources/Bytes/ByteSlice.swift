#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that somebody else keeps alive: a field of a row, a key on a page, a constant of a
/// program.
///
/// A slice is two machine words and never allocates. It is valid only while its owner is (a row's
/// slices until the next batch is read), so it is passed down and never stored across a batch. To
/// keep the bytes, copy them: `Array(slice)`.
///
/// `@usableFromInline` is not decoration: without it on the *type*, the compiler inlines none of
/// the `@inlinable` members of a `package` type into another module (seen in Swift 6.3's output).
@usableFromInline package struct ByteSlice: @unchecked Sendable {
  @usableFromInline package let base: UnsafePointer<UInt8>
  @usableFromInline package let count: Int

  @inlinable package init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The bytes of a buffer; an empty buffer without a base gives the empty slice.
  @inlinable package init(_ buffer: UnsafeRawBufferPointer) {
    if let base = buffer.baseAddress {
      self.init(base: base.assumingMemoryBound(to: UInt8.self), count: buffer.count)
    } else {
      self = .empty
    }
  }

  /// No bytes at all, at an address that is always there.
  @inlinable package static var empty: ByteSlice { ByteSlice(base: emptyBase, count: 0) }

  @usableFromInline nonisolated(unsafe) static let emptyBase: UnsafePointer<UInt8> = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return UnsafePointer(byte)
  }()

  @inlinable package var isEmpty: Bool { count == 0 }

  @inlinable package subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return base[index]
  }

  /// The bytes from `start` up to `end`, without a copy.
  @inlinable package subscript(range: Range<Int>) -> ByteSlice {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return ByteSlice(base: base + range.lowerBound, count: range.count)
  }

  @inlinable package var buffer: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base, count: count)
  }

  /// The bytes as text; invalid UTF-8 is repaired, so this is for messages, never for data.
  package var description: String { String(decoding: buffer, as: UTF8.self) }
}

extension ByteSlice: Hashable {
  @inlinable package static func == (left: ByteSlice, right: ByteSlice) -> Bool {
    guard left.count == right.count else { return false }
    return memcmp(left.base, right.base, left.count) == 0
  }

  @usableFromInline package func hash(into hasher: inout Hasher) {
    hasher.combine(bytes: UnsafeRawBufferPointer(buffer))
  }
}

extension ByteSlice: Comparable {
  /// By bytes, as memcmp orders them: the order of UTF-8 text is the order of its code points.
  @usableFromInline package static func < (left: ByteSlice, right: ByteSlice) -> Bool {
    left.buffer.lexicographicallyPrecedes(right.buffer)
  }
}

extension Array where Element == UInt8 {
  @inlinable package init(_ slice: ByteSlice) { self.init(slice.buffer) }
}
