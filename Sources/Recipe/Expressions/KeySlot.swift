import Bytes

/// Which of a cluster's 16,384 slots a key lives in: that of its hash tag, where it has one.
enum KeySlot {
  static func of(_ key: [UInt8]) -> UInt16 {
    let tagged = tag(of: key)
    return tagged.withUnsafeBytes { CRC16.checksum(ByteSlice($0)) } & 16383
  }

  /// What stands between the first `{` and the next `}`, unless that is nothing.
  private static func tag(of key: [UInt8]) -> ArraySlice<UInt8> {
    guard let open = key.firstIndex(of: UInt8(ascii: "{")),
      let close = key[open...].firstIndex(of: UInt8(ascii: "}")), close > open + 1
    else { return key[...] }
    return key[(open + 1)..<close]
  }
}
