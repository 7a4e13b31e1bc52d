import Bytes

extension CivilTime {
  /// Milliseconds since 1970 of `2026-03-31`, `2026-03-31T23:59`, `2026-03-31 23:59:59.123Z` or `…+02:00`; nil for anything
  /// else. Without an offset it is UTC.
  static func milliseconds(iso text: ByteSlice) -> Int64? {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2),
      reader.skip("-"), let day = reader.digits(2), (1...12).contains(month),
      (1...daysIn(month: month, of: year)).contains(day)
    else { return nil }
    var total = days(year: year, month: month, day: day) * 86_400_000
    if reader.isAtEnd { return Int64(total) }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.digits(2),
      reader.skip(":"), let minute = reader.digits(2), hour < 24, minute < 60
    else { return nil }
    total += hour * 3_600_000 + minute * 60_000
    if reader.skip(":") {
      guard let second = reader.digits(2), second < 61 else { return nil }
      total += second * 1000
      if reader.skip(".") {
        guard let fraction = reader.milliseconds() else { return nil }
        total += fraction
      }
    }
    guard let offset = reader.offset(), reader.isAtEnd else { return nil }
    return Int64(total - offset)
  }

  private static func daysIn(month: Int, of year: Int) -> Int {
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    return days(year: next.0, month: next.1, day: 1) - days(year: year, month: month, day: 1)
  }
}

private struct DigitReader {
  private let text: ByteSlice
  private var position = 0

  init(_ text: ByteSlice) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  mutating func skip(_ byte: UnicodeScalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Exactly so many digits.
  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= text.count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard text[index] &- 48 < 10 else { return nil }
      value = value * 10 + Int(text[index] - 48)
    }
    position += count
    return value
  }

  /// The digits of a fraction of a second, cut to milliseconds.
  mutating func milliseconds() -> Int? {
    var value = 0
    var scale = 100
    let start = position
    while position < text.count, text[position] &- 48 < 10 {
      value += Int(text[position] - 48) * scale
      scale /= 10
      position += 1
    }
    return position > start ? value : nil
  }

  /// `Z`, `+02:00`, `-0530` or nothing, in milliseconds.
  mutating func offset() -> Int? {
    if isAtEnd || skip("Z") || skip("z") { return 0 }
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = digits(2) else { return nil }
    _ = skip(":")
    let minutes = isAtEnd ? 0 : digits(2)
    guard let minutes, hours < 24, minutes < 60 else { return nil }
    let offset = (hours * 60 + minutes) * 60_000
    return isNegative ? -offset : offset
  }
}
