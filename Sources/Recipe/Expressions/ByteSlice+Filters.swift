import Bytes

/// The filters that make text from text. What they make stands in the scope's scratch memory.
extension ByteSlice {
  func mapped(in scope: Scope, _ transform: (UInt8) -> UInt8) -> ByteSlice {
    let target = scope.scratch.allocate(count)
    for index in 0..<count { target[index] = transform(base[index]) }
    return ByteSlice(base: UnsafePointer(target), count: count)
  }

  /// How many characters of UTF-8; an invalid byte counts as one.
  var characterCount: Int { buffer.count { $0 & 0xC0 != 0x80 } }

  /// Without the blanks, tabs and line ends at both ends.
  var trimmed: ByteSlice {
    var start = 0
    var end = count
    while start < end, Self.isBlank(base[start]) { start += 1 }
    while end > start, Self.isBlank(base[end - 1]) { end -= 1 }
    return self[start..<end]
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// The first `segments` segments between colons: `prefix(1)` of `session:eu:9f` is `session`.
  func prefix(segments: Int) -> ByteSlice {
    var left = segments
    for index in 0..<count where base[index] == UInt8(ascii: ":") {
      left -= 1
      if left <= 0 { return self[0..<index] }
    }
    return self
  }

  /// `slice START [COUNT]`, in characters of UTF-8; a negative start counts from the end.
  func slice(from start: Int, count length: Int?) -> ByteSlice {
    let first = start >= 0 ? offset(ofCharacter: start) : offset(ofCharacter: start, before: count)
    let rest = self[first..<count]
    guard let length else { return rest }
    return rest[0..<rest.offset(ofCharacter: Swift.max(length, 0))]
  }

  private func offset(ofCharacter wanted: Int) -> Int {
    var left = wanted
    for index in 0..<count where base[index] & 0xC0 != 0x80 {
      if left == 0 { return index }
      left -= 1
    }
    return count
  }

  private func offset(ofCharacter wanted: Int, before end: Int) -> Int {
    var left = wanted
    var index = end
    while index > 0, left < 0 {
      index -= 1
      if base[index] & 0xC0 != 0x80 { left += 1 }
    }
    return index
  }

  /// Filled up on the left: `pad 6` of `42` is `000042`.
  func padded(to width: Int, with filler: UInt8, in scope: Scope) -> ByteSlice {
    let missing = Swift.min(width, 1 << 16) - characterCount
    if missing <= 0 { return self }
    let target = scope.scratch.allocate(missing + count)
    target.update(repeating: filler, count: missing)
    (target + missing).update(from: base, count: count)
    return ByteSlice(base: UnsafePointer(target), count: missing + count)
  }

  /// RFC 3986: everything but letters, digits and `-._~` as `%XX`.
  func urlEncoded(in scope: Scope) -> ByteSlice {
    let target = scope.scratch.allocate(count * 3)
    var end = 0
    for byte in buffer {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        target[end] = byte
        end += 1
      default:
        target[end] = UInt8(ascii: "%")
        target[end + 1] = Self.hexDigit(byte >> 4, ten: UInt8(ascii: "A"))
        target[end + 2] = Self.hexDigit(byte & 15, ten: UInt8(ascii: "A"))
        end += 3
      }
    }
    return ByteSlice(base: UnsafePointer(target), count: end)
  }

  static func hexDigit(_ nibble: UInt8, ten: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : ten + nibble - 10
  }

  func base64Encoded(in scope: Scope) -> ByteSlice {
    let start = scope.assembly.count
    defer { scope.assembly.truncate(to: start) }
    scope.assembly.append(base64: self)
    return scope.scratch.copy(scope.assembly.slice(start..<scope.assembly.count))
  }
}
