/// Whole files, for what is small and must be whole: recipes, configuration, metrics, reports.
/// Any thread.
package enum Files {
  /// The bytes of a file; `-` is not special here.
  ///
  /// Throws for a folder (EISDIR), for what cannot be read, and for more than `limit` bytes (EFBIG).
  package static func read(_ path: String, limit: Int = .max) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    defer { close(descriptor) }
    do throws(SystemError) {
      return try readToEnd(of: descriptor, limit: limit)
    } catch {
      throw SystemError(error.operation, path, code: error.code)
    }
  }

  /// What is left to read from a descriptor, up to `limit` bytes (else EFBIG).
  package static func readToEnd(
    of descriptor: Int32, limit: Int = .max
  ) throws(SystemError) -> [UInt8] {
    let chunk = 64 * 1024
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try Descriptors.readSome(into: buffer, from: descriptor)
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw SystemError("read", code: EFBIG) }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Puts the bytes at a path so that a reader, and a power cut, find the old file or the new one
  /// whole: written beside it, synced, renamed over it, and the folder synced.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o600
  ) throws(SystemError) {
    let beside = "\(path).\(getpid()).new"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw SystemError("create", beside) }
    do throws(SystemError) {
      defer { close(descriptor) }
      try Descriptors.writeAll(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw SystemError("sync") }
    } catch {
      unlink(beside)
      throw SystemError(error.operation, path, code: error.code)
    }
    try rename(beside, to: path)
  }

  /// Puts a finished file in the place of another, so that a power cut leaves the one or the other whole. What cannot be moved is
  /// removed.
  package static func rename(_ beside: String, to path: String) throws(SystemError) {
    guard Platform.rename(beside, path) == 0 else {
      let error = SystemError("rename", path)
      unlink(beside)
      throw error
    }
    syncFolder(of: path)
  }

  /// Waits until what was written to a file is on disk.
  package static func sync(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError("sync", path) }
  }

  /// Throws where `replace` could not succeed as things are now: no such folder, a folder in the file's place, no permission.
  package static func checkReplaceable(_ path: String) throws(SystemError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw SystemError("write", path, code: EISDIR)
    }
    guard access(folder(of: path), W_OK | X_OK) == 0 else { throw SystemError("create", path) }
  }

  /// A rename is on disk only once its folder is. Some file systems refuse to sync one; then the
  /// rename is as durable as they make it.
  private static func syncFolder(of path: String) {
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The permission bits of a file.
  package static func mode(of path: String) throws(SystemError) -> mode_t {
    var status = stat()
    guard stat(path, &status) == 0 else { throw SystemError("open", path) }
    return status.st_mode & 0o777
  }

  /// When a file was last changed, in nanoseconds since 1970.
  package static func modificationTime(_ status: stat) -> Int {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Bytes of a file; nil where there is none.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    return lstat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Whether it is a file that can be read again: no pipe, no device, no folder.
  package static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The absolute path of what is there, symbolic links resolved; the path as it is when nothing is.
  package static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The absolute path also of what is not there yet, where its folder is.
  package static func resolved(_ path: String) -> String {
    guard access(path, F_OK) != 0, let name = path.split(separator: "/").last else {
      return absolute(path)
    }
    return "\(absolute(folder(of: path)))/\(name)"
  }

  /// The folder part of a path: `/srv` of `/srv/a`, `.` of `a`, `/` of `/a`.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
