import Platform

/// An open file descriptor that rows are read from: a file, standard input, or any descriptor.
///
/// Owns the descriptor unless it was lent. Reads block, so it belongs to a thread and never to a
/// Task. What may keep us waiting, a pipe or a terminal, is not waited for any longer once a signal to stop has come.
struct OpenFile: ~Copyable {
  let name: String
  private let descriptor: Int32
  private let isOwned: Bool
  /// Its bytes may come late or never.
  private let mayWait: Bool

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
    var status = stat()
    mayWait = fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
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
      if mayWait { try waitForBytes() }
      let got = Platform.read(descriptor, target, count)
      if got >= 0 { return got }
      let reason = errno
      if reason == EINTR { continue }
      if reason == EISDIR { throw Self.openError(name, EISDIR) }
      throw RowSourceError(
        .readFailed(errno: reason), file: name, reason: "cannot read: \(errorText(reason))")
    }
  }

  /// Until there is something to read, or the end.
  private func waitForBytes() throws(RowSourceError) {
    var waited = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Interrupts.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    while waited[0].revents == 0 {
      _ = poll(&waited, 2, -1)
      if waited[0].revents == 0, let signal = Interrupts.signal {
        throw RowSourceError(stoppedBy: signal, file: name)
      }
    }
  }

  private static func openError(_ path: String, _ reason: Int32) -> RowSourceError {
    // A named pipe that nobody writes to.
    if reason == EINTR, let signal = Interrupts.signal {
      return RowSourceError(stoppedBy: signal, file: path)
    }
    return switch reason {
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
