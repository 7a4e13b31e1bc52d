import Platform

/// The keys of a terminal as characters: bytes, decoded from UTF-8, in front of which others can be put. The prompt's thread.
///
/// libedit would read for itself, but then a paste could not be told from typing, and a signal could not end the line.
struct TerminalInput {
  enum Event {
    case character(UInt32)
    /// A signal arrived; `Interrupts` knows which. None of its own when the window has a new size.
    case signal
    /// The terminal has gone, or Ctrl-D in the line mode of a dumb terminal.
    case end
  }

  let descriptor: Int32
  private var bytes: [UInt8] = []
  private var position = 0
  /// Characters to be taken before those of the terminal.
  private var queued: [UInt32] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Puts characters in front of what was typed.
  mutating func queue(_ text: String) {
    queued += text.unicodeScalars.map(\.value)
  }

  /// Forgets what was typed ahead.
  mutating func discard() {
    queued = []
    bytes = []
    position = 0
  }

  /// The next character; waits for it.
  mutating func next() -> Event {
    if !queued.isEmpty { return .character(queued.removeFirst()) }
    let lead: UInt8
    switch nextByte() {
    case .byte(let byte): lead = byte
    case .signal: return .signal
    case .end: return .end
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
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? .signal : .end }
    if count == 0 { return .end }
    bytes = Array(chunk[..<count])
    position = 1
    return .byte(bytes[0])
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
