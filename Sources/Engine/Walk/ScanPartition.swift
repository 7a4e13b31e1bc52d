/// One of 2^bits disjoint parts of a SCAN, each with a cursor of its own, so that several can be in flight.
///
/// Redis and Valkey walk their table in reverse-binary order of the bucket: the cursor's low bits change last. Cursors that
/// share their low `bits` bits are therefore a contiguous part of the walk, which survives resizing of the table. A part
/// begins at the cursor that is its index and ends where the low bits change (or at 0, the end of the whole walk). The last
/// SCAN of a part usually goes on into the next one: its page holds keys of both (`PartBorders`).
///
/// The order is not documented, so every step is checked: read in reverse, a cursor only grows, and it leaves a part to one
/// further on. `broken` means that this server walks otherwise; then one cursor has to do (docs/decisions/0008).
package struct ScanPartition: Sendable {
  package enum Step: Sendable {
    case more
    /// The part is at its end. Its last page may hold keys of the next parts, too.
    case done
    case broken
  }

  package let index: UInt64
  package let bits: Int
  package private(set) var cursor: UInt64

  /// - Parameter cursor: where it goes on; nil for its beginning.
  package init(index: UInt64, bits: Int, cursor: UInt64? = nil) {
    precondition(bits >= 0 && bits < 16 && index < 1 << bits)
    self.index = index
    self.bits = bits
    self.cursor = cursor ?? index
  }

  /// Takes the cursor that a SCAN of this part answered.
  package mutating func advance(to next: UInt64) -> Step {
    let before = Self.position(cursor)
    cursor = next
    if next == 0 { return .done }
    if bits == 0 { return .more }
    guard Self.position(next) > before else { return .broken }
    return next & (1 << bits - 1) == index ? .more : .done
  }

  /// How far a cursor is in the walk: its bits in reverse, as the server increments them.
  private static func position(_ cursor: UInt64) -> UInt64 {
    var reversed = cursor.byteSwapped
    reversed = (reversed & 0x0F0F_0F0F_0F0F_0F0F) << 4 | (reversed >> 4) & 0x0F0F_0F0F_0F0F_0F0F
    reversed = (reversed & 0x3333_3333_3333_3333) << 2 | (reversed >> 2) & 0x3333_3333_3333_3333
    return (reversed & 0x5555_5555_5555_5555) << 1 | (reversed >> 1) & 0x5555_5555_5555_5555
  }

  /// How many bits pay for a table of so many keys. The last page of a part is partly read twice: below 16,384 keys a part
  /// that costs more than the round trips that it hides.
  package static func bits(forKeys keys: Int) -> Int {
    var bits = 0
    while bits < maximumBits, keys >= (2 << bits) * 16_384 { bits += 1 }
    return bits
  }

  static let maximumBits = 4
}
