/// An exclusive lock that other processes of this machine see, and that goes with its process however that ends.
///
/// Owns a file (0600, never a symbolic link) locked with flock; dropping the lock lets go of it. What the holder writes into the
/// file says who it is. Any thread, one at a time.
package final class FileLock {
  package let path: String
  private let descriptor: Int32

  /// Takes the lock; nil while somebody else holds it. Its folder must exist.
  package static func take(_ path: String) throws(SystemError) -> FileLock? {
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard file >= 0 else { throw SystemError("open", path) }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(file)
        if code == EWOULDBLOCK { return nil }
        if code == EINTR { continue }
        throw SystemError("lock", path, code: code)
      }
      // The holder before us may have removed the file while we opened it.
      var (opened, standing) = (stat(), stat())
      if fstat(file, &opened) == 0, lstat(path, &standing) == 0, opened.st_ino == standing.st_ino {
        return FileLock(path, file)
      }
      close(file)
    }
  }

  private init(_ path: String, _ descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Says in the file who holds it.
  package func note(_ text: String) throws(SystemError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw SystemError("write", path)
    }
    try Descriptors.writeAll(text, to: descriptor)
  }

  /// What the holder wrote; nil when nobody ever held it.
  package static func note(at path: String) -> String? {
    (try? Files.read(path, limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether somebody holds it now.
  package static func isHeld(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0
  }

  /// Removes the file, still held: whoever comes next makes its own.
  package func remove() { unlink(path) }
}
