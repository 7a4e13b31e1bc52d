import Bytes

/// CRC-16/XMODEM (polynomial 0x1021), by which a cluster maps keys to slots.
enum CRC16 {
  static func checksum(_ bytes: ByteSlice) -> UInt16 {
    bytes.buffer.reduce(0) { ($0 << 8) ^ table[Int(UInt8($0 >> 8) ^ $1)] }
  }

  private static let table: [UInt16] = (0..<256).map { index in
    (0..<8).reduce(UInt16(index) << 8) { crc, _ in
      crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021
    }
  }
}
