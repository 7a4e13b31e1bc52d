import Bytes

extension KeyTemplate {
  /// The SCAN pattern of the family: literal parts glob-escaped, every field `*`.
  package var glob: [UInt8] {
    parts.reduce(into: []) { glob, part in
      switch part {
      case .literal(let bytes):
        glob += bytes.withUnsafeBytes { GlobPattern.escape(ByteSlice($0)) }
      case .field(let field):
        glob += field.isHashTag ? Array("{*}".utf8) : [UInt8(ascii: "*")]
      }
    }
  }

  /// Whether a key is of the family; if so, `fields` holds its fields in order, as slices of the key.
  ///
  /// `fields` must have room for as many slices as the template has fields. Nothing is allocated. What stands in `fields`
  /// after a key that does not fit is unspecified.
  package func match(_ key: ByteSlice, into fields: UnsafeMutableBufferPointer<ByteSlice>) -> Bool {
    var position = 0
    var count = 0
    for index in parts.indices {
      switch parts[index] {
      case .literal(let bytes):
        guard key.has(bytes, at: position) else { return false }
        position += bytes.count
      case .field(let field):
        if field.isHashTag {
          guard position < key.count, key[position] == UInt8(ascii: "{") else { return false }
          position += 1
        }
        guard let end = end(of: field, at: index, in: key, from: position), end > position
        else { return false }
        let value = key[position..<end]
        guard field.accepts(value) else { return false }
        fields[count] = value
        count += 1
        position = field.isHashTag ? end + 1 : end
      }
    }
    return position == key.count
  }

  /// Where a field that begins at `start` ends: at the first occurrence of what follows it, or, for the last field, before
  /// the closing literal at the end of the key.
  private func end(of field: Field, at index: Int, in key: ByteSlice, from start: Int) -> Int? {
    let closing = literal(at: index + 1)
    let closingLength = closing.count + (field.isHashTag ? 1 : 0)
    let isLast = index + (closing.isEmpty ? 1 : 2) == parts.count
    if isLast {
      let end = key.count - closingLength
      return end > start && field.isClosed(by: closing, in: key, at: end) ? end : nil
    }
    var end = start
    while end + closingLength <= key.count {
      if field.isClosed(by: closing, in: key, at: end) { return end }
      end += 1
    }
    return nil
  }

  private func literal(at index: Int) -> [UInt8] {
    guard index < parts.count, case .literal(let bytes) = parts[index] else { return [] }
    return bytes
  }
}

extension KeyTemplate.Field {
  /// A field of a key as a value: an `int` is a number.
  package func value(of slice: ByteSlice) -> Value {
    guard type != .text else { return .text(slice) }
    // A leading zero is part of the key and no part of a number.
    return DecimalText.int64(slice).map { .integer($0) }
      ?? DecimalText.double(slice).map { .real($0) } ?? .text(slice)
  }

  fileprivate func accepts(_ value: ByteSlice) -> Bool {
    switch type {
    case .int: value.buffer.allSatisfy { $0 &- 48 < 10 }
    case .float: DecimalText.double(value) != nil
    case .text, .bool, .json: true
    }
  }

  fileprivate func isClosed(by closing: [UInt8], in key: ByteSlice, at end: Int) -> Bool {
    guard isHashTag else { return key.has(closing, at: end) }
    return end < key.count && key[end] == UInt8(ascii: "}") && key.has(closing, at: end + 1)
  }
}

extension ByteSlice {
  fileprivate func has(_ bytes: [UInt8], at position: Int) -> Bool {
    guard position + bytes.count <= count else { return false }
    for index in bytes.indices where base[position + index] != bytes[index] { return false }
    return true
  }
}
