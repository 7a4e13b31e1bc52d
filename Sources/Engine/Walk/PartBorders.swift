import Bytes

/// Recognises the keys that two parts of a scan give: the last page of a part goes on into the next one.
///
/// What a part gives first, and what the last page of a part holds, is remembered by its hash; a second time it is a repeat. A
/// last page reaches at most a page into the next part, and a part begins with its first keys, so remembering twice the largest
/// page of each part is enough, whichever of the two comes first.
struct PartBorders {
  private var hashes: Set<UInt64> = []
  /// How many entries of the table each part has gone through, at most so many as matter.
  private var passed: [Int]
  private let limit: Int

  /// - Parameter pageSize: the largest COUNT of a SCAN; a reply holds at most a chain of the table more.
  init(parts: Int, pageSize: Int) {
    passed = Array(repeating: 0, count: parts)
    limit = parts == 1 ? 0 : 2 * pageSize
  }

  /// As it was when a walk was at a place.
  init(_ place: WalkPlace, pageSize: Int) {
    self.init(parts: place.parts.count, pageSize: pageSize)
    passed = place.parts.map(\.passed)
    hashes = Set(place.borderHashes)
  }

  /// Writes itself into a place.
  func note(in place: inout WalkPlace) {
    for part in passed.indices { place.parts[part].passed = passed[part] }
    place.borderHashes = hashes.sorted()
  }

  /// A part was given a page of so many entries, whose keys are asked about before the next.
  mutating func pass(_ entries: Int, part: Int) {
    passed[part] = min(passed[part] + entries, limit)
  }

  /// Whether a key has not been given by another part. `isLast` marks the last page of a part.
  mutating func isNew(_ key: ByteSlice, part: Int, isLast: Bool) -> Bool {
    guard limit > 0, isLast || passed[part] < limit else { return true }
    return hashes.insert(StableHash.hash(key, seed: 0)).inserted
  }
}
