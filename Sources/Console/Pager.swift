import Platform

/// Shows a long text a window at a time, with the person's own pager. The main thread's.
package enum Pager {
  /// Whether the text has more lines than the window, those counted twice that do not fit its width.
  package static func isNeeded(for text: String, on terminal: Terminal) -> Bool {
    guard terminal.allowsRedraw, let height = terminal.height, let width = terminal.width else {
      return false
    }
    var rows = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      rows += max(1, (DisplayWidth.of(String(line)) + width - 1) / width)
      if rows >= height { return true }
    }
    return false
  }

  /// Shows it and waits until the person is done. False when no pager could be started.
  package static func show(_ text: String) -> Bool {
    do throws(SystemError) {
      let pipe = try Descriptors.pipe()
      // As git and psql do: CACHECTL_PAGER, PAGER, less; it is a command line, so the shell reads it.
      let command =
        Environment.value(of: "CACHECTL_PAGER") ?? Environment.value(of: "PAGER") ?? "less -FRX"
      var launch = Launch("sh", ["-c", command])
      launch.input = .descriptor(pipe.reading)
      var pager: ChildProcess
      do throws(SystemError) {
        pager = try ChildProcess(launch)
      } catch {
        close(pipe.reading)
        close(pipe.writing)
        throw error
      }
      close(pipe.reading)
      // Who quits before the end has seen enough.
      try? Descriptors.writeAll(text, to: pipe.writing)
      close(pipe.writing)
      return try pager.wait() == .exited(0)
    } catch {
      return false
    }
  }
}
