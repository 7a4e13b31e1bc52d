/// What the system knows of a terminal behind a descriptor. Any thread.
package enum TerminalDevice {
  package struct Size: Hashable, Sendable {
    package let columns: Int
    package let rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The window's size now; nil for what is no terminal, and for one that does not know (0 × 0).
  package static func size(of descriptor: Int32) -> Size? {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  /// Whether this process may read from the terminal: one in the background would be stopped.
  package static func isForeground(_ descriptor: Int32) -> Bool {
    tcgetpgrp(descriptor) == getpgrp()
  }

  /// Does something while what is typed is not shown; the terminal is as it was afterwards.
  package static func withoutEcho<Value>(_ descriptor: Int32, _ body: () -> Value) -> Value {
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { return body() }
    let before = settings
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(descriptor, TCSAFLUSH, &settings)
    defer {
      var restored = before
      tcsetattr(descriptor, TCSAFLUSH, &restored)
    }
    return body()
  }

  /// Throws away what was typed and not yet read, so that a paste never answers a question.
  package static func discardTypedInput(_ descriptor: Int32) {
    tcflush(descriptor, TCIFLUSH)
  }
}
