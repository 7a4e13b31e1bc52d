/// A system call that failed: which one, on what, and why. Operational: the caller adds what it was
/// doing and decides the exit code.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The errno of the call.
  package let code: Int32
  /// What was tried, as a verb: `open`, `read`, `start`.
  package let operation: String
  /// The path or program it was tried on; empty where there is none.
  package let subject: String

  package init(_ operation: String, _ subject: String = "", code: Int32 = errno) {
    self.code = code
    self.operation = operation
    self.subject = subject
  }

  /// `open /srv/feed.csv: No such file or directory`
  package var description: String {
    let reason = String(cString: strerror(code))
    return subject.isEmpty ? "\(operation): \(reason)" : "\(operation) \(subject): \(reason)"
  }

  /// Whether the reader on the other end has gone: a closed pipe or connection.
  package var isBrokenPipe: Bool { code == EPIPE || code == ECONNRESET }

  /// Whether nobody reads what is written: the reader has gone, or there never was one (`>&-`).
  package var isReaderGone: Bool { isBrokenPipe || code == EBADF }

  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
}
