import Bytes
import Platform

/// Writes an undo file. On the thread of the run; what was written is on disk when `sync` returns.
final class UndoWriter {
  let path: String
  private let descriptor: Int32
  private let folder: String
  /// Bytes that the folder's undo files may have together.
  private let limit: Int
  private var folderBytes: Int
  private var buffer = ByteBuffer(capacity: 1 << 20)

  private static let flushBytes = 1 << 20

  /// Makes the folder where there is none, and a file in it that nobody else can read.
  init(
    folder: String, limit: Int?, run: String, statement number: Int, head: [(String, String)]
  ) throws(RunFailure) {
    self.folder = folder
    self.limit = limit ?? .max
    path = "\(folder)/\(UndoFile.name(run: run, statement: number))"
    do throws(SystemError) {
      try Files.makeFolder(folder)
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw SystemError("create", path) }
    } catch {
      throw UndoFile.failure("\(error)", folder)
    }
    folderBytes = (Files.names(in: folder) ?? []).reduce(0) { sum, name in
      name.hasSuffix(UndoFile.suffix) ? sum + (Files.size("\(folder)/\(name)") ?? 0) : sum
    }
    let lines = [UndoFile.version] + head.map { "\($0) \(Escaping.escaped($1))" }
    buffer.append(Array((lines.joined(separator: "\n") + "\n\n").utf8))
  }

  deinit { close(descriptor) }

  func keep(_ key: ByteSlice, expiry: Int64?, value: ByteSlice) throws(RunFailure) {
    try append(.kept, key, expiry ?? 0, value)
  }

  /// A key that was kept and then was not removed.
  func leave(_ key: ByteSlice) throws(RunFailure) { try append(.left, key, 0, .empty) }

  private func append(
    _ kind: UndoFile.Kind, _ key: ByteSlice, _ expiry: Int64, _ value: ByteSlice
  ) throws(RunFailure) {
    folderBytes += 17 + key.count + value.count
    guard folderBytes <= limit else {
      throw .storage(
        "what is kept for an undo in \(folder) would exceed its `max`: raise it, or remove old \(UndoFile.suffix) files"
      )
    }
    buffer.append(kind.rawValue)
    append(UInt64(bitPattern: expiry), bytes: 8)
    append(UInt64(key.count), bytes: 4)
    buffer.append(key)
    append(UInt64(value.count), bytes: 4)
    buffer.append(value)
    if buffer.count >= Self.flushBytes { try flush() }
  }

  private func append(_ number: UInt64, bytes count: Int) {
    for place in 0..<count {
      buffer.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
    }
  }

  private func flush() throws(RunFailure) {
    do throws(SystemError) {
      try Descriptors.writeAll(UnsafeRawBufferPointer(buffer.slice.buffer), to: descriptor)
    } catch {
      throw UndoFile.failure("\(error)", path)
    }
    buffer.removeAll()
  }

  /// Everything so far is on disk: a power cut does not take it.
  func sync() throws(RunFailure) {
    try flush()
    guard fsync(descriptor) == 0 else {
      throw UndoFile.failure("\(SystemError("write", path))", path)
    }
  }
}
