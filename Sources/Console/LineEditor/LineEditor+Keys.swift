import CEditLine
import Platform

/// The keys that are ours.
extension LineEditor {
  /// What the reader gives libedit for text that arrived as one: a character that nobody types.
  static let textKey: Unicode.Scalar = "\u{80}"

  func bindKeys() {
    add("cachectl-complete", "Complete the word") { editLine, _ in
      LineEditor.of(editLine)?.completeWord() ?? UInt8(CC_ERROR)
    }
    add("cachectl-text", "Take a text as one unit") { editLine, _ in
      LineEditor.of(editLine)?.insertArrived() ?? UInt8(CC_ERROR)
    }
    bindOwnKeys()
    let keys = [
      // Home, End, Delete, and words with Ctrl, as most terminals send them.
      ("\\e[H", "ed-move-to-beg"), ("\\e[F", "ed-move-to-end"), ("\\e[1~", "ed-move-to-beg"),
      ("\\e[4~", "ed-move-to-end"), ("\\e[3~", "ed-delete-next-char"),
      ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
    ]
    for (key, function) in keys { cachectl_el_bind(editLine, key, function) }
  }

  /// Those that must work in vi mode as well, which forgets all that was bound.
  func bindOwnKeys() {
    for (key, function) in [
      ("^I", "cachectl-complete"), ("\\200", "cachectl-text"), ("^R", "em-inc-search-prev"),
      ("^S", "em-inc-search-next"),
    ] {
      cachectl_el_bind(editLine, key, function)
    }
    cachectl_el_bind_alternate(editLine, "\\200", "cachectl-text")
  }

  private func add(_ name: String, _ help: String, _ function: cachectl_el_function) {
    // libedit keeps the pointers.
    cachectl_el_add_function(editLine, strdup(name), strdup(help), function)
  }

  // MARK: Completion

  private func completeWord() -> UInt8 {
    guard let line = el_line(editLine)?.pointee, let start = line.buffer, let cursor = line.cursor
    else { return UInt8(CC_ERROR) }
    let text = String(
      decoding: UnsafeRawBufferPointer(start: start, count: cursor - start), as: UTF8.self)
    let completion = complete(text)
    if completion.candidates.count == 1 {
      let only = completion.candidates[0]
      replace(completion.word, with: only.text + only.ending)
      return UInt8(CC_REFRESH)
    }
    if let shared = completion.sharedBeginning {
      replace(completion.word, with: shared)
      return UInt8(CC_REFRESH)
    }
    let width = (terminal.width ?? 80) - 1
    let hint = completion.hint.map { [DisplayWidth.elide($0, to: width)] } ?? []
    let lines =
      hint
      + (completion.candidates.isEmpty
        ? [] : completion.lines(width: width, palette: terminal.palette))
    guard !lines.isEmpty else { return UInt8(CC_REFRESH_BEEP) }
    write("\n" + lines.joined(separator: "\n") + "\n")
    return UInt8(CC_REDISPLAY)
  }

  private func replace(_ word: String, with text: String) {
    if !word.isEmpty { el_deletestr(editLine, Int32(word.unicodeScalars.count)) }
    if !text.isEmpty { el_insertstr(editLine, text) }
  }

  // MARK: Text that arrived as one

  private func insertArrived() -> UInt8 {
    let text = held.shown(arrived)
    arrived = ""
    guard !text.isEmpty else { return UInt8(CC_NORM) }
    return el_insertstr(editLine, text) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_REFRESH_BEEP)
  }
}
