/// One of 2^bits disjoint parts of a SCAN, each with a cursor of its own, so that several can be in flight.
///
/// Redis and Valkey walk their table in reverse-binary order of the bucket: the cursor's low bits change last. Cursors that
/// share their low `bits` bits are therefore a contiguous part of the walk, which survives resizing of the table. A part
/// begins at the cursor that is its index and ends where the low bits change (or at 0, the end of the whole walk).
///
/// The order is not documented, so the end is checked: it must be the beginning of exactly the next part. `broken` means
/// that this server walks otherwise (or that its table has fewer buckets than there are parts); then one cursor has to do.
package struct ScanPartition: Sendable {
  package enum Step: Sendable {
    case more, done, broken
  }

  package let index: UInt64
  package let bits: Int
  package private(set) var cursor: UInt64

  package init(index: UInt64, bits: Int) {
    precondition(bits >= 0 && bits < 16 && index < 1 << bits)
    self.index = index
    self.bits = bits
    cursor = index
  }

  /// Takes the cursor that a SCAN of this part answered.
  package mutating func advance(to next: UInt64) -> Step {
    cursor = next
    if bits == 0 { return next == 0 ? .done : .more }
    let mask: UInt64 = 1 << bits - 1
    if next & mask == index, next != 0 { return .more }
    return next == successor ? .done : .broken
  }

  /// Where the part after this one begins; 0 after the last.
  private var successor: UInt64 {
    // Increment the reversed low bits, as the server increments the reversed cursor.
    var value = index
    var bit: UInt64 = 1 << (bits - 1)
    while bit != 0 {
      value ^= bit
      if value & bit != 0 { return value }
      bit >>= 1
    }
    return 0
  }

  /// How many bits pay for a table of so many keys: below 1,024 keys a part, the extra round trips cost more than they hide.
  package static func bits(forKeys keys: Int) -> Int {
    var bits = 0
    while bits < maximumBits, keys >= (2 << bits) * 1024 { bits += 1 }
    return bits
  }

  private static let maximumBits = 4
}
