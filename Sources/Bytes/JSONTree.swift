/// A JSON document (RFC 8259) as a tree, for small ones that are read whole: an earlier result, not rows.
///
/// Numbers are doubles, and whole ones exact. Members stand as they were written; of two with one name, the last counts.
package indirect enum JSONTree: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([JSONTree])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONTree
  }

  /// Where the text is no JSON.
  package struct Defect: Error, Equatable, Sendable {
    /// Of the byte at which it went wrong, from 0.
    package let offset: Int
  }

  package init(_ bytes: [UInt8]) throws(Defect) {
    var reader = JSONTreeReader(bytes)
    self = try reader.document()
  }

  package subscript(name: String) -> JSONTree? {
    if case .object(let members) = self { members.last { $0.name == name }?.value } else { nil }
  }

  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var elements: [JSONTree] { if case .array(let elements) = self { elements } else { [] } }
}

private struct JSONTreeReader {
  private let bytes: [UInt8]
  private var position = 0
  private static let deepest = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var defect: JSONTree.Defect { JSONTree.Defect(offset: position) }
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func document() throws(JSONTree.Defect) -> JSONTree {
    let tree = try value(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw defect }
    return tree
  }

  private mutating func value(depth: Int) throws(JSONTree.Defect) -> JSONTree {
    guard depth < Self.deepest else { throw defect }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth))
    case UInt8(ascii: "["): return .array(try elements(depth))
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func members(_ depth: Int) throws(JSONTree.Defect) -> [JSONTree.Member] {
    var members: [JSONTree.Member] = []
    position += 1
    skipBlanks()
    if take("}") { return members }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw defect }
      let name = try text()
      skipBlanks()
      guard take(":") else { throw defect }
      members.append(JSONTree.Member(name: name, value: try value(depth: depth + 1)))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw defect }
    return members
  }

  private mutating func elements(_ depth: Int) throws(JSONTree.Defect) -> [JSONTree] {
    var elements: [JSONTree] = []
    position += 1
    skipBlanks()
    if take("]") { return elements }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(",")
    guard take("]") else { throw defect }
    return elements
  }

  private mutating func number() throws(JSONTree.Defect) -> JSONTree {
    let start = position
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite, text.first != "+", text.first != "." else {
      position = start
      throw defect
    }
    return Int(text).map(JSONTree.integer) ?? .number(number)
  }

  private mutating func text() throws(JSONTree.Defect) -> String {
    var scalars = String.UnicodeScalarView()
    var plain = position + 1
    position += 1
    func flush(_ bytes: ArraySlice<UInt8>) {
      scalars.append(contentsOf: String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        flush(bytes[plain..<position])
        position += 1
        return String(scalars)
      case UInt8(ascii: "\\"):
        flush(bytes[plain..<position])
        position += 1
        scalars.append(try escaped())
        plain = position
      case 0..<0x20: throw defect
      default: position += 1
      }
    }
    throw defect
  }

  private mutating func escaped() throws(JSONTree.Defect) -> Unicode.Scalar {
    guard let byte = next else { throw defect }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
      guard take("\\"), take("u") else { throw defect }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw defect }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    default:
      position -= 1
      throw defect
    }
  }

  private mutating func hexadecimal() throws(JSONTree.Defect) -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw defect }
    position += 4
    return unit
  }

  private mutating func word(
    _ word: String, _ tree: JSONTree
  ) throws(JSONTree.Defect) -> JSONTree {
    guard bytes[position...].starts(with: word.utf8) else { throw defect }
    position += word.utf8.count
    return tree
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character.asciiValue else { return false }
    position += 1
    return true
  }
}
