import Platform

/// One line on stderr that says how far we are, redrawn at most ten times a second and gone at the
/// end. Silent where there is no terminal to draw over. The main thread's.
///
/// Whatever else goes to the same terminal meanwhile comes after `erase`.
package final class ProgressLine {
  /// Somebody may be looking.
  package let isActive: Bool
  private let width: () -> Int?
  private let write: (String) -> Void
  private var isShown = false
  private var nextDrawing = Int.min

  private static let interval = 100_000_000
  private static let eraseToEnd = "\u{1B}[K"

  package convenience init(on terminal: Terminal) {
    self.init(
      isActive: terminal.allowsRedraw, width: { terminal.width },
      write: { text in
        // Progress is for whoever looks; a terminal that has gone misses nothing.
        try? Descriptors.writeAll(text, to: terminal.descriptor)
      })
  }

  init(isActive: Bool, width: @escaping () -> Int?, write: @escaping (String) -> Void) {
    self.isActive = isActive
    self.width = width
    self.write = write
  }

  deinit { erase() }

  /// Shows the text, unless the last drawing is less than a tenth of a second old; then the text is
  /// not even made. `now` is in monotonic nanoseconds.
  package func show(_ text: @autoclosure () -> String, now: Int = Clocks.monotonicNanoseconds()) {
    guard isActive && now >= nextDrawing else { return }
    nextDrawing = now + Self.interval
    isShown = true
    // One cell less than the window: some terminals wrap when the last one is filled.
    let line = DisplayWidth.elide(text(), to: max(0, (width() ?? 80) - 1))
    write("\r\(line)\(Self.eraseToEnd)")
  }

  /// Takes the line away; the next `show` draws at once.
  package func erase() {
    guard isShown else { return }
    isShown = false
    nextDrawing = .min
    write("\r\(Self.eraseToEnd)")
  }
}
