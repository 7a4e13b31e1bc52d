/// How a file is compressed, as its first bytes tell. Its name does not matter.
enum CompressionFormat {
  case gzip, zstd

  /// As many bytes as tell every format.
  static let prefixLength = 4

  /// RFC 1952: two bytes, then the one method there is.
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B, 0x08]
  /// RFC 8878: a frame; and a frame to be skipped, of which the low half of the first byte is free.
  private static let zstdMagic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
  private static let skippableMagic: [UInt8] = [0x50, 0x2A, 0x4D, 0x18]

  /// Nil: not compressed.
  init?(_ prefix: [UInt8]) {
    if prefix.starts(with: Self.gzipMagic) {
      self = .gzip
    } else if prefix.starts(with: Self.zstdMagic) || Self.generic(prefix) == Self.skippableMagic {
      self = .zstd
    } else {
      return nil
    }
  }

  /// Whether more bytes may make a format of these: a pipe gives what it has, and nobody waits for more without need.
  static func isUndecided(_ prefix: [UInt8]) -> Bool {
    guard prefix.count < prefixLength, CompressionFormat(prefix) == nil else { return false }
    return [gzipMagic, zstdMagic].contains { $0.starts(with: prefix) }
      || skippableMagic.starts(with: generic(prefix))
  }

  private static func generic(_ prefix: [UInt8]) -> [UInt8] {
    guard let first = prefix.first else { return [] }
    return [first & 0xF0] + prefix.dropFirst()
  }

  /// What one of the pieces is called that such a file is made of.
  var piece: String {
    switch self {
    case .gzip: "gzip member"
    case .zstd: "zstd frame"
    }
  }
}
