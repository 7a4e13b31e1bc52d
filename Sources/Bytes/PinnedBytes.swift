/// Bytes that stay at one address for as long as the object lives: the constants of a compiled
/// recipe. Immutable, so any thread may read them. A NUL stands after the last byte.
package final class PinnedBytes: @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  private let count: Int

  package var slice: ByteSlice { ByteSlice(base: UnsafePointer(base), count: count) }

  package init(_ bytes: some Collection<UInt8>) {
    count = bytes.count
    base = .allocate(capacity: count + 1)
    let target = UnsafeMutableBufferPointer(start: base, count: count)
    _ = target.initialize(from: bytes)
    base[count] = 0
  }

  deinit { base.deallocate() }
}
