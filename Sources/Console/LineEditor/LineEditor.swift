import CEditLine
import Platform

/// A line of input from a terminal, edited with libedit: emacs and vi keys from `~/.editrc`, history, completion, paste.
///
/// Knows nothing of recipes. The main thread's, never inside a Task: reading blocks. One for the process, because libedit's
/// callbacks find it through a pointer that must outlive each of them.
package final class LineEditor {
  package enum Line: Equatable {
    case text(String)
    /// Ctrl-C.
    case cancelled
    /// Ctrl-D on an empty line, or the terminal has gone.
    case end
  }

  /// What may stand at the end of a text; asked on Tab.
  package var complete: (String) -> Completion = { _ in Completion(word: "") }

  package let terminal: Terminal
  let editLine: OpaquePointer
  var input: TerminalInput
  private let history: OpaquePointer?
  private var prompt: UnsafeMutablePointer<CChar>?
  /// Text that the next line begins with.
  var initialText = ""
  /// Text that arrived as one and is not yet in the line.
  var arrived = ""
  var held = HeldPastes()
  private var isCancelled = false
  private var windowSize: TerminalDevice.Size?
  private let files: [UnsafeMutablePointer<FILE>]

  /// Nil when libedit cannot be set up: no memory, or no terminal.
  package init?(_ terminal: Terminal, reading descriptor: Int32 = 0) {
    Self.chooseCharacterSet()
    // Streams of our own: those of the C library are globals that Swift cannot share safely.
    guard let reading = fdopen(dup(descriptor), "r"),
      let writing = fdopen(dup(terminal.descriptor), "w"), let errors = fdopen(dup(2), "w"),
      let editLine = cachectl_el_init("cachectl", reading, writing, errors)
    else { return nil }
    self.terminal = terminal
    self.editLine = editLine
    files = [reading, writing, errors]
    input = TerminalInput(descriptor)
    history = history_init()
    cachectl_el_set_data(editLine, Unmanaged.passUnretained(self).toOpaque())
    cachectl_el_set_prompt(editLine) { LineEditor.of($0)?.prompt }
    cachectl_el_set_reader(editLine) { editLine, character in
      guard let character, let editor = LineEditor.of(editLine) else { return -1 }
      return editor.readCharacter(into: character)
    }
    cachectl_el_set_editor(editLine, "emacs")
    // libedit puts the terminal back on Ctrl-Z and SIGTERM, and then passes the signal on.
    cachectl_el_set_signal(editLine, 1)
    _ = cachectl_el_keep_output(editLine)
    if let history {
      cachectl_history_set_size(history, Int32(LineHistory.limit))
      cachectl_el_set_history(editLine, history)
    }
    bindKeys()
    // The user's own bindings come last.
    el_source(editLine, nil)
    if cachectl_el_is_vi(editLine) != 0 {
      bindOwnKeys()
      input.takesBursts = false
    }
    if !terminal.allowsRedraw {
      cachectl_el_set_edit_mode(editLine, 0)
      (input.takesBursts, input.takesPastes) = (false, false)
    }
  }

  deinit {
    el_end(editLine)
    if let history { history_end(history) }
    free(prompt)
    for file in files { fclose(file) }
  }

  /// Reads a line. What stands between two `\u{1}` in the prompt takes no room on the screen.
  /// - Parameter initial: what the line begins with, to be edited.
  package func read(prompt text: String, initial: String = "") -> Line {
    free(prompt)
    prompt = strdup(text)
    initialText = held.shown(initial)
    arrived = ""
    isCancelled = false
    windowSize = TerminalDevice.size(of: terminal.descriptor)
    if terminal.allowsRedraw { write(BracketedPaste.turnOn) }
    defer { if terminal.allowsRedraw { write(BracketedPaste.turnOff) } }
    // By itself libedit prints the prompt first, and loses a Ctrl-D that answers it at once.
    if terminal.allowsRedraw { _ = cachectl_el_prepare_terminal(editLine) }
    var count: Int32 = 0
    guard let line = el_gets(editLine, &count), count > 0 else {
      return isCancelled ? .cancelled : .end
    }
    if isCancelled { return .cancelled }
    var read = String(cString: line)
    if read.last == "\n" || read.last == "\r\n" { read.removeLast() }
    return .text(held.expanded(read))
  }

  /// What the arrow keys and Ctrl-R go through, the oldest first.
  package func setHistory(_ entries: [String]) {
    guard let history else { return }
    cachectl_history_clear(history)
    for entry in entries { cachectl_history_enter(history, entry) }
  }

  func write(_ text: String) { try? Descriptors.writeAll(text, to: terminal.descriptor) }

  static func of(_ editLine: OpaquePointer?) -> LineEditor? {
    guard let editLine, let data = cachectl_el_data(editLine) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(data).takeUnretainedValue()
  }

  // MARK: Characters

  /// 1 and a character, 0 at the end: what libedit wants of a reader.
  private func readCharacter(into character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if !initialText.isEmpty, terminal.allowsRedraw {
      el_insertstr(editLine, initialText)
      initialText = ""
      redraw()
    }
    while true {
      // An incremental search takes the first line end, the line the second.
      if isCancelled { return give("\n", to: character) }
      switch input.next() {
      case .character(let value):
        followWindow()
        character.pointee = wchar_t(truncatingIfNeeded: value)
        return 1
      case .text(let text):
        arrived = text
        return give(Self.textKey, to: character)
      case .end: return 0
      case .signal:
        guard Interrupts.signal != nil else {
          // The window has another size, or we were stopped and go on: libedit then draws nothing by itself.
          if !followWindow() { redraw() }
          continue
        }
        isCancelled = true
        input.discard()
        tcflush(input.descriptor, TCIFLUSH)
        write("^C")
      }
    }
  }

  private func give(_ scalar: Unicode.Scalar, to character: UnsafeMutablePointer<wchar_t>) -> Int32
  {
    character.pointee = wchar_t(scalar.value)
    return 1
  }

  /// Whether the window has another size; the line is then drawn anew.
  @discardableResult
  private func followWindow() -> Bool {
    let size = TerminalDevice.size(of: terminal.descriptor)
    guard size != windowSize else { return false }
    windowSize = size
    el_resize(editLine)
    redraw()
    return true
  }

  /// Draws prompt and line anew; libedit draws where the cursor stands.
  private func redraw() {
    if terminal.allowsRedraw { write("\r\u{1B}[J") }
    cachectl_el_refresh(editLine)
  }

  /// libedit counts columns by the character set; UTF-8 even where the environment says nothing.
  private static func chooseCharacterSet() {
    setlocale(LC_CTYPE, "")
    guard let name = nl_langinfo(nl_item(CODESET)), String(cString: name) != "UTF-8" else { return }
    setlocale(LC_CTYPE, "C.UTF-8")
  }
}
