import Bytes
import Platform

/// Builds a page: byte strings one behind the other, each after its length (LEB128, so one byte up
/// to 127). Owns the page; a page is read with `PageReader`.
package struct PageWriter: ~Copyable {
  private var buffer: ByteBuffer
  /// How many entries the page holds.
  package private(set) var count = 0

  package init(capacity: Int = 64 << 10) { buffer = ByteBuffer(capacity: capacity) }

  /// Valid until the next change.
  package var slice: ByteSlice { buffer.slice }
  package var byteCount: Int { buffer.count }
  package var isEmpty: Bool { count == 0 }

  package mutating func append(_ entry: ByteSlice) {
    let target = buffer.reserve(entry.count + PageReader.maximumPrefix)
    var length = UInt64(entry.count)
    var prefix = 0
    while length >= 0x80 {
      target[prefix] = UInt8(truncatingIfNeeded: length) | 0x80
      length >>= 7
      prefix += 1
    }
    target[prefix] = UInt8(length)
    memcpy(target + prefix + 1, entry.base, entry.count)
    buffer.commit(prefix + 1 + entry.count)
    count += 1
  }

  package mutating func removeAll() {
    buffer.removeAll()
    count = 0
  }
}
