/// Hides the password of every URL in a text: a diagnostic shows source lines, and what it shows ends up in logs.
package enum PasswordMask {
  /// The same bytes at the same places, each byte of a password an asterisk.
  package static func masked(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var result = bytes
    var index = bytes.startIndex
    while let authority = end(of: "://", in: bytes, from: index) {
      let end = bytes[authority...].firstIndex(where: isEnd) ?? bytes.endIndex
      if let at = bytes[authority..<end].lastIndex(of: UInt8(ascii: "@")),
        let colon = bytes[authority..<at].firstIndex(of: UInt8(ascii: ":"))
      {
        for place in colon + 1..<at { result[place] = UInt8(ascii: "*") }
      }
      index = authority
    }
    return result
  }

  package static func masked(_ text: String) -> String {
    String(decoding: masked(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// Where a URL surely ends. A password may hold a `/` that somebody forgot to escape.
  private static func isEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func end(
    of sign: StaticString, in bytes: ArraySlice<UInt8>, from start: Int
  ) -> Int? {
    let length = sign.utf8CodeUnitCount
    var index = start
    while index + length <= bytes.endIndex {
      if (0..<length).allSatisfy({ bytes[index + $0] == sign.utf8Start[$0] }) {
        return index + length
      }
      index += 1
    }
    return nil
  }
}
