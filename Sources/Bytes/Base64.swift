extension ByteBuffer {
  /// The bytes in base64 (RFC 4648, section 4) with padding.
  package mutating func append(base64 bytes: ByteSlice) {
    var position = 0
    while position < bytes.count {
      let left = bytes.count - position
      let first = UInt32(bytes[position]) << 16
      let second = left > 1 ? UInt32(bytes[position + 1]) << 8 : 0
      let third = left > 2 ? UInt32(bytes[position + 2]) : 0
      let group = first | second | third
      append(base64Digit(group >> 18))
      append(base64Digit(group >> 12))
      append(left > 1 ? base64Digit(group >> 6) : UInt8(ascii: "="))
      append(left > 2 ? base64Digit(group) : UInt8(ascii: "="))
      position += 3
    }
  }
}

private func base64Digit(_ bits: UInt32) -> UInt8 {
  let value = UInt8(truncatingIfNeeded: bits & 63)
  switch value {
  case 0..<26: return UInt8(ascii: "A") + value
  case 26..<52: return UInt8(ascii: "a") + (value - 26)
  case 52..<62: return UInt8(ascii: "0") + (value - 52)
  case 62: return UInt8(ascii: "+")
  default: return UInt8(ascii: "/")
  }
}
