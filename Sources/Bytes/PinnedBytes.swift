/// Bytes that stay at one address for as long as the object lives: the constants of a compiled recipe.
package final class PinnedBytes: @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  package let slice: ByteSlice

  /// A copy of the bytes, with a zero byte behind them for C.
  package init(_ bytes: some Collection<UInt8>) {
    base = .allocate(capacity: bytes.count + 1)
    let room = UnsafeMutableBufferPointer(start: base, count: bytes.count)
    _ = room.initialize(from: bytes)
    base[bytes.count] = 0
    slice = ByteSlice(base: UnsafePointer(base), count: bytes.count)
  }

  deinit { base.deallocate() }
}
