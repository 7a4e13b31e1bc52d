/// Whether bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
package enum UTF8Validation {
  package static func isValid(_ text: ByteSlice) -> Bool {
    var position = 0
    while true {
      position = firstNonASCII(in: text, from: position)
      if position == text.count { return true }
      guard let length = scalarLength(in: text, at: position) else { return false }
      position += length
    }
  }

  package static func isASCII(_ text: ByteSlice) -> Bool {
    firstNonASCII(in: text, from: 0) == text.count
  }

  /// How many bytes the scalar at `position` takes, 1 to 4; nil when it is malformed or cut.
  package static func scalarLength(in text: ByteSlice, at position: Int) -> Int? {
    let lead = text[position]
    if lead < 0x80 { return 1 }
    // The second byte's range is what forbids overlong forms, surrogates and too large values.
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard position + length <= text.count, second.contains(text[position + 1]) else { return nil }
    for index in 2..<max(length, 2) where text[position + index] & 0xC0 != 0x80 { return nil }
    return length
  }

  private static func firstNonASCII(in text: ByteSlice, from start: Int) -> Int {
    var position = start
    while position + 8 <= text.count {
      let high = WordScan.load(text.base + position) & 0x8080_8080_8080_8080
      if high != 0 { return position + high.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < text.count, text.base[position] < 0x80 { position += 1 }
    return position
  }
}
