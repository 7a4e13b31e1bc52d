import Bytes

/// Recognises the keys that two parts of a scan give: the last page of a part goes on into the next one.
///
/// What a part gives first, and what the last page of a part holds, is remembered by its hash; a second time it is a repeat. A
/// last page reaches at most a page into the next part, and a part begins with its first keys, so remembering a few pages
/// of each part is enough, whichever of the two comes first.
struct PartBorders {
  private var hashes: Set<UInt64> = []
  /// Keys that each part has given so far.
  private var given: [Int]
  private let limit: Int

  /// - Parameter pageSize: the COUNT of each SCAN; a reply holds at most a chain of the table more.
  init(parts: Int, pageSize: Int) {
    given = Array(repeating: 0, count: parts)
    limit = parts == 1 ? 0 : 4 * pageSize
  }

  /// Whether a key has not been given by another part. `isLast` marks the last page of a part.
  mutating func isNew(_ key: ByteSlice, part: Int, isLast: Bool) -> Bool {
    guard limit > 0, isLast || given[part] < limit else { return true }
    given[part] += 1
    return hashes.insert(StableHash.hash(key, seed: 0)).inserted
  }
}
