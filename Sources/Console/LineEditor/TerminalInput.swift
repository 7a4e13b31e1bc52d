import Platform

/// The keys of a terminal as characters: bytes, decoded from UTF-8; and text that arrived as one. The prompt's thread.
///
/// libedit would read for itself, but then a paste could not be told from typing, and a signal could not end the line.
struct TerminalInput {
  enum Event {
    case character(UInt32)
    /// Text that arrived as one: a bracketed paste, or more printable characters at once than hands can type.
    case text(String)
    /// A signal arrived; `Interrupts` knows which. None of its own when the window has a new size.
    case signal
    /// The terminal has gone, or Ctrl-D in the line mode of a dumb terminal.
    case end
  }

  let descriptor: Int32
  /// Whether characters that arrive together may be taken together: not where letters are commands, as in vi mode.
  var takesBursts = true
  /// How long the next part of a text that arrives as one is waited for, in milliseconds.
  var burstPause: Int32 = 5
  /// Whether a paste comes in brackets.
  var takesPastes = true
  private var bytes: [UInt8] = []
  private var position = 0

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Forgets what was typed ahead.
  mutating func discard() {
    bytes = []
    position = 0
  }

  /// The next character; waits for it.
  mutating func next() -> Event {
    let lead: UInt8
    switch nextByte() {
    case .byte(let byte):
      // The text begins with its first character, which also waited for the rest.
      position -= 1
      if let burst = takeBurst() { return .text(burst) }
      position += 1
      lead = byte
    case .signal: return .signal
    case .end: return .end
    }
    if lead == Self.escape, takesPastes, takePasteMark() {
      return .text(BracketedPaste.read(from: &self))
    }
    let length = Self.length(lead)
    guard length > 1 else { return .character(length == 1 ? UInt32(lead) : 0xFFFD) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for _ in 1..<length {
      // What breaks off in the middle is no character; the byte that broke it is read anew.
      guard case .byte(let byte) = nextByte() else { return .character(0xFFFD) }
      guard byte & 0xC0 == 0x80 else {
        position -= 1
        return .character(0xFFFD)
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return .character(Unicode.Scalar(value) == nil ? 0xFFFD : value)
  }

  // MARK: Text that arrives as one

  private static let escape: UInt8 = 0x1B
  /// So many printable characters in one read were not typed.
  private static let burst = 64

  /// Whether the rest of a paste's opening bracket comes after an escape; moves over it.
  private mutating func takePasteMark() -> Bool {
    let mark = Array(BracketedPaste.begin.utf8.dropFirst())
    // The terminal writes it as one; it may still be cut where a read ends.
    while bytes.count - position < mark.count, mark.starts(with: bytes[position...]) {
      guard isReadable(within: 20), let more = readChunk(), !more.isEmpty else { return false }
      bytes += more
    }
    guard bytes[position...].starts(with: mark) else { return false }
    position += mark.count
    return true
  }

  private mutating func takeBurst() -> String? {
    guard takesBursts, bytes.count - position >= Self.burst else { return nil }
    var end = endOfText()
    guard end - position >= Self.burst else { return nil }
    var text = Array(bytes[position..<end])
    position = end
    // A terminal gives a long text in small parts: it is drawn once, not once a part.
    while position == bytes.count, text.count < BracketedPaste.limit,
      isReadable(within: burstPause),
      let more = readChunk(), !more.isEmpty
    {
      bytes = more
      position = 0
      end = endOfText()
      text += bytes[..<end]
      position = end
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Where the printable ASCII characters that are there end.
  private func endOfText() -> Int {
    bytes[position...].firstIndex { $0 < 0x20 || $0 >= 0x7F } ?? bytes.count
  }

  private func isReadable(within milliseconds: Int32) -> Bool {
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, milliseconds) > 0
  }

  /// What is there to be read; empty at the end, nil after a signal.
  private func readChunk() -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : [] }
    return Array(chunk[..<count])
  }

  enum ByteEvent {
    case byte(UInt8)
    case signal
    case end
  }

  mutating func nextByte() -> ByteEvent {
    if position < bytes.count {
      position += 1
      return .byte(bytes[position - 1])
    }
    // A signal between two calls interrupts none of them: its descriptor is waited for as well.
    var waited = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Interrupts.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    if poll(&waited, 2, -1) < 0 { return errno == EINTR ? .signal : .end }
    if waited[1].revents != 0 { return .signal }
    guard let chunk = readChunk() else { return .signal }
    guard let first = chunk.first else { return .end }
    bytes = chunk
    position = 1
    return .byte(first)
  }

  /// How many bytes a character takes that begins so; 0 for what begins none.
  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  }
}
