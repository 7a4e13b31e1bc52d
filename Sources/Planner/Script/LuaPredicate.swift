import Bytes
import Recipe

/// A predicate as a Lua expression, for the script that checks it again on the server.
///
/// Attributes are the local variables `ttl` and `idle` (milliseconds; a key without a TTL has `math.huge`, which keeps
/// `never` above every duration), `kind`, `size` and `freq`; a key field is `field[n]`. None of these is nil for a key that
/// exists, so Lua's two-valued logic agrees with ours, and a streaming sweep can leave the decision to the script alone. A length
/// (`length`) and a field of a hash (`value[n]`) may be nil: LuaPredicate+Null.swift.
///
/// What Lua would compute otherwise than we do is not translated: a division by what may be 0, `never` where it is not on
/// top (`5m - ttl`), units that need a factor, and the order of texts, which Lua takes from the server's locale.
struct LuaPredicate {
  let slots: [Slot]
  private(set) var attributes: Set<Probe> = []
  /// Slots of key fields, in the order of `field[1]`, `field[2]` …
  private(set) var fields: [Int] = []
  /// Names of a hash's fields, in the order of `value[1]`, `value[2]` …
  private(set) var hashFields: [String] = []
  /// Whether it asks for the time.
  private(set) var readsTime = false

  init(slots: [Slot]) { self.slots = slots }

  /// What the formula is in Lua, or nil when it uses something that a script cannot compute.
  mutating func translate(_ formula: Formula) -> String? {
    switch formula {
    case .constant(let constant): return literal(constant.value)
    case .slot(let index): return variable(index)
    case .not(let operand): return translate(operand).map { "(not \($0))" }
    case .negate(let operand):
      return mayBeNever(operand) ? nil : translate(operand).map { "(-\($0))" }
    case .binary(let operation, let left, let right):
      guard let symbol = Self.symbols[operation], agrees(operation, left, right),
        let left = translate(left), let right = translate(right)
      else { return nil }
      return "(\(left) \(symbol) \(right))"
    case .member(let operand, let list, let negated):
      guard let operand = translate(operand) else { return nil }
      var tests: [String] = []
      for element in list {
        guard let element = translate(element) else { return nil }
        tests.append("\(operand) == \(element)")
      }
      let any = tests.isEmpty ? "false" : tests.joined(separator: " or ")
      return negated ? "(not (\(any)))" : "(\(any))"
    case .within(let operand, let lower, let upper, let negated):
      guard !isText(operand), let operand = translate(operand), let lower = translate(lower),
        let upper = translate(upper)
      else { return nil }
      let inside = "(\(operand) >= \(lower) and \(operand) <= \(upper))"
      return negated ? "(not \(inside))" : inside
    case .call(let function, let arguments): return call(function, arguments)
    case .isNull, .like, .convert, .text:
      return nil
    }
  }

  /// The functions of times, as `CheckedScript` has them.
  private mutating func call(_ function: Function, _ arguments: [Formula]) -> String? {
    switch function {
    case .now:
      readsTime = true
      return "now"
    case .age:
      readsTime = true
      return translate(arguments[0]).map { "age(\($0))" }
    case .time:
      // Text of a hash's field alone: what else is a time, Lua has no need to read.
      guard case .slot(let slot) = arguments[0], case .hashField = slots[slot].source,
        case .constant(let constant) = arguments[1], case .text(let format) = constant.value,
        let scale = Self.scales[format.description], let text = translate(arguments[0])
      else { return nil }
      readsTime = true
      return "instant(\(text), \(scale))"
    default: return nil
    }
  }

  private static let scales = ["s": 1000, "ms": 1]

  private static let symbols: [BinaryOperator: String] = [
    .or: "or", .and: "and", .equal: "==", .notEqual: "~=", .less: "<", .lessOrEqual: "<=",
    .greater: ">", .greaterOrEqual: ">=", .add: "+", .subtract: "-", .multiply: "*", .divide: "/",
  ]

  /// Whether Lua's operator gives what ours does, for these operands.
  private func agrees(_ operation: BinaryOperator, _ left: Formula, _ right: Formula) -> Bool {
    switch operation {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: !isText(left) && !isText(right)
    case .add: true
    case .subtract: !mayBeNever(right)
    case .multiply: isPositiveNumber(right) || isPositiveNumber(left)
    case .divide: isPositiveNumber(right)
    default: true
    }
  }

  private func mayBeNever(_ formula: Formula) -> Bool {
    if case .constant(let constant) = formula {
      return if case .never = constant.value { true } else { false }
    }
    return formula.slots.contains { slots[$0].source == .attribute(.ttl) }
  }

  private func isText(_ formula: Formula) -> Bool {
    switch formula {
    case .constant(let constant): if case .text = constant.value { true } else { false }
    case .slot(let index): slots[index].type == .text
    default: false
    }
  }

  /// A plain number or a percentage: it needs no factor.
  private func isPositiveNumber(_ formula: Formula) -> Bool {
    guard case .constant(let constant) = formula else { return false }
    return switch constant.value {
    case .integer(let number): number > 0
    case .real(let number), .percent(let number): number > 0
    default: false
    }
  }

  private mutating func variable(_ index: Int) -> String? {
    switch slots[index].source {
    case .attribute:
      guard let probe = Probe(slots[index].source) else { return nil }
      attributes.insert(probe)
      return probe.luaVariable
    case .hashField(let name):
      let position = hashFields.firstIndex(of: name) ?? hashFields.count
      if position == hashFields.count { hashFields.append(name) }
      return "value[\(position + 1)]"
    case .keyField:
      let position = fields.firstIndex(of: index) ?? fields.count
      if position == fields.count { fields.append(index) }
      let value = "field[\(position + 1)]"
      return slots[index].type == .number ? "tonumber(\(value))" : value
    case .column, .aggregate, .reply, .draw:
      return nil
    }
  }

  private func literal(_ value: Value) -> String? {
    switch value {
    case .never: "math.huge"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): "\(number)"
    case .duration(let amount), .size(let amount), .time(let amount): "\(amount)"
    case .real(let number), .rate(let number), .percent(let number), .latency(let number):
      "\(number)"
    case .decimal(let digits): digits.description
    case .text(let text): Self.quoted(text.buffer)
    case .null, .json: nil
    }
  }

  /// A Lua string of any bytes: what is not a plain letter or digit is written by number.
  static func quoted(_ text: some Sequence<UInt8>) -> String {
    var result = "\""
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte)
        result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return result + "\""
  }
}

extension Probe {
  var luaVariable: String? {
    switch self {
    case .ttl: "ttl"
    case .idle: "idle"
    case .freq: "freq"
    case .type: "kind"
    case .bytes: "size"
    case .length: "length"
    case .field: nil
    }
  }

  /// How a script reads the attribute of `key` into its variable. `ttl` is read by every script, to see whether the key is there.
  var luaReading: String? {
    switch self {
    case .ttl, .length, .field: nil
    case .idle: "local idle = redis.call('OBJECT', 'IDLETIME', key) * 1000"
    case .freq: "local freq = redis.call('OBJECT', 'FREQ', key)"
    case .type: "local kind = redis.call('TYPE', key).ok"
    case .bytes: "local size = redis.call('MEMORY', 'USAGE', key)"
    }
  }
}
