import Bytes
import Platform
import RowSources

/// Reads an undo file, record by record, in constant memory beside the largest of them.
package final class UndoReader {
  package let path: String
  package private(set) var server = ""
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  private static let chunk = 1 << 20
  /// No value of Redis is larger.
  private static let longest = 512 << 20

  package init(_ path: String) throws(RunFailure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      let code = errno
      guard code == ENOENT else {
        throw Self.failure("\(SystemError("open", path, code: code))", path)
      }
      throw .source(RowSourceError(.notFound, file: path, reason: "no such file"))
    }
    guard try line() == UndoFile.version else {
      throw Self.damage("no file of a sweep's `undo`, or of a newer cachectl", path)
    }
    while let line = try line(), !line.isEmpty {
      if line.hasPrefix("server ") { server = String(line.dropFirst("server ".count)) }
    }
  }

  deinit { close(descriptor) }

  /// At the end: it lies within a record.
  package var isCutShort: Bool { isAtEnd && position < buffer.count }

  /// The next record; nil at the end, or where the file was cut short by a kill.
  package func next() throws(RunFailure) -> UndoFile.Record? {
    guard try have(13) else { return nil }
    guard let kind = UndoFile.Kind(rawValue: buffer[position]) else {
      throw Self.damage("it is damaged", path)
    }
    let expiry = Int64(bitPattern: number(at: position + 1, bytes: 8))
    let keyLength = Int(number(at: position + 9, bytes: 4))
    guard keyLength <= Self.longest else { throw Self.damage("it is damaged", path) }
    guard try have(17 + keyLength) else { return nil }
    let valueLength = Int(number(at: position + 13 + keyLength, bytes: 4))
    guard valueLength <= Self.longest else { throw Self.damage("it is damaged", path) }
    guard try have(17 + keyLength + valueLength) else { return nil }
    let keyStart = position + 13
    let valueStart = keyStart + keyLength + 4
    let record = UndoFile.Record(
      kind: kind, expiry: expiry == 0 ? nil : expiry,
      key: Array(buffer[keyStart..<keyStart + keyLength]),
      value: Array(buffer[valueStart..<valueStart + valueLength]))
    position = valueStart + valueLength
    return record
  }

  /// Whether so many bytes lie behind the position; reads what is missing.
  private func have(_ count: Int) throws(RunFailure) -> Bool {
    while buffer.count - position < count, !isAtEnd {
      if position > 0 {
        buffer.removeFirst(position)
        position = 0
      }
      let before = buffer.count
      buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
      var read = 0
      do throws(SystemError) {
        try buffer.withUnsafeMutableBytesThrowing(from: before) { bytes throws(SystemError) in
          read = try Descriptors.readSome(into: bytes, from: descriptor)
        }
      } catch {
        throw Self.failure("\(error)", path)
      }
      buffer.removeLast(Self.chunk - read)
      isAtEnd = read == 0
    }
    return buffer.count - position >= count
  }

  private func line() throws(RunFailure) -> String? {
    var length = 0
    while try have(length + 1) {
      if buffer[position + length] == UInt8(ascii: "\n") {
        let text = String(decoding: buffer[position..<position + length], as: UTF8.self)
        position += length + 1
        return text
      }
      length += 1
      guard length < 4096 else { return nil }
    }
    return nil
  }

  private func number(at start: Int, bytes count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(buffer[start + $1]) << (8 * UInt64($1)) }
  }

  /// It is there, and not what it should be.
  private static func damage(_ reason: String, _ path: String) -> RunFailure {
    .source(RowSourceError(.notADatabase, file: path, reason: reason))
  }

  private static func failure(_ reason: String, _ path: String) -> RunFailure {
    .storage("\(path) cannot be read: \(reason)")
  }
}

extension Array where Element == UInt8 {
  fileprivate mutating func withUnsafeMutableBytesThrowing(
    from start: Int, _ body: (UnsafeMutableRawBufferPointer) throws(SystemError) -> Void
  ) throws(SystemError) {
    let failure: SystemError? = withUnsafeMutableBytes { bytes in
      do throws(SystemError) {
        try body(UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
