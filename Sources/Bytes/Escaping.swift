/// Makes bytes from anywhere safe to print: the one sanitizer for every sink.
///
/// Escaped are what can move a terminal's cursor, reorder or hide text, or end a line: C0 and C1
/// controls, DEL, marks that set the direction of text, line and paragraph separators, invisible
/// marks, and bytes that are not UTF-8. The form is that of redis-cli without the quotes: `\n`,
/// `\\`, `\x1b`; a code point becomes its bytes. `unescape` gives back exactly the bytes, so a key
/// may travel through a report.
package enum Escaping {
  package static func append(_ bytes: ByteSlice, to buffer: inout ByteBuffer) {
    append(bytes, to: &buffer, keepsBackslashes: false)
  }

  /// A sentence: its controls are escaped, and a backslash stays one, because the sentence is ours and what it quotes may have
  /// been escaped. There is no way back.
  package static func sentence(_ text: String) -> String {
    var text = text
    return text.withUTF8 {
      var buffer = ByteBuffer(capacity: $0.count + 16)
      append(ByteSlice(UnsafeRawBufferPointer($0)), to: &buffer, keepsBackslashes: true)
      return String(decoding: buffer.slice.buffer, as: UTF8.self)
    }
  }

  private static func append(
    _ bytes: ByteSlice, to buffer: inout ByteBuffer, keepsBackslashes: Bool
  ) {
    var position = 0
    var plainStart = 0
    while position < bytes.count {
      let length = UTF8Validation.scalarLength(in: bytes, at: position)
      let scalar = length.map { decode(bytes, at: position, length: $0) }
      if let length, let scalar,
        !mustEscape(scalar) || keepsBackslashes && scalar == UInt32(backslash)
      {
        position += length
        continue
      }
      buffer.append(bytes[plainStart..<position])
      for _ in 0..<(length ?? 1) {
        appendEscape(of: bytes[position], to: &buffer)
        position += 1
      }
      plainStart = position
    }
    buffer.append(bytes[plainStart..<position])
  }

  package static func escaped(_ bytes: ByteSlice) -> String {
    var buffer = ByteBuffer(capacity: bytes.count + 16)
    append(bytes, to: &buffer)
    return String(decoding: buffer.slice.buffer, as: UTF8.self)
  }

  package static func escaped(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { escaped(ByteSlice($0)) }
  }

  package static func escaped(_ text: String) -> String {
    var text = text
    return text.withUTF8 { escaped(ByteSlice(UnsafeRawBufferPointer($0))) }
  }

  /// The bytes that were escaped; nil where a backslash begins nothing known.
  package static func unescape(_ text: ByteSlice) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let byte = text[position]
      position += 1
      guard byte == backslash else {
        bytes.append(byte)
        continue
      }
      guard position < text.count else { return nil }
      let letter = text[position]
      position += 1
      if letter == UInt8(ascii: "x") {
        guard position + 2 <= text.count, let high = hexValue(text[position]),
          let low = hexValue(text[position + 1])
        else { return nil }
        bytes.append(high << 4 | low)
        position += 2
      } else if let named = namedEscapes.first(where: { $0.letter == letter }) {
        bytes.append(named.byte)
      } else if letter == UInt8(ascii: "\"") {
        // What a person copied from redis-cli.
        bytes.append(letter)
      } else {
        return nil
      }
    }
    return bytes
  }

  package static func unescape(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { unescape(ByteSlice(UnsafeRawBufferPointer($0))) }
  }

  /// Whether a terminal, or a person who reads it, could be misled.
  package static func mustEscape(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20..<0x7F: scalar == UInt32(backslash)
    case 0x00..<0x20, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction
    case 0x2028, 0x2029: true  // separators of lines and paragraphs
    // Invisible; the joiners U+200C and U+200D stay, because words and emoji need them.
    case 0x200B, 0x2060, 0xFEFF: true
    default: false
    }
  }

  private static let backslash = UInt8(ascii: "\\")

  private static let namedEscapes: [(byte: UInt8, letter: UInt8)] = [
    (backslash, backslash), (0x0A, UInt8(ascii: "n")), (0x0D, UInt8(ascii: "r")),
    (0x09, UInt8(ascii: "t")), (0x07, UInt8(ascii: "a")), (0x08, UInt8(ascii: "b")),
  ]

  private static func appendEscape(of byte: UInt8, to buffer: inout ByteBuffer) {
    buffer.append(backslash)
    if let named = namedEscapes.first(where: { $0.byte == byte }) {
      buffer.append(named.letter)
    } else {
      buffer.append(UInt8(ascii: "x"))
      buffer.append(hexDigits: byte)
    }
  }

  /// The code point of a scalar that is known to be well formed.
  private static func decode(_ bytes: ByteSlice, at position: Int, length: Int) -> UInt32 {
    let lead = UInt32(bytes[position])
    if length == 1 { return lead }
    var scalar = lead & (0x7F >> UInt32(length))
    for index in 1..<length { scalar = scalar << 6 | UInt32(bytes[position + index] & 0x3F) }
    return scalar
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
