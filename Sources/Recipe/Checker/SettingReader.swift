import Bytes

/// Reads the value of `--set K=V` as the type that the parameter has in the recipe: text verbatim, a list by its commas.
enum SettingReader {
  static func read(_ text: String, as built: Built) -> Built? {
    switch built {
    case .scalar(let typed):
      return scalar(text, as: typed.type).map { .scalar($0) }
    case .list(_, let element):
      let items = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
      let elements = items.compactMap { scalar(String($0), as: element) }
      return elements.count == items.count ? .list(elements, of: element) : nil
    case .range(_, _, let bound):
      guard let dots = text.firstRange(of: "..") else { return nil }
      guard let lower = scalar(String(text[..<dots.lowerBound]), as: bound),
        let upper = scalar(String(text[dots.upperBound...]), as: bound)
      else { return nil }
      return .range(lower, upper, of: bound)
    }
  }

  private static func scalar(_ text: String, as type: ValueType) -> TypedFormula? {
    switch type {
    case .text, .json, .unknown:
      return TypedFormula(
        .constant(Constant(text: Array(text.utf8))), type == .unknown ? .text : type)
    case .boolean:
      let truths = ["true": true, "on": true, "false": false, "off": false]
      return truths[text].map { TypedFormula(.constant(Constant(.boolean($0))), .boolean) }
    case .number, .duration, .size, .rate, .percent:
      return value(text, type).map { TypedFormula(.constant(Constant($0)), type) }
    case .time, .list, .range:
      return nil
    }
  }

  private static func value(_ text: String, _ type: ValueType) -> Value? {
    if text == "never", type == .duration { return .never }
    if text.hasPrefix("-") {
      guard let positive = value(String(text.dropFirst()), type)?.quantity else { return nil }
      return BinaryOperator.multiply.apply(positive.magnitude, .integer(-1))
        .flatMap { Value(Quantity(unit: positive.unit, magnitude: $0)) }
    }
    if type == .rate { return rate(text) }
    if type == .percent {
      guard text.hasSuffix("%"), let number = Double(text.dropLast()) else { return nil }
      return .percent(number / 100)
    }
    return parts(text).flatMap { total($0, as: type) }
  }

  /// `15k/s`, `300/m`.
  private static func rate(_ text: String) -> Value? {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    let seconds: [Substring: Double] = ["s": 1, "m": 60, "h": 3600]
    guard halves.count == 2, let per = seconds[halves[1]], let pieces = parts(String(halves[0])),
      let amount = (total(pieces, as: .number) ?? total(pieces, as: .size))?.quantity
    else { return nil }
    return .rate(amount.magnitude.real / per)
  }

  /// `1h30m` is [(1, h), (30, m)].
  private static func parts(_ text: String) -> [(number: Magnitude, unit: String)]? {
    var parts: [(Magnitude, String)] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      let plain = digits.filter { $0 != "_" }
      if let whole = Int64(plain) {
        parts.append((.integer(whole), String(unit)))
      } else if let real = Double(plain) {
        parts.append((.real(real), String(unit)))
      } else {
        return nil
      }
    }
    return parts.isEmpty ? nil : parts
  }

  private static func total(_ parts: [(number: Magnitude, unit: String)], as type: ValueType)
    -> Value?
  {
    var sum = Magnitude.integer(0)
    for part in parts {
      var factor: Int64 = 1
      if !part.unit.isEmpty {
        guard let rule = Vocabulary.unit(WordKey(part.unit)) else { return nil }
        if rule.kind == .microseconds, type == .duration {
          guard let next = BinaryOperator.add.apply(sum, .real(part.number.real / 1000)) else {
            return nil
          }
          sum = next
          continue
        }
        guard rule.kind == type.unitKind else { return nil }
        factor = rule.factor
      } else if type != .number {
        return nil
      }
      guard parts.count == 1 || type == .duration,
        let product = BinaryOperator.multiply.apply(part.number, .integer(factor)),
        let next = BinaryOperator.add.apply(sum, product)
      else { return nil }
      sum = next
    }
    if type == .duration, sum.real != sum.real.rounded() { return .latency(sum.real) }
    return type.unit.flatMap { Value(Quantity(unit: $0, magnitude: sum)) }
  }

  /// A value as it would be written after `--set`.
  static func text(of built: Built) -> String {
    switch built {
    case .scalar(let typed): text(of: typed.formula.constantValue?.value ?? .null)
    case .list(let elements, _):
      elements.map { text(of: $0.formula.constantValue?.value ?? .null) }.joined(separator: ",")
    case .range(let lower, let upper, _): text(of: .scalar(lower)) + ".." + text(of: .scalar(upper))
    }
  }

  static func text(of value: Value) -> String {
    switch value {
    case .never: "never"
    case .duration(let milliseconds): durationText(milliseconds)
    case .latency(let milliseconds): plain(milliseconds) + "ms"
    case .size(let bytes): "\(bytes)B"
    case .rate(let perSecond): plain(perSecond) + "/s"
    case .percent(let fraction): plain(fraction * 100) + "%"
    case .time(let milliseconds): String(milliseconds)
    default: value.text.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
  }

  private static func plain(_ number: Double) -> String {
    Value.real(number).text.map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  /// The largest units first: 5400000 is `1h30m`.
  static func durationText(_ milliseconds: Int64) -> String {
    if milliseconds == 0 { return "0s" }
    if milliseconds < 0 { return "-" + durationText(-milliseconds) }
    var rest = milliseconds
    var text = ""
    for (unit, factor) in [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
      as [(String, Int64)]
    {
      if rest >= factor { text += "\(rest / factor)\(unit)" }
      rest %= factor
    }
    return text
  }
}

extension ValueType {
  fileprivate var unitKind: UnitRule.Kind? {
    switch self {
    case .number: .multiplier
    case .duration: .duration
    case .size: .size
    default: nil
    }
  }
}
