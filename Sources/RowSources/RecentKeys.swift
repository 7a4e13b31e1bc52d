import Bytes

/// Recognises keys that a SCAN repeats: while a table shrinks the repeats come close to each other.
///
/// A direct-mapped table of 65,536 hashes: constant memory, no allocation a key. It forgets a key when another one takes its
/// place, so a repeat that comes late may be counted twice; it never takes one key for another (64-bit hashes).
package struct RecentKeys: ~Copyable {
  private static let size = 1 << 16
  private let hashes: UnsafeMutablePointer<UInt64>

  package init() {
    hashes = .allocate(capacity: Self.size)
    hashes.initialize(repeating: 0, count: Self.size)
  }

  deinit { hashes.deallocate() }

  /// Whether the key is not among the recent ones; it is from now on.
  package mutating func isNew(_ key: ByteSlice) -> Bool {
    let hash = StableHash.hash(key, seed: 0)
    let place = Int(truncatingIfNeeded: hash) & (Self.size - 1)
    if hashes[place] == hash { return false }
    hashes[place] = hash
    return true
  }

  package mutating func forgetAll() { hashes.update(repeating: 0, count: Self.size) }
}
