import Bytes
import Recipe

/// Writes checked formulas the way a person would have: slots by name, durations with their unit. What it writes about one key
/// can be put into a recipe again.
struct FormulaText {
  let slots: [Slot]

  func text(_ formula: Formula) -> String {
    switch formula {
    case .constant(let constant):
      switch constant.value {
      case .duration(let amount): UnitText.duration(amount)
      // To the digit, not as it is read best.
      case .percent(let fraction): "\(UnitText.number((fraction * 1e12).rounded() / 1e10))%"
      default: UnitText.text(constant.value)
      }
    case .slot(let index): slots[index].name
    case .not(let operand): "not \(grouped(operand))"
    case .negate(let operand): "-\(grouped(operand))"
    case .isNull(let operand, let negated): "\(grouped(operand)) \(negated ? "!=" : "==") null"
    case .binary(let operation, let left, let right):
      "\(grouped(left)) \(operation.rawValue) \(grouped(right))"
    case .member(let operand, let list, let negated):
      "\(grouped(operand)) \(negated ? "not " : "")in [\(list.map(text).joined(separator: " "))]"
    case .within(let operand, let lower, let upper, let negated):
      "\(grouped(operand)) \(negated ? "not " : "")in \(text(lower))..\(text(upper))"
    case .like(let operand, let pattern, let negated):
      "\(grouped(operand)) \(negated ? "not " : "")like \"\(text(pattern))\""
    // Of the key at hand: nobody writes that.
    case .call(.prefix, let arguments):
      "prefix(\(arguments.dropFirst().map(text).joined(separator: ", ")))"
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(text).joined(separator: ", ")))"
    case .convert(let operand, let type): "\(text(operand)):\(type.rawValue)"
    case .text(let template): "\"\(text(template))\""
    }
  }

  /// A template with its holes: `airport:{iata}`.
  func text(_ template: TextFormula) -> String {
    template.parts.map { part in
      switch part {
      case .literal(let bytes): UnitText.stringBody(bytes.slice)
      case .value(let formula, let hashTag): "{\(hashTag ? "#" : "")\(text(formula))}"
      }
    }.joined()
  }

  /// What a row adds to a structure: `zset {name} score {sales}`.
  func text(_ members: MemberTemplate) -> String {
    func list(_ word: String) -> String {
      let named = members.fields.map {
        let value = text($0.value)
        return value == $0.name ? value : "\($0.name)=\(value)"
      }
      return "\(word) [\(named.joined(separator: " "))]"
    }
    return switch members.structure {
    case .hash: list("hash")
    case .stream: list("stream")
    case .set(let member): "set \(text(member))"
    case .list(let element): "list \(text(element))"
    case .hyperLogLog(let element): "hll \(text(element))"
    case .sortedSet(let member, let score, let sums, let top):
      "zset \(text(member)) score \(text(score))\(sums ? " sum" : "")"
        + (top.map { " top \($0)" } ?? "")
    case .geo(let member, let longitude, let latitude):
      "geo \(text(member)) at \(text(longitude)) \(text(latitude))"
    }
  }

  private func grouped(_ formula: Formula) -> String {
    if case .binary = formula { "(\(text(formula)))" } else { text(formula) }
  }
}

/// Durations, sizes and numbers in the units of the language: what is printed can be typed.
package enum UnitText {
  /// `1h30m`, `250ms`, `0s`.
  package static func duration(_ milliseconds: Int64) -> String {
    if milliseconds == 0 { return "0s" }
    var rest = milliseconds.magnitude
    var text = milliseconds < 0 ? "-" : ""
    for (unit, size) in [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]
      as [(String, UInt64)] where rest >= size
    {
      text += "\(rest / size)\(unit)"
      rest %= size
    }
    return text
  }

  /// `2KiB`, `1MiB`, `100B`: the largest binary unit that divides it.
  package static func size(_ bytes: Int64) -> String {
    for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] as [(String, Int64)]
    where bytes != 0 && bytes % size == 0 {
      return "\(bytes / size)\(unit)"
    }
    return "\(bytes)B"
  }

  /// `5k`, `1M`, `0.5`.
  package static func number(_ value: Double) -> String {
    guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
    let whole = Int64(value)
    for (unit, size) in [("G", 1_000_000_000), ("M", 1_000_000), ("k", 1_000)] as [(String, Int64)]
    where whole != 0 && whole % size == 0 {
      return "\(whole / size)\(unit)"
    }
    return "\(whole)"
  }

  /// A value as it would be typed.
  package static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .never: "never"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): "\(number)"
    case .real(let value): "\(value)"
    case .decimal(let digits): digits.description
    case .text(let text): "\"\(stringBody(text))\""
    case .json(let json): Escaping.escaped(json)
    case .duration(let amount): rounded(amount)
    case .latency(let amount): latency(amount)
    case .size(let amount): size(amount)
    case .rate(let perSecond): "\(number(perSecond))/s"
    case .percent(let fraction): "\(percent(fraction))"
    case .time(let moment): "time(\(moment), 'ms')"
    }
  }

  /// What stands between the quotes of a string that means these bytes.
  package static func stringBody(_ bytes: ByteSlice) -> String {
    Escaping.escaped(bytes).replacing("\"", with: "\\\"").replacing("{", with: "{{")
      .replacing("}", with: "}}")
  }

  /// An amount of a type, as it would be typed.
  package static func text(_ amount: Int64, _ type: ValueType) -> String {
    switch type {
    case .duration: duration(amount)
    case .size: size(amount)
    default: number(Double(amount))
    }
  }

  /// `39.6%`: three significant digits.
  package static func percent(_ fraction: Double) -> String {
    let value = fraction * 100
    let scale = abs(value) >= 10 ? 10.0 : abs(value) >= 1 ? 100 : 1000
    return "\(number((value * scale).rounded() / scale))%"
  }

  /// `0.412ms`, `41.2ms`, `1.25s`: three significant digits.
  package static func latency(_ milliseconds: Double) -> String {
    guard milliseconds > 0 else { return "0s" }
    let (value, unit) = milliseconds < 1000 ? (milliseconds, "ms") : (milliseconds / 1000, "s")
    let scale = value >= 100 ? 1.0 : value >= 10 ? 10 : value >= 1 ? 100 : 1000
    return "\(number((value * scale).rounded() / scale))\(unit)"
  }

  /// A duration in its two largest units, so that it stays readable: `9d2h`, `1m5s`, `250ms`.
  package static func rounded(_ milliseconds: Int64) -> String {
    for unit: Int64 in [86_400_000, 3_600_000, 60_000] where milliseconds >= unit {
      let below: Int64 = unit == 86_400_000 ? 3_600_000 : unit / 60
      return duration(milliseconds / below * below)
    }
    return duration(milliseconds >= 10_000 ? milliseconds / 1000 * 1000 : milliseconds)
  }
}
