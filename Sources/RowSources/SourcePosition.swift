import Platform
import Recipe

/// Where the rows of a source go on: what a run writes down when everything before it is accounted for.
package struct SourcePosition: Hashable, Sendable {
  /// The line of the row, or its number in a query, counted from 1.
  package var line: Int
  /// Where it begins in the file; nil where a source has no bytes.
  package var byteOffset: Int?
  /// What the column of `resume by` held in the row before; null without one.
  package var key: Database.Value

  package init(line: Int, byteOffset: Int? = nil, key: Database.Value = .null) {
    self.line = line
    self.byteOffset = byteOffset
    self.key = key
  }
}

/// A file as it was when a run began to read it. Whoever goes on in the middle must find the same one.
package enum SourceFingerprint {
  private static let prefixLength = 64 << 10

  /// Device, inode, size, time of change and a digest of the first 64 KiB; nil for what cannot be read twice: stdin, a pipe.
  package static func of(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard path != "-", file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var prefix = [UInt8](repeating: 0, count: prefixLength)
    var count = 0
    while count < prefixLength {
      let got = prefix.withUnsafeMutableBytes { buffer in
        read(file, buffer.baseAddress.map { $0 + count }, prefixLength - count)
      }
      guard got > 0 else { break }
      count += got
    }
    var digest = SHA1.Stream()
    digest.append(Array(prefix[..<count]))
    let changed = Files.modificationTime(status)
    return "\(status.st_dev):\(status.st_ino) size=\(status.st_size) changed=\(changed)"
      + " \(digest.digest)"
  }
}
