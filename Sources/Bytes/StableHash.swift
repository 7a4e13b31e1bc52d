/// A 64-bit hash that is the same on every machine and in every run: jitter and windows of
/// duplicates depend on it.
///
/// XXH64 as specified by Yann Collet (xxHash, `doc/xxhash_spec.md`). Not for hostile input that
/// must not collide.
package enum StableHash {
  package static func hash(_ bytes: ByteSlice, seed: UInt64 = 0) -> UInt64 {
    let base = bytes.base
    let end = bytes.count
    var position = 0
    var hash: UInt64
    if end >= 32 {
      var lane1 = seed &+ prime1 &+ prime2
      var lane2 = seed &+ prime2
      var lane3 = seed
      var lane4 = seed &- prime1
      while position + 32 <= end {
        lane1 = round(lane1, WordScan.load(base + position))
        lane2 = round(lane2, WordScan.load(base + position + 8))
        lane3 = round(lane3, WordScan.load(base + position + 16))
        lane4 = round(lane4, WordScan.load(base + position + 24))
        position += 32
      }
      hash =
        rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
      hash = merge(hash, lane1)
      hash = merge(hash, lane2)
      hash = merge(hash, lane3)
      hash = merge(hash, lane4)
    } else {
      hash = seed &+ prime5
    }
    hash &+= UInt64(end)
    while position + 8 <= end {
      hash ^= round(0, WordScan.load(base + position))
      hash = rotate(hash, 27) &* prime1 &+ prime4
      position += 8
    }
    if position + 4 <= end {
      let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self)
      hash ^= UInt64(UInt32(littleEndian: word)) &* prime1
      hash = rotate(hash, 23) &* prime2 &+ prime3
      position += 4
    }
    while position < end {
      hash ^= UInt64(base[position]) &* prime5
      hash = rotate(hash, 11) &* prime1
      position += 1
    }
    hash = (hash ^ (hash >> 33)) &* prime2
    hash = (hash ^ (hash >> 29)) &* prime3
    return hash ^ (hash >> 32)
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value &<< bits | value &>> (64 &- bits)
  }

  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
}
