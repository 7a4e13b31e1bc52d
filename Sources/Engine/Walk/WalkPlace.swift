import Bytes

/// How far a SCAN in parts is: of each part the cursor from which on nothing was acted on. It holds as long as the server's process
/// lives, on any connection, however its table grows and shrinks meanwhile. A value; see `encoded` for how it is kept.
struct WalkPlace: Hashable {
  struct Part: Hashable {
    var cursor: UInt64
    var isDone: Bool
    /// How many entries it has gone through, as far as `PartBorders` wants to know.
    var passed: Int
  }

  var parts: [Part]
  /// Of the keys at the borders of parts: those that another part gives as well.
  var borderHashes: [UInt64] = []
  /// Keys that were given, and those among them that a profile protects.
  var seen = 0
  var protectedKeys = 0

  private static let version: Int64 = 1

  /// 64-bit numbers, little-endian: version, number of parts, seen, protected; three for each part; then the hashes.
  var encoded: [UInt8] {
    var bytes = ByteBuffer(capacity: 64 + 24 * parts.count + 8 * borderHashes.count)
    for number in [Self.version, Int64(parts.count), Int64(seen), Int64(protectedKeys)] {
      bytes.append(fixed: number)
    }
    for part in parts {
      bytes.append(fixed: Int64(bitPattern: part.cursor))
      bytes.append(fixed: part.isDone ? 1 : 0)
      bytes.append(fixed: Int64(part.passed))
    }
    for hash in borderHashes { bytes.append(fixed: Int64(bitPattern: hash)) }
    return Array(bytes.slice)
  }

  init(parts: [Part]) { self.parts = parts }

  /// Nil for what an other version wrote, or nobody.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 32, bytes.count % 8 == 0 else { return nil }
    let numbers = bytes.withUnsafeBytes { buffer in
      let slice = ByteSlice(buffer)
      return stride(from: 0, to: bytes.count, by: 8).map { slice.fixed(at: $0) }
    }
    let count = numbers[1]
    guard numbers[0] == Self.version, count > 0, count & (count - 1) == 0,
      count <= 1 << ScanPartition.maximumBits, numbers.count >= 4 + 3 * count
    else { return nil }
    seen = Int(numbers[2])
    protectedKeys = Int(numbers[3])
    parts = (0..<Int(count)).map { index in
      let first = 4 + 3 * index
      return Part(
        cursor: UInt64(bitPattern: numbers[first]), isDone: numbers[first + 1] != 0,
        passed: Int(numbers[first + 2]))
    }
    borderHashes = numbers[(4 + 3 * Int(count))...].map { UInt64(bitPattern: $0) }
  }

  /// log2 of the number of parts.
  var bits: Int { parts.count.trailingZeroBitCount }
  var doneParts: Int { parts.count { $0.isDone } }
}
