import Bytes

/// A JSON document laid out for reading: a member a line, two blanks a level. Numbers and strings stay as they are, but for what
/// could mislead a reader, which becomes `\u202e`: what is shown is the same document.
package enum JSONLayout {
  /// The lines; nil for what is no JSON object or array, which is shown as it is.
  package static func lines(_ bytes: [UInt8]) -> [String]? {
    guard let first = bytes.first(where: { !JSONReader.isBlank($0) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    var reader = JSONReader(bytes)
    guard bytes.withUnsafeBytes({ UTF8Validation.isValid(ByteSlice($0)) }),
      reader.value(depth: 0), reader.isAtEnd
    else { return nil }
    reader.endLine()
    return reader.lines
  }
}

/// Walks over a document and writes its lines. What is malformed ends it: there is nothing to repair.
private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var lines: [String] = []
  private var line: [UInt8] = []
  private var depth = 0
  /// Deeper documents are not laid out: nobody would read them, and each level takes stack.
  private static let deepest = 100

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// Moves over the blanks before it.
  var isAtEnd: Bool { bytes[position...].allSatisfy(Self.isBlank) }

  mutating func endLine() {
    lines.append(Self.safe(String(decoding: line, as: UTF8.self)))
    line = Array(repeating: UInt8(ascii: " "), count: 2 * depth)
  }

  private static func safe(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { safe, scalar in
      guard scalar != "\\", Escaping.mustEscape(scalar.value) else {
        safe.unicodeScalars.append(scalar)
        return
      }
      let digits = String(scalar.value, radix: 16)
      safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }

  mutating func value(depth level: Int) -> Bool {
    skipBlanks()
    guard level < Self.deepest, position < bytes.count else { return false }
    switch bytes[position] {
    case UInt8(ascii: "{"): return container(closing: UInt8(ascii: "}"), hasKeys: true, level)
    case UInt8(ascii: "["): return container(closing: UInt8(ascii: "]"), hasKeys: false, level)
    case UInt8(ascii: "\""): return string()
    default: return scalar()
    }
  }

  private mutating func container(closing: UInt8, hasKeys: Bool, _ level: Int) -> Bool {
    take()
    skipBlanks()
    if at(closing) {
      take()
      return true
    }
    depth += 1
    while true {
      endLine()
      if hasKeys {
        skipBlanks()
        guard at(UInt8(ascii: "\"")), string() else { return false }
        skipBlanks()
        guard at(UInt8(ascii: ":")) else { return false }
        take()
        line.append(UInt8(ascii: " "))
      }
      guard value(depth: level + 1) else { return false }
      skipBlanks()
      if at(UInt8(ascii: ",")) {
        take()
        continue
      }
      guard at(closing) else { return false }
      depth -= 1
      endLine()
      take()
      return true
    }
  }

  private mutating func string() -> Bool {
    take()
    while position < bytes.count {
      let byte = bytes[position]
      guard byte >= 0x20 else { return false }
      take()
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") {
        guard position < bytes.count else { return false }
        take()
      }
    }
    return false
  }

  /// A number, or one of the three words.
  private mutating func scalar() -> Bool {
    let start = position
    while position < bytes.count, Self.isScalar(bytes[position]) { take() }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return ["true", "false", "null"].contains(text) || Double(text) != nil
  }

  private static func isScalar(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x45
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private func at(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

  private mutating func take() {
    line.append(bytes[position])
    position += 1
  }

  private mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }
}
