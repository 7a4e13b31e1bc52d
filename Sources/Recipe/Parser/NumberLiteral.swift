/// Reads a number with its unit, exactly: `100k`, `1h30m`, `2KiB`, `15k/s`, `20%`.
enum NumberLiteral {
  struct Failure: Error {
    let problem: ParserProblem
  }

  /// A decimal number as its digits and how many of them follow the point.
  private struct Decimal {
    var digits: Int64 = 0
    var scale = 0

    var real: Double { Double(digits) / power(scale) }

    /// The whole number that this makes of `factor`, or nil when it is none.
    func times(_ factor: Int64) -> Int64? {
      let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      var divisor: Int64 = 1
      for _ in 0..<scale { divisor *= 10 }
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
      return rest == 0 ? quotient : nil
    }

    private func power(_ exponent: Int) -> Double {
      (0..<exponent).reduce(1.0) { value, _ in value * 10 }
    }
  }

  static func read(_ bytes: ArraySlice<UInt8>) -> Result<Literal, Failure> {
    var rest = bytes
    do throws(Failure) {
      return .success(try read(&rest, bytes))
    } catch {
      return .failure(error)
    }
  }

  private static func read(
    _ rest: inout ArraySlice<UInt8>, _ whole: ArraySlice<UInt8>
  ) throws(Failure) -> Literal {
    let decimal = try decimal(&rest)
    guard let next = rest.first else { return try number(decimal, 1) }
    if next == UInt8(ascii: "%") { return .percent(decimal.real / 100) }
    if next == UInt8(ascii: "/") {
      return try rate(decimal.real, ofBytes: false, rest, whole)
    }
    let unit = try unit(&rest, whole)
    switch unit.kind {
    case .duration, .microseconds:
      return try duration(decimal, unit, &rest, whole)
    case .multiplier, .size:
      let isSize = unit.kind == .size
      if rest.first == UInt8(ascii: "/") {
        return try rate(decimal.real * Double(unit.factor), ofBytes: isSize, rest, whole)
      }
      guard rest.isEmpty else { throw trailing(rest, whole) }
      if !isSize { return try number(decimal, unit.factor) }
      guard let size = decimal.times(unit.factor) else {
        throw Failure(problem: .numberOutOfRange("no whole number of bytes"))
      }
      return .size(size)
    }
  }

  private static func number(_ decimal: Decimal, _ factor: Int64) throws(Failure) -> Literal {
    if let whole = decimal.times(factor) { return .integer(whole) }
    if decimal.scale == 0 { throw Failure(problem: .numberOutOfRange("too large")) }
    return .real(decimal.real * Double(factor))
  }

  /// `1h30m`: units as they come, added up; `1ms500us` and `0.5ms` are no whole milliseconds.
  private static func duration(
    _ first: Decimal, _ unit: UnitRule, _ rest: inout ArraySlice<UInt8>,
    _ whole: ArraySlice<UInt8>
  ) throws(Failure) -> Literal {
    var milliseconds: Int64 = 0
    var microseconds: Int64 = 0
    var part = (first, unit)
    while true {
      if part.1.kind == .duration, let amount = part.0.times(part.1.factor) {
        milliseconds = try sum(milliseconds, amount)
      } else {
        let factor = part.1.kind == .microseconds ? 1 : part.1.factor * 1000
        guard let amount = part.0.times(factor) else {
          throw Failure(problem: .numberOutOfRange("no whole number of microseconds"))
        }
        microseconds = try sum(microseconds, amount)
      }
      guard let next = rest.first else { return try duration(milliseconds, microseconds) }
      guard CharacterClass.isDigit(next) else { throw trailing(rest, whole) }
      part.0 = try decimal(&rest)
      part.1 = try self.unit(&rest, whole)
      guard part.1.kind == .duration || part.1.kind == .microseconds else {
        throw trailing(rest, whole)
      }
    }
  }

  private static func duration(
    _ milliseconds: Int64, _ microseconds: Int64
  ) throws(Failure) -> Literal {
    if microseconds % 1000 == 0 {
      return .duration(try sum(milliseconds, microseconds / 1000))
    }
    let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
    if overflow { throw Failure(problem: .numberOutOfRange("too large")) }
    return .latency(try sum(product, microseconds))
  }

  private static func sum(_ left: Int64, _ right: Int64) throws(Failure) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow { throw Failure(problem: .numberOutOfRange("too large")) }
    return sum
  }

  private static func rate(
    _ value: Double, ofBytes: Bool, _ rest: ArraySlice<UInt8>, _ whole: ArraySlice<UInt8>
  ) throws(Failure) -> Literal {
    let period = rest.dropFirst()
    let number = String(decoding: whole[..<rest.startIndex], as: UTF8.self)
    guard period.count == 1, let unit = Vocabulary.unit(WordKey(period)), unit.kind == .duration,
      unit.factor <= 3_600_000
    else {
      let text = String(decoding: rest, as: UTF8.self)
      throw Failure(problem: .unknownUnit(number: number, unit: text, suggestion: "/s"))
    }
    return .rate(value / (Double(unit.factor) / 1_000), ofBytes: ofBytes)
  }

  /// Digits, with `_` between them, and a fraction.
  private static func decimal(_ rest: inout ArraySlice<UInt8>) throws(Failure) -> Decimal {
    var decimal = Decimal()
    var isFraction = false
    while let byte = rest.first {
      if CharacterClass.isDigit(byte) {
        let (tens, overflow) = decimal.digits.multipliedReportingOverflow(by: 10)
        let (sum, second) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        if overflow || second || decimal.scale == 17 {
          throw Failure(problem: .numberOutOfRange("more digits than can be kept"))
        }
        decimal.digits = sum
        if isFraction { decimal.scale += 1 }
      } else if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if byte != UInt8(ascii: "_") {
        break
      }
      rest.removeFirst()
    }
    return decimal
  }

  private static func unit(
    _ rest: inout ArraySlice<UInt8>, _ whole: ArraySlice<UInt8>
  ) throws(Failure) -> UnitRule {
    let word = rest.prefix { CharacterClass.isLetter($0) || $0 >= 0x80 }
    if let unit = Vocabulary.unit(WordKey(word)) {
      rest = rest.dropFirst(word.count)
      return unit
    }
    throw trailing(rest, whole)
  }

  private static func trailing(_ rest: ArraySlice<UInt8>, _ whole: ArraySlice<UInt8>) -> Failure {
    let unit = String(decoding: rest, as: UTF8.self)
    return Failure(
      problem: .unknownUnit(
        number: String(decoding: whole[..<rest.startIndex], as: UTF8.self), unit: unit,
        suggestion: Vocabulary.unitAliases.first { $0.alias == unit }?.word))
  }
}
