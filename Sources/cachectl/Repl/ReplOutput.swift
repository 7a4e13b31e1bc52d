import Console
import Platform

/// Where results go: the terminal, through a pager when they are longer than the window; a file (`\o`); a shell command.
///
/// All results are written to descriptor 1, so redirecting is a matter of that one descriptor, for statements and raw commands
/// alike. The main thread's.
final class ReplOutput {
  /// Where it goes while it does not go to the terminal.
  private(set) var file: Int32?

  deinit { if let file { close(file) } }

  /// `\o FILE`; without a path back to the terminal.
  func redirect(to path: String?) throws(SystemError) {
    if let path {
      let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard opened >= 0 else { throw SystemError("open", path) }
      if let file { close(file) }
      file = opened
    } else {
      if let file { close(file) }
      file = nil
    }
  }

  /// Runs the body with stdout where results go now.
  func collecting<Value>(_ body: () throws -> Value) throws -> Value {
    guard let file else { return try body() }
    let terminal = dup(1)
    dup2(file, 1)
    defer {
      dup2(terminal, 1)
      close(terminal)
    }
    return try body()
  }

  /// Shows lines, in a pager when they do not fit.
  func show(_ lines: [String], _ invocation: Invocation) throws {
    try collecting { try invocation.page(lines.map { $0 + "\n" }.joined()) }
  }

  /// Gives the text to a shell command, and waits for its end.
  func pipe(_ text: String, into command: String) throws {
    let ends = try Descriptors.pipe()
    var launch = Launch("/bin/sh", ["-c", command])
    launch.input = .descriptor(ends.reading)
    var child: ChildProcess
    do {
      defer { close(ends.reading) }
      child = try ChildProcess(launch)
    }
    // A pager that is left early has seen enough.
    try? Descriptors.writeAll(text, to: ends.writing)
    close(ends.writing)
    _ = try child.wait()
  }
}
