/// Numbers as people and JSON write them, read from bytes.
///
/// Strict: no blanks, no leading `+`, no hexadecimal, no `inf` or `nan`, and never the user's
/// locale.
package enum DecimalText {
  /// An optional `-` and digits; nil when there is anything else, or the number does not fit.
  package static func int64(_ text: ByteSlice) -> Int64? {
    var position = 0
    let isNegative = text.count > 0 && text[0] == minus
    if isNegative { position = 1 }
    guard position < text.count else { return nil }
    if text.count - position <= 18 { return short(text, from: position, isNegative: isNegative) }
    // Downwards, because Int64.min has no positive counterpart.
    var value: Int64 = 0
    while position < text.count {
      let digit = text.base[position] &- zero
      guard digit < 10 else { return nil }
      let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (next, overflowedToo) = tens.subtractingReportingOverflow(Int64(digit))
      if overflowed || overflowedToo { return nil }
      value = next
      position += 1
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// The same for so few digits that no sum of them overflows: nearly every number there is.
  private static func short(_ text: ByteSlice, from start: Int, isNegative: Bool) -> Int64? {
    var value: Int64 = 0
    for position in start..<text.count {
      let digit = text.base[position] &- zero
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return isNegative ? 0 &- value : value
  }

  /// Whether the text is what a 64-bit number would be written as: no leading zero, no `-0`, at most 18 digits.
  package static func isShortestInteger(_ text: ByteSlice) -> Bool {
    let isNegative = text.count > 0 && text.base[0] == minus
    let start = isNegative ? 1 : 0
    guard start < text.count, text.count <= 18 else { return false }
    if text.base[start] == zero { return text.count == 1 }
    return areDigits(text.base + start, text.count - start)
  }

  /// Whether so many bytes are digits; eight at a time.
  private static func areDigits(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count < 8 {
      return WordScan.areDigits(
        WordScan.load(base, count: count) | WordScan.filler(zero, from: count))
    }
    let last = count - 8
    var position = 0
    // The last word overlaps the one before it.
    while position < last {
      guard WordScan.areDigits(WordScan.load(base + position)) else { return false }
      position += 8
    }
    return WordScan.areDigits(WordScan.load(base + last))
  }

  /// Whether the text is a number by the grammar of RFC 8259, of whatever size.
  package static func isJSONNumber(_ text: ByteSlice) -> Bool {
    if let isNumber = isPlainNumber(text) { return isNumber }
    guard let number = parse(text) else { return false }
    return !number.hasLeadingZero
  }

  /// The verdict on digits with at most one point among them; nil where there is anything else.
  private static func isPlainNumber(_ text: ByteSlice) -> Bool? {
    guard text.count >= 2, text.base[0] &- zero < 10, text.base[text.count - 1] &- zero < 10
    else { return nil }
    if text.base[0] == zero, text.base[1] != point { return nil }
    if text.count < 8 {
      var word = WordScan.load(text.base, count: text.count)
      word |= WordScan.filler(zero, from: text.count)
      let points = WordScan.zeroBytes(word ^ 0x0101_0101_0101_0101 &* UInt64(point))
      // One point becomes a digit, and then all are. A second mark, true or not, is looked at byte by byte.
      if points & (points &- 1) == 0 {
        return WordScan.areDigits(word ^ (points >> 7) &* UInt64(point ^ zero)) ? true : nil
      }
    }
    var points = 0
    for index in 1..<text.count where text.base[index] &- zero >= 10 {
      guard text.base[index] == point else { return nil }
      points += 1
    }
    return points <= 1
  }

  /// A JSON number, where leading zeros are allowed too (`007.5`); nil when it is none, or when it
  /// is too large to be finite.
  package static func double(_ text: ByteSlice) -> Double? {
    guard let number = parse(text) else { return nil }
    if let exact = number.exactValue { return exact }
    guard let value = convert(text), value.isFinite else { return nil }
    return value
  }

  /// The shape of a number: up to 19 digits of it, and where its point is.
  private struct Number {
    var isNegative = false
    var hasLeadingZero = false
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0

    /// Both factors are exact and so is their product or quotient, rounded once (Clinger's fast
    /// path); nil where that does not hold.
    var exactValue: Double? {
      guard digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
      let magnitude =
        exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
      return isNegative ? -magnitude : magnitude
    }
  }

  private static func parse(_ text: ByteSlice) -> Number? {
    var number = Number()
    var position = 0
    let end = text.count
    func peek() -> UInt8 { position < end ? text.base[position] : 0 }

    func takeDigits() -> Int {
      let start = position
      while position < end {
        let digit = text.base[position] &- zero
        guard digit < 10 else { break }
        // Zeros before the first other digit say nothing.
        if number.digits > 0 || digit > 0 { number.digits += 1 }
        if number.digits <= 19 { number.mantissa = number.mantissa &* 10 &+ UInt64(digit) }
        position += 1
      }
      return position - start
    }

    if peek() == minus {
      number.isNegative = true
      position += 1
    }
    let startsWithZero = peek() == zero
    let whole = takeDigits()
    if whole == 0 { return nil }
    number.hasLeadingZero = startsWithZero && whole > 1
    if peek() == point {
      position += 1
      let fraction = takeDigits()
      if fraction == 0 { return nil }
      number.exponent = -fraction
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      position += 1
      let isNegative = peek() == minus
      if isNegative || peek() == UInt8(ascii: "+") { position += 1 }
      let start = position
      var exponent = 0
      while position < end {
        let digit = text.base[position] &- zero
        guard digit < 10 else { break }
        // Beyond this every number is 0 or infinite; the conversion says which.
        if exponent < 100_000 { exponent = exponent * 10 + Int(digit) }
        position += 1
      }
      if position == start { return nil }
      number.exponent += isNegative ? -exponent : exponent
    }
    return position == end ? number : nil
  }

  /// The standard library's conversion: correctly rounded, and never the user's locale, which line
  /// editing sets and whose point may be a comma. The one way that may allocate, for what has too
  /// many digits for the exact one.
  private static func convert(_ text: ByteSlice) -> Double? {
    Double(String(decoding: text.buffer, as: UTF8.self))
  }

  private static let zero = UInt8(ascii: "0")
  private static let minus = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")
}

/// The powers of ten that a Double holds exactly.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

extension ByteBuffer {
  /// The shortest decimal text that reads back as the same number; `1.0` is written `1`. Infinity
  /// and NaN have none: nothing is appended and the answer is false.
  @discardableResult
  package mutating func append(double value: Double) -> Bool {
    guard value.isFinite else { return false }
    // Every whole number below 2^53 is its own shortest text. Zero may be negative.
    if value.magnitude < 9_007_199_254_740_992, value != 0, value == value.rounded(.towardZero) {
      append(decimal: Int(value))
      return true
    }
    let text = value.description
    append(text: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    return true
  }
}
