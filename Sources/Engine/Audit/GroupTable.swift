import Bytes

/// Keys counted by group: exact up to 100,000 groups, and then with an error that it states.
///
/// When there are more, the lighter half is forgotten, and the heaviest of what was forgotten is added to the error: no group's
/// weight is short by more than that. The idea is Lossy Counting's (Manku and Motwani, VLDB 2002), with a limit on memory in
/// place of one on the error.
struct GroupTable {
  struct Group {
    /// Nil for keys of which the group is null.
    let name: [UInt8]?
    var keys = 0
    /// What groups are ordered by: the sum, or the number of keys where there is nothing to add.
    var weight: Int64 = 0
    var largest = Int64.min
    /// Keys by bucket, where the table has buckets.
    var counts: [Int] = []
  }

  private(set) var groups: [Group] = []
  /// By the hash of their names; the next number where two names have one hash.
  private var places: [UInt64: Int] = [:]
  private(set) var keys = 0
  private(set) var weight: Int64 = 0
  private(set) var error: Int64 = 0
  private(set) var forgotten = 0
  /// How many groups there is room for.
  let limit: Int
  private let buckets: Int

  init(limit: Int = 100_000) {
    self.limit = limit
    buckets = 0
  }

  /// A table whose groups have buckets, and of fewer groups, so that it takes no more memory.
  init(buckets: Int) {
    self.buckets = buckets
    limit = 100_000 / (2 + buckets / 8)
  }

  /// - Parameter value: what is added to the group; nil to count keys only.
  /// - Parameter bucket: in which of its buckets, where it has them.
  mutating func add(_ name: ByteSlice?, value: Int64?, bucket: Int? = nil) {
    let place = place(of: name)
    if let bucket { groups[place].counts[bucket] += 1 }
    let amount = value ?? 1
    keys += 1
    weight &+= amount
    groups[place].keys += 1
    groups[place].weight &+= amount
    groups[place].largest = max(groups[place].largest, amount)
    if groups.count > limit { forgetLighterHalf() }
  }

  private mutating func place(of name: ByteSlice?) -> Int {
    var hash = name.map { StableHash.hash($0) } ?? 0
    while let place = places[hash] {
      if Self.matches(groups[place].name, name) { return place }
      hash &+= 1
    }
    places[hash] = groups.count
    groups.append(
      Group(name: name.map(Array.init), counts: Array(repeating: 0, count: buckets)))
    return groups.count - 1
  }

  private static func matches(_ known: [UInt8]?, _ name: ByteSlice?) -> Bool {
    guard let known, let name else { return known == nil && name == nil }
    return known.withUnsafeBytes { ByteSlice($0) == name }
  }

  private mutating func forgetLighterHalf() {
    groups.sort { $0.weight > $1.weight }
    error &+= max(groups[limit / 2].weight, 0)
    forgotten += groups.count - limit / 2
    groups.removeSubrange((limit / 2)...)
    places.removeAll(keepingCapacity: true)
    for index in groups.indices {
      var hash =
        groups[index].name.map { name in
          name.withUnsafeBytes { StableHash.hash(ByteSlice($0)) }
        } ?? 0
      while places[hash] != nil { hash &+= 1 }
      places[hash] = index
    }
  }

  /// The heaviest groups, in order; equal ones by name.
  func heaviest(_ count: Int) -> [Group] {
    Array(
      groups.sorted {
        $0.weight != $1.weight
          ? $0.weight > $1.weight
          : ($0.name ?? []).lexicographicallyPrecedes($1.name ?? [])
      }.prefix(count))
  }
}
