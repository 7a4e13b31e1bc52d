import Bytes

/// A raw Redis command as redis-cli would read it: words, "double quotes" with escapes, 'single quotes' without; and what of it
/// goes to a shell: `keys * | head`.
struct RawCommandLine: Equatable {
  enum Problem: Error, Equatable {
    case unclosedQuote(at: Int)
    /// `"a"b`: a blank is missing.
    case textAfterQuote(at: Int)
    case emptyPipe

    var message: String {
      switch self {
      case .unclosedQuote(let place): "the quote at column \(place + 1) is not closed"
      case .textAfterQuote(let place): "a blank is missing after the quote at column \(place + 1)"
      case .emptyPipe: "`|` wants a shell command after it"
      }
    }
  }

  let arguments: [[UInt8]]
  /// The shell command that gets the result.
  let pipe: String?

  init(_ line: String) throws(Problem) {
    var reader = Reader(Array(line.utf8))
    var arguments: [[UInt8]] = []
    var pipe: String?
    while let start = reader.nextWord() {
      if reader.takeBar() {
        let shell = String(decoding: reader.rest, as: UTF8.self).drop { $0 == " " }
        guard !shell.isEmpty else { throw .emptyPipe }
        pipe = String(shell)
        break
      }
      arguments.append(try reader.word(from: start))
    }
    self.arguments = arguments
    self.pipe = pipe
  }

  /// The command's name in capitals; empty when there is none.
  var name: String {
    arguments.first.map { String(decoding: $0, as: UTF8.self).uppercased() } ?? ""
  }
}

/// Walks over the bytes of a line. The quoting is that of `sdssplitargs`.
private struct Reader {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var rest: ArraySlice<UInt8> { bytes[position...] }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  var isAtBlank: Bool { position == bytes.count || Self.isBlank(bytes[position]) }

  /// Where the next word begins; nil at the end.
  mutating func nextWord() -> Int? {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    return position < bytes.count ? position : nil
  }

  /// Whether a bar stands here by itself; moves over it.
  mutating func takeBar() -> Bool {
    guard bytes[position] == UInt8(ascii: "|"),
      position + 1 == bytes.count || Self.isBlank(bytes[position + 1])
    else { return false }
    position += 1
    return true
  }

  mutating func word(from start: Int) throws(RawCommandLine.Problem) -> [UInt8] {
    var word: [UInt8] = []
    while !isAtBlank {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        word += try quoted(byte)
        guard isAtBlank else { throw .textAfterQuote(at: position) }
      } else {
        word.append(byte)
        position += 1
      }
    }
    return word
  }

  private mutating func quoted(_ quote: UInt8) throws(RawCommandLine.Problem) -> [UInt8] {
    let start = position
    var word: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        return word
      }
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        if quote == UInt8(ascii: "\"") {
          word.append(escape())
          continue
        }
        if bytes[position + 1] == quote { position += 1 }
      }
      word.append(bytes[position])
      position += 1
    }
    throw .unclosedQuote(at: start)
  }

  /// The byte that a backslash and what follows it stand for.
  private mutating func escape() -> UInt8 {
    let letter = bytes[position + 1]
    if letter == UInt8(ascii: "x"), position + 3 < bytes.count,
      let value = UInt8(
        String(decoding: bytes[position + 2...position + 3], as: UTF8.self), radix: 16),
      bytes[position + 2] != UInt8(ascii: "+")
    {
      position += 4
      return value
    }
    position += 2
    return switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "a"): 0x07
    default: letter
    }
  }
}
