import Bytes

/// Commands that were answered with OK one behind the other; valid until their handler returns.
///
/// Most replies to a load are these, and what they come to is a sum: a handler of whole runs has a call for some hundreds of them.
@usableFromInline package struct CommandRun {
  /// How many they are, at least one.
  @usableFromInline package let count: Int
  /// The ring in which they are listed, and where the first of them stands in it.
  @usableFromInline let records: UnsafePointer<InFlightQueue.Record>
  @usableFromInline let mask: Int
  @usableFromInline let head: Int
  /// Where the first of them begins in the stream of all bytes.
  @usableFromInline let start: Int
  /// The address of that stream's first byte, were it still there.
  @usableFromInline let base: UnsafePointer<UInt8>

  @inlinable package func tag(_ index: Int) -> UInt64 { record(index).tag }

  /// A command as it was sent.
  @inlinable package func command(_ index: Int) -> ByteSlice {
    let start = index == 0 ? start : record(index - 1).end
    return ByteSlice(base: base + start, count: record(index).end - start)
  }

  @inlinable @inline(__always)
  func record(_ index: Int) -> InFlightQueue.Record {
    assert(index >= 0 && index < count)
    return records[(head + index) & mask]
  }
}
