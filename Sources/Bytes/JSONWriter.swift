/// JSON strings from bytes (RFC 8259).
package enum JSONWriter {
  /// What to do with bytes that are not UTF-8, which no JSON string can hold.
  package enum InvalidUTF8: Sendable {
    /// Append nothing and say so: the caller fails the row.
    case strict
    /// Append the object `{"base64":"…"}` in place of the string: for reports, which lose nothing.
    case lossless
  }
}

extension ByteBuffer {
  /// Appends the text as a JSON string with its quotes. False, and nothing appended, when it is not
  /// UTF-8 and the mode is strict. Only what must be escaped is.
  @discardableResult
  package mutating func append(
    jsonString text: ByteSlice, invalidUTF8: JSONWriter.InvalidUTF8 = .strict
  ) -> Bool {
    if isPlainJSON(text) {
      appendQuoted(text, to: reserve(text.count + 2))
      commit(text.count + 2)
      return true
    }
    if !UTF8Validation.isValid(text) {
      guard invalidUTF8 == .lossless else { return false }
      append("{\"base64\":\"")
      append(base64: text)
      append("\"}")
      return true
    }
    append(quoteByte)
    var position = 0
    while true {
      let stop = firstToEscape(in: text, from: position)
      append(text[position..<stop])
      if stop == text.count { break }
      appendJSONEscape(of: text[stop])
      position = stop + 1
    }
    append(quoteByte)
    return true
  }

  /// The same behind some bytes, a member's name, which stay where the text is not appended.
  package mutating func append(_ prefix: ByteSlice, jsonString text: ByteSlice) -> Bool {
    guard isPlainJSON(text) else {
      append(prefix)
      return append(jsonString: text)
    }
    let room = reserve(prefix.count + text.count + 2)
    copyBytes(from: prefix.base, to: room, count: prefix.count)
    appendQuoted(text, to: room + prefix.count)
    commit(prefix.count + text.count + 2)
    return true
  }

  @inline(__always)
  private func appendQuoted(_ text: ByteSlice, to room: UnsafeMutablePointer<UInt8>) {
    room[0] = quoteByte
    copyBytes(from: text.base, to: room + 1, count: text.count)
    room[text.count + 1] = quoteByte
  }

  package mutating func append(jsonString text: String) {
    var text = text
    text.withUTF8 { bytes in
      _ = append(jsonString: ByteSlice(UnsafeRawBufferPointer(bytes)))
    }
  }

  private mutating func appendJSONEscape(of byte: UInt8) {
    switch byte {
    case quoteByte: append("\\\"")
    case backslashByte: append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    default:
      append("\\u00")
      append(hexDigits: byte)
    }
  }

  /// Two lower-case hexadecimal digits.
  mutating func append(hexDigits byte: UInt8) {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
    append(digit(byte >> 4))
    append(digit(byte & 15))
  }
}

private let quoteByte = UInt8(ascii: "\"")
private let backslashByte = UInt8(ascii: "\\")
private let blankByte = UInt8(ascii: " ")

/// Whether the text is ASCII of which nothing must be escaped: most text, told in one pass.
private func isPlainJSON(_ text: ByteSlice) -> Bool {
  if text.count < 8 {
    let word = WordScan.load(text.base, count: text.count)
    return specialBytes(word | WordScan.filler(blankByte, from: text.count)) == 0
  }
  let last = text.count - 8
  var position = 0
  // The last word overlaps the one before it.
  while position < last {
    if specialBytes(WordScan.load(text.base + position)) != 0 { return false }
    position += 8
  }
  return specialBytes(WordScan.load(text.base + last)) == 0
}

/// Marks bytes that are not ASCII or must be escaped; zero for a word without any.
@inline(__always)
private func specialBytes(_ word: UInt64) -> UInt64 {
  // A byte below 0x20 has its three high bits clear. As in `zeroBytes`, the lowest mark is right.
  let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
  return controls | word & 0x8080_8080_8080_8080
    | WordScan.zeroBytes(word ^ 0x0101_0101_0101_0101 &* UInt64(quoteByte))
    | WordScan.zeroBytes(word ^ 0x0101_0101_0101_0101 &* UInt64(backslashByte))
}

/// The first control byte, quote or backslash, or the end; eight bytes a step.
private func firstToEscape(in text: ByteSlice, from start: Int) -> Int {
  let quotes = 0x0101_0101_0101_0101 &* UInt64(quoteByte)
  let backslashes = 0x0101_0101_0101_0101 &* UInt64(backslashByte)
  var position = start
  while position + 8 <= text.count {
    let word = WordScan.load(text.base + position)
    // A byte below 0x20 has its three high bits clear. As in `zeroBytes`, the lowest mark is right.
    let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
    let found =
      controls | WordScan.zeroBytes(word ^ quotes) | WordScan.zeroBytes(word ^ backslashes)
    if found != 0 { return position + found.trailingZeroBitCount / 8 }
    position += 8
  }
  while position < text.count {
    let byte = text.base[position]
    if byte < 0x20 || byte == quoteByte || byte == backslashByte { break }
    position += 1
  }
  return position
}
