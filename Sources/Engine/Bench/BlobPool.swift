import Bytes
import Planner

/// Bytes for `{blob(SIZE)}`: one piece of random memory, of which each value is a window at a random place, so that a value
/// costs no generating and no copy of its own.
///
/// Of each 64 bytes a fraction is a run of one letter, which compresses away; the rest are random, which do not. Made before the
/// workers begin and only read by them.
final class BlobPool: @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  private let count: Int
  private let sizes: ClosedRange<Int64>

  /// So many places at which a value may begin, at least.
  private static let places = 64 << 10
  private static let block = 64

  init(_ sizes: ClosedRange<Int64>, compressible: Double, seed: UInt64) {
    self.sizes = sizes
    count = Int(sizes.upperBound) + Self.places
    base = .allocate(capacity: count)
    var random = DrawRandom(seed: seed, stream: 0xB10B)
    let run = Int((compressible * Double(Self.block)).rounded())
    for index in 0..<count {
      // Printable, so that a value can be looked at: 64 letters, six bits of chance a byte.
      let letter = Self.letters[Int(random.next() & 63)]
      base[index] = index % Self.block < run ? UInt8(ascii: "x") : letter
    }
  }

  deinit { base.deallocate() }

  func next(using random: inout DrawRandom) -> ByteSlice {
    let spread = UInt64(sizes.upperBound - sizes.lowerBound)
    let size =
      Int(sizes.lowerBound) + (spread == 0 ? 0 : Int(random.below(spread + 1)))
    let start = Int(random.below(UInt64(Self.places)))
    return ByteSlice(base: UnsafePointer(base + start), count: size)
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
