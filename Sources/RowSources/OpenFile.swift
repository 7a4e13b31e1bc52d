import Platform

/// An open file descriptor that rows are read from: a file, standard input, or any descriptor.
///
/// Owns the descriptor unless it was lent. Reads block, so it belongs to a thread and never to a
/// Task.
struct OpenFile: ~Copyable {
  let name: String
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens `path`; `-` lends standard input.
  init(path: String) throws(RowSourceError) {
    if path == "-" {
      self.init(lending: STDIN_FILENO, name: "-")
      return
    }
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw Self.openError(path, errno) }
    var status = stat()
    if fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(opened)
      throw Self.openError(path, EISDIR)
    }
    self.init(descriptor: opened, name: path, isOwned: true)
  }

  /// Reads a descriptor that somebody else closes.
  init(lending descriptor: Int32, name: String) {
    self.init(descriptor: descriptor, name: name, isOwned: false)
  }

  private init(descriptor: Int32, name: String, isOwned: Bool) {
    self.name = name
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Goes on reading at an offset. Throws for a pipe.
  func seek(to offset: Int) throws(RowSourceError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) < 0 else { return }
    throw RowSourceError(
      .readFailed(errno: errno), file: name,
      reason: "cannot go on in the middle: \(errorText(errno))")
  }

  /// Reads up to `count` bytes; 0 is the end.
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(RowSourceError) -> Int {
    while true {
      let got = Platform.read(descriptor, target, count)
      if got >= 0 { return got }
      let reason = errno
      if reason == EINTR { continue }
      if reason == EISDIR { throw Self.openError(name, EISDIR) }
      throw RowSourceError(
        .readFailed(errno: reason), file: name, reason: "cannot read: \(errorText(reason))")
    }
  }

  private static func openError(_ path: String, _ reason: Int32) -> RowSourceError {
    switch reason {
    case ENOENT, ENOTDIR:
      RowSourceError(
        .notFound, file: path, reason: "no such file",
        help: "`-` reads standard input")
    case EISDIR:
      RowSourceError(
        .isDirectory, file: path, reason: "this is a directory, not a file",
        help: "name a file in it")
    case EACCES, EPERM:
      RowSourceError(
        .permissionDenied, file: path, reason: "permission denied",
        help: "the user who runs cachectl must be able to read it")
    default:
      RowSourceError(
        .readFailed(errno: reason), file: path, reason: "cannot open: \(errorText(reason))")
    }
  }
}

/// The system's words for an error number.
func errorText(_ number: Int32) -> String {
  guard let text = strerror(number) else { return "error \(number)" }
  return String(cString: text)
}
