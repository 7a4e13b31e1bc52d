import SourceText

/// Splits Lua into tokens. It never fails: what Lua's own parser refuses comes out as something, and the parser says why.
struct LuaLexer {
  private let bytes: [UInt8]
  private var position: Int

  /// - Parameter start: behind a `#!` line, which is not Lua.
  private init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    position = start
  }

  static func tokens(_ bytes: [UInt8], from start: Int = 0) -> [LuaToken] {
    var lexer = LuaLexer(bytes, from: start)
    var tokens: [LuaToken] = []
    tokens.reserveCapacity(bytes.count / 5)
    while let token = lexer.next() { tokens.append(token) }
    return tokens
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func next() -> LuaToken? {
    while let byte = peek(), byte == UInt8(ascii: " ") || (9...13).contains(byte) { position += 1 }
    guard let byte = peek() else { return nil }
    let start = position
    let kind: LuaToken.Kind
    switch byte {
    case UInt8(ascii: "-") where peek(1) == byte:
      skipComment()
      kind = .comment
    case UInt8(ascii: "\""), UInt8(ascii: "'"): kind = .string(quoted(byte))
    case UInt8(ascii: "[") where longBracketLevel() != nil:
      kind = .string(long(level: longBracketLevel() ?? 0))
    case UInt8(ascii: ".") where peek(1) == byte && peek(2) != byte:
      position += 2
      kind = .concatenation
    case _ where Self.isDigit(byte):
      while let byte = peek(), Self.isWord(byte) || byte == UInt8(ascii: ".") && peek(1) != byte {
        position += 1
      }
      kind = .number
    case _ where Self.isWord(byte):
      while let byte = peek(), Self.isWord(byte) { position += 1 }
      kind = .name(String(decoding: bytes[start..<position], as: UTF8.self))
    default:
      position += 1
      kind = .symbol(byte)
    }
    return LuaToken(kind: kind, span: Span(start, position))
  }

  private mutating func skipComment() {
    position += 2
    if peek() == UInt8(ascii: "["), let level = longBracketLevel() {
      _ = long(level: level)
      return
    }
    while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      position += 1
    }
  }

  /// The number of `=` when a long bracket opens here.
  private func longBracketLevel() -> Int? {
    var level = 0
    while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
    return peek(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func long(level: Int) -> [UInt8] {
    position += level + 2
    let start = position
    let close =
      [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level)
      + [UInt8(ascii: "]")]
    while position < bytes.count {
      if bytes[position] == close[0], bytes[position...].starts(with: close) {
        defer { position += close.count }
        return Array(bytes[start..<position])
      }
      position += 1
    }
    return Array(bytes[start...])
  }

  private mutating func quoted(_ quote: UInt8) -> [UInt8]? {
    position += 1
    let start = position
    var isPlain = true
    while let byte = peek(), byte != quote, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        position += 1
      }
      position += 1
    }
    position = min(position, bytes.count)
    defer { if peek() == quote { position += 1 } }
    return isPlain ? Array(bytes[start..<position]) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }
}
