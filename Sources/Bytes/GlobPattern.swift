/// A Redis glob: what the server's `stringmatchlen` matches, byte for byte.
///
/// `*` any bytes · `?` one byte · `[a-z]` `[^x]` a class · `\x` the byte x. Its oddities are the
/// server's: an unclosed class ends with the pattern, a range may be written backwards and compares
/// bytes as signed (as x86-64 and macOS do), and only `*` itself matches an empty key. Matching
/// allocates nothing and takes at most pattern × text steps, because only the last `*` is retried.
package struct GlobPattern: Sendable, Hashable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { self.bytes = Array(text.utf8) }

  package func matches(_ text: ByteSlice) -> Bool {
    bytes.withUnsafeBytes { GlobPattern.matches(pattern: ByteSlice($0), text) }
  }

  package static func matches(pattern: ByteSlice, _ text: ByteSlice) -> Bool {
    if text.isEmpty { return pattern.isEmpty || (pattern.count == 1 && pattern[0] == star) }
    var place = 0
    var position = 0
    /// Behind the last star, and the first byte it does not cover yet.
    var retryPlace = -1
    var retryPosition = 0
    while position < text.count {
      if place < pattern.count, pattern[place] == star {
        while place < pattern.count, pattern[place] == star { place += 1 }
        if place == pattern.count { return true }
        retryPlace = place
        retryPosition = position
      } else if place < pattern.count, let next = step(pattern, at: place, text[position]) {
        place = next
        position += 1
      } else if retryPlace >= 0 {
        retryPosition += 1
        place = retryPlace
        position = retryPosition
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == star { place += 1 }
    return place == pattern.count
  }

  /// Where the pattern goes on when its element at `place` matches the byte; nil when it does not.
  @inline(__always)
  private static func step(_ pattern: ByteSlice, at place: Int, _ byte: UInt8) -> Int? {
    switch pattern[place] {
    case UInt8(ascii: "?"):
      return place + 1
    case UInt8(ascii: "["):
      return stepClass(pattern, at: place + 1, byte)
    case backslash where place + 1 < pattern.count:
      return pattern[place + 1] == byte ? place + 2 : nil
    default:
      return pattern[place] == byte ? place + 1 : nil
    }
  }

  private static func stepClass(_ pattern: ByteSlice, at start: Int, _ byte: UInt8) -> Int? {
    let end = pattern.count
    var place = start
    let isNegated = place < end && pattern[place] == UInt8(ascii: "^")
    if isNegated { place += 1 }
    var isMember = false
    while place < end, pattern[place] != UInt8(ascii: "]") {
      if pattern[place] == backslash, place + 1 < end {
        if pattern[place + 1] == byte { isMember = true }
        place += 2
      } else if place + 2 < end, pattern[place + 1] == UInt8(ascii: "-") {
        let low = Int8(bitPattern: pattern[place])
        let high = Int8(bitPattern: pattern[place + 2])
        let value = Int8(bitPattern: byte)
        if min(low, high) <= value, value <= max(low, high) { isMember = true }
        place += 3
      } else {
        if pattern[place] == byte { isMember = true }
        place += 1
      }
    }
    guard isMember != isNegated else { return nil }
    return min(place + 1, end)
  }

  /// A pattern that matches exactly these bytes: for text that is put into a pattern.
  package static func escape(_ literal: ByteSlice) -> [UInt8] {
    var pattern: [UInt8] = []
    pattern.reserveCapacity(literal.count)
    for byte in literal.buffer {
      switch byte {
      case star, backslash, UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"):
        pattern.append(backslash)
      default:
        break
      }
      pattern.append(byte)
    }
    return pattern
  }

  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")
}
