import Platform

/// A question to the person at the terminal. The main thread's.
///
/// Without a terminal there is no prompt: `onTerminal` gives nil, and the caller says which flag
/// answers instead (exit 77). Only an answer typed after the question counts, so that a paste or a
/// key pressed too early never confirms anything.
package struct Prompt: ~Copyable {
  private let reading: Int32
  private let writing: Int32
  /// A terminal that was opened for this prompt, to be closed with it; else -1.
  private let opened: Int32

  /// The terminal of this process: `/dev/tty`, which answers even while stdin carries rows, else
  /// stdin and stderr. Nil when nobody is there: neither stdin nor stderr is a terminal, or we run
  /// in the background, where reading would stop us.
  package static func onTerminal() -> Prompt? {
    guard TerminalDevice.isTerminal(0) || TerminalDevice.isTerminal(2) else { return nil }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    if terminal >= 0 {
      if TerminalDevice.isForeground(terminal) {
        return Prompt(reading: terminal, writing: terminal, opened: terminal)
      }
      close(terminal)
      return nil
    }
    guard TerminalDevice.isTerminal(0) && TerminalDevice.isTerminal(2) else { return nil }
    return Prompt(reading: 0, writing: 2)
  }

  init(reading: Int32, writing: Int32, opened: Int32 = -1) {
    self.reading = reading
    self.writing = writing
    self.opened = opened
  }

  deinit {
    if opened >= 0 { close(opened) }
  }

  /// Asks and waits for a line, without its newline. Nil when there is no answer: Ctrl-D, Ctrl-C
  /// (ask `Interrupts`), or the terminal has gone.
  package func ask(_ question: String) -> String? {
    TerminalDevice.discardTypedInput(reading)
    do throws(SystemError) {
      try Descriptors.writeAll(question + " ", to: writing)
    } catch {
      return nil
    }
    if let answer = readLine() { return answer }
    // What comes next begins on a line of its own.
    try? Descriptors.writeAll("\n", to: writing)
    return nil
  }

  /// Asks for what nobody shall see: it is not shown while it is typed.
  package func askSecret(_ question: String) -> String? {
    let answer = TerminalDevice.withoutEcho(reading) { ask(question) }
    // The newline that was typed was not shown either.
    if answer != nil { try? Descriptors.writeAll("\n", to: writing) }
    return answer
  }

  /// A yes-or-no question; anything but `y` or `yes` is no.
  package func confirm(_ question: String) -> Bool {
    let answer = ask("\(question) [y/N]")?.lowercased()
    return answer == "y" || answer == "yes"
  }

  /// For what must not happen by habit: only the name itself, typed out, is yes.
  package func confirm(_ question: String, byTyping name: String) -> Bool {
    ask("\(question) type \"\(name)\" to go on, Enter = no:") == name
  }

  /// Until something was typed; false when a signal came first, also one that came since the question was shown.
  private func waitForInput() -> Bool {
    while true {
      var waited = [
        pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: Interrupts.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&waited, 2, -1)
      // What cannot be polled is read.
      if waited[0].revents != 0 || count < 0 && errno != EINTR { return true }
      if Interrupts.signal != nil { return false }
    }
  }

  private func readLine() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      guard waitForInput() else { return nil }
      let count = read(reading, &byte, 1)
      if count < 0 && errno == EINTR && Interrupts.signal == nil { continue }
      // An unfinished line is no answer.
      guard count == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
