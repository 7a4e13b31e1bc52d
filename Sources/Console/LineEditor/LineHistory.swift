import Platform

/// Lines that were typed, the oldest first, each once, and the file that keeps them: 0600, never a symbolic link.
///
/// Two sessions may share the file: a line is appended in one write under a lock, and the file is made smaller only by a rename
/// under the same lock. What may not be kept is decided by the caller. The main thread's.
package final class LineHistory {
  package static let limit = 2_000
  package private(set) var entries: [String] = []
  private let path: String?

  /// Reads the file. Without a path, or after a problem, the history lives only as long as the session.
  /// - Parameter problem: told what is wrong with the file, in a few words.
  package init(path: String?, problem: (String) -> Void) {
    guard let path else {
      self.path = nil
      return
    }
    do throws(SystemError) {
      try Files.makeFolder(Files.folder(of: path))
      let file = try Self.openLocked(path)
      defer { close(file) }
      let bytes = try Files.readToEnd(of: file, limit: 64 << 20)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      entries = Self.distinct(lines)
      // Now and then the file is written anew, with each line once.
      if lines.count > 2 * Self.limit {
        let text = entries.map { $0 + "\n" }.joined()
        try Files.replace(path, with: Array(text.utf8), mode: 0o600)
      }
      self.path = path
    } catch {
      problem(
        error.code == ELOOP
          ? "\(path) is a symbolic link: the history is not kept"
          : "the history is not kept: \(error)")
      self.path = nil
    }
  }

  /// Adds a line, which holds no newline, at the end; an equal one before it goes.
  package func add(_ line: String) throws(SystemError) {
    guard entries.last != line else { return }
    entries.removeAll { $0 == line }
    entries.append(line)
    if entries.count > Self.limit { entries.removeFirst() }
    guard let path else { return }
    let file = try Self.openLocked(path)
    defer { close(file) }
    try Descriptors.writeAll(line + "\n", to: file)
  }

  /// Each line once, where it stood last.
  static func distinct(_ lines: [String]) -> [String] {
    var seen: Set<String> = []
    let latest = lines.reversed().filter { seen.insert($0).inserted }
    return latest.prefix(limit).reversed()
  }

  /// Open for appending, and locked until it is closed: the file that stands at the path, not one that was renamed away.
  private static func openLocked(_ path: String) throws(SystemError) -> Int32 {
    while true {
      let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard file >= 0 else { throw SystemError("open", path) }
      guard flock(file, LOCK_EX) == 0 else {
        let error = SystemError("lock", path)
        close(file)
        throw error
      }
      var (opened, standing) = (stat(), stat())
      if fstat(file, &opened) == 0, lstat(path, &standing) == 0, opened.st_ino == standing.st_ino {
        guard opened.st_mode & S_IFMT == S_IFREG else {
          close(file)
          throw SystemError("open", path, code: EINVAL)
        }
        if opened.st_mode & 0o077 != 0 { fchmod(file, 0o600) }
        return file
      }
      close(file)
    }
  }
}
