import Bytes

/// Reads one JSON object (RFC 8259), strictly, and keeps the members that are wanted.
///
/// Owns what it decodes; a value is valid until the next `scan`. Nothing is allocated a line once the buffer has its size.
struct JSONObjectScanner {
  enum MemberValue {
    case absent
    /// A string, without its quotes and with its escapes resolved.
    case text(ByteSlice)
    /// A number, `true`, `false`, an object or an array, as it stood in the line. `null` is absent.
    case literal(ByteSlice)
  }

  private enum Found {
    case nothing
    case null
    /// A range of the line.
    case literal(Range<Int>)
    /// A range of the line without an escape, or of `decoded`.
    case plain(Range<Int>)
    case decoded(Range<Int>)
  }

  private let names: [PinnedBytes]
  private var found: [Found]
  /// The member behind the last one that was found: lines of one source have theirs in one order.
  private var guess = 0
  private var line = ByteSlice.empty
  private var decoded: [UInt8] = []
  private var position = 0

  /// Deeper than this a line is refused: no honest document is.
  private static let maximumDepth = 512

  init(members: [String]) {
    names = members.map { PinnedBytes($0.utf8) }
    found = Array(repeating: .nothing, count: members.count)
  }

  /// Of the line that was scanned last.
  func value(_ member: Int) -> MemberValue {
    switch found[member] {
    case .nothing, .null: .absent
    case .literal(let range): .literal(line[range])
    case .plain(let range): .text(line[range])
    case .decoded(let range):
      decoded.withUnsafeBytes { .text(ByteSlice(UnsafeRawBufferPointer($0))[range]) }
    }
  }

  /// What is wrong with the line, or nil. The line must outlive the values.
  mutating func scan(_ line: ByteSlice) -> JSONDefect? {
    self.line = line
    position = 0
    guess = 0
    decoded.removeAll(keepingCapacity: true)
    // Room for all that can be decoded: the slices handed out must not move.
    decoded.reserveCapacity(line.count)
    for index in found.indices { found[index] = .nothing }
    guard UTF8Validation.isValid(line) else { return .badUTF8 }
    do throws(JSONDefect) {
      try scanObject()
      return nil
    } catch {
      return error
    }
  }

  // MARK: Grammar

  private mutating func scanObject() throws(JSONDefect) {
    skipBlanks()
    guard take(UInt8(ascii: "{")) else { throw .notAnObject }
    skipBlanks()
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipBlanks()
        guard let key = try string() else { throw .syntax }
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw .syntax }
        skipBlanks()
        try member(index(of: key))
        skipBlanks()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw position == line.count ? .cutOff : .syntax }
    }
    skipBlanks()
    if position < line.count { throw .trailing }
  }

  private mutating func member(_ index: Int?) throws(JSONDefect) {
    let start = position
    let value: Found
    if let text = try string() {
      value = text
    } else {
      try skipValue(depth: 1)
      let isNull = line[start] == UInt8(ascii: "n")
      value = isNull ? .null : .literal(start..<position)
    }
    guard let index else { return }
    guard case .nothing = found[index] else { throw .duplicate }
    found[index] = value
  }

  private mutating func index(of key: Found) -> Int? {
    switch key {
    case .plain(let range): index(named: line[range])
    case .decoded(let range):
      decoded.withUnsafeBytes { index(named: ByteSlice(UnsafeRawBufferPointer($0))[range]) }
    case .nothing, .null, .literal: nil
    }
  }

  private mutating func index(named name: ByteSlice) -> Int? {
    if guess < names.count, names[guess].slice == name {
      defer { guess += 1 }
      return guess
    }
    guard let index = names.firstIndex(where: { $0.slice == name }) else { return nil }
    guess = index + 1
    return index
  }

  private mutating func skipValue(depth: Int) throws(JSONDefect) {
    guard depth <= Self.maximumDepth else { throw .tooDeep }
    guard position < line.count else { throw .cutOff }
    switch line[position] {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer(depth: depth)
    case UInt8(ascii: "t"): try skip("true")
    case UInt8(ascii: "f"): try skip("false")
    case UInt8(ascii: "n"): try skip("null")
    default: try skipNumber()
    }
  }

  private mutating func skipContainer(depth: Int) throws(JSONDefect) {
    let isObject = line[position] == UInt8(ascii: "{")
    let close = UInt8(ascii: isObject ? "}" : "]")
    position += 1
    skipBlanks()
    if take(close) { return }
    repeat {
      skipBlanks()
      if isObject {
        guard try string() != nil else { throw position == line.count ? .cutOff : .syntax }
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw position == line.count ? .cutOff : .syntax }
        skipBlanks()
      }
      try skipValue(depth: depth + 1)
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(close) else { throw position == line.count ? .cutOff : .syntax }
  }

  private mutating func skip(_ word: StaticString) throws(JSONDefect) {
    let count = word.utf8CodeUnitCount
    guard line.count - position >= count else { throw .cutOff }
    for offset in 0..<count where line[position + offset] != word.utf8Start[offset] {
      throw .syntax
    }
    position += count
  }

  private mutating func skipNumber() throws(JSONDefect) {
    let start = position
    while position < line.count {
      switch line[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        position += 1
        continue
      default: break
      }
      break
    }
    guard DecimalText.isJSONNumber(line[start..<position]) else { throw .syntax }
  }

  // MARK: Strings

  /// The string that begins here, or nil when none does.
  private mutating func string() throws(JSONDefect) -> Found? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < line.count {
      let byte = line[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return .plain(start..<position - 1)
      }
      if byte == UInt8(ascii: "\\") { return try decode(from: start) }
      guard byte >= 0x20 else { throw .controlCharacter }
      position += 1
    }
    throw .cutOff
  }

  private mutating func decode(from start: Int) throws(JSONDefect) -> Found {
    let target = decoded.count
    decoded.append(contentsOf: line[start..<position].buffer)
    while position < line.count {
      let byte = line[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return .decoded(target..<decoded.count)
      case UInt8(ascii: "\\"): try appendEscape()
      case 0..<0x20: throw .controlCharacter
      default: decoded.append(byte)
      }
    }
    throw .cutOff
  }

  private mutating func appendEscape() throws(JSONDefect) {
    guard position < line.count else { throw .cutOff }
    let byte = line[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): try appendScalar()
    default: throw .syntax
    }
  }

  /// `\uXXXX`, or two of them that are a surrogate pair.
  private mutating func appendScalar() throws(JSONDefect) {
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code) {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw .loneSurrogate }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw .loneSurrogate }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw .loneSurrogate }
    decoded.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private mutating func hexadecimal() throws(JSONDefect) -> UInt32 {
    guard line.count - position >= 4 else { throw .cutOff }
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch line[position] {
      case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"):
        digit = byte - UInt8(ascii: "0")
      case let byte where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"):
        digit = byte | 0x20 - UInt8(ascii: "a") + 10
      default: throw .syntax
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func skipBlanks() {
    while position < line.count, line[position] == 0x20 || line[position] == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < line.count, line[position] == byte else { return false }
    position += 1
    return true
  }
}

/// What is wrong with a line of JSON.
@usableFromInline package enum JSONDefect: UInt8, Error, BitwiseCopyable, Sendable, Hashable {
  case notAnObject, cutOff, syntax, trailing, badUTF8, controlCharacter, loneSurrogate, tooDeep
  case duplicate

  package var reason: String {
    switch self {
    case .notAnObject: "the line is not a JSON object"
    case .cutOff: "the JSON object is cut off"
    case .syntax: "the line is not valid JSON"
    case .trailing: "something follows the JSON object"
    case .badUTF8: "the line is not valid UTF-8"
    case .controlCharacter: "a control character stands unescaped in a string"
    case .loneSurrogate: "a \\u escape is half of a surrogate pair"
    case .tooDeep: "the object is nested more than 512 deep"
    case .duplicate: "a member that is read stands there twice"
    }
  }
}
