import Bytes

extension CivilTime {
  /// The letters that may follow `%` in a pattern, as in strftime.
  static let directives = "YmdHMSLjuVGyFTsz%"

  /// The first directive of a pattern that is not known, for the checker.
  static func unknownDirective(in pattern: [UInt8]) -> String? {
    var index = 0
    while index < pattern.count {
      if pattern[index] == UInt8(ascii: "%") {
        index += 1
        guard index < pattern.count else { return "%" }
        if !directives.utf8.contains(pattern[index]) {
          return "%" + String(UnicodeScalar(pattern[index]))
        }
      }
      index += 1
    }
    return nil
  }

  /// The time by a strftime pattern, in the scope's scratch memory.
  func formatted(_ pattern: ByteSlice, in scope: Scope) -> Value {
    let start = scope.assembly.count
    defer { scope.assembly.truncate(to: start) }
    var index = 0
    while index < pattern.count {
      if pattern[index] == UInt8(ascii: "%"), index + 1 < pattern.count {
        index += 1
        append(pattern[index], to: &scope.assembly)
      } else {
        scope.assembly.append(pattern[index])
      }
      index += 1
    }
    return .text(scope.scratch.copy(scope.assembly.slice(start..<scope.assembly.count)))
  }

  private func append(_ directive: UInt8, to buffer: inout ByteBuffer) {
    switch UnicodeScalar(directive) {
    case "Y": buffer.append(padded: year, to: 4)
    case "m": buffer.append(padded: month, to: 2)
    case "d": buffer.append(padded: day, to: 2)
    case "H": buffer.append(padded: hour, to: 2)
    case "M": buffer.append(padded: minute, to: 2)
    case "S": buffer.append(padded: second, to: 2)
    case "L": buffer.append(padded: millisecond, to: 3)
    case "j": buffer.append(padded: dayOfYear, to: 3)
    case "u": buffer.append(decimal: weekday)
    case "V": buffer.append(padded: isoWeek.week, to: 2)
    case "G": buffer.append(padded: isoWeek.year, to: 4)
    case "y": buffer.append(padded: ((year % 100) + 100) % 100, to: 2)
    case "F":
      append(UInt8(ascii: "Y"), to: &buffer)
      buffer.append(UInt8(ascii: "-"))
      append(UInt8(ascii: "m"), to: &buffer)
      buffer.append(UInt8(ascii: "-"))
      append(UInt8(ascii: "d"), to: &buffer)
    case "T":
      append(UInt8(ascii: "H"), to: &buffer)
      buffer.append(UInt8(ascii: ":"))
      append(UInt8(ascii: "M"), to: &buffer)
      buffer.append(UInt8(ascii: ":"))
      append(UInt8(ascii: "S"), to: &buffer)
    case "s": buffer.append(decimal: days * 86_400 + hour * 3600 + minute * 60 + second)
    case "z": buffer.append("+0000" as StaticString)
    default: buffer.append(directive)
    }
  }
}

extension ByteBuffer {
  fileprivate mutating func append(padded value: Int, to width: Int) {
    let missing = width - decimalDigits(value.magnitude)
    if value >= 0, missing > 0 { for _ in 0..<missing { append(UInt8(ascii: "0")) } }
    append(decimal: value)
  }
}
