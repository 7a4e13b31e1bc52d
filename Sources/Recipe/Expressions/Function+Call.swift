import Bytes

extension Function {
  /// Calls the function on values that the checker has counted and typed; null in, null out, but for `default`.
  func call(_ arguments: [Formula], in scope: Scope) -> Value {
    switch self {
    case .now: return .time(scope.now)
    case .fallback:
      let value = arguments[0].evaluate(in: scope)
      return value.isNull ? arguments[1].evaluate(in: scope) : value
    case .json: return arguments[0].evaluate(in: scope).jsonDocument(in: scope)
    case .hour:
      let time = arguments.isEmpty ? .time(scope.now) : arguments[0].evaluate(in: scope)
      return onTime(time, in: scope) { .integer(Int64(CivilTime(milliseconds: $0).hour)) }
    case .age:
      return onTime(arguments[0].evaluate(in: scope), in: scope) { time in
        let (age, overflow) = scope.now.subtractingReportingOverflow(time)
        return overflow ? scope.fail(.overflow) : .duration(age)
      }
    case .date:
      let pattern = arguments[1].evaluate(in: scope)
      return onTime(arguments[0].evaluate(in: scope), in: scope) {
        guard let pattern = pattern.bytes else { return scope.fail(.typeMismatch) }
        return CivilTime(milliseconds: $0).formatted(pattern, in: scope)
      }
    case .time:
      let format = arguments[1].evaluate(in: scope)
      return arguments[0].evaluate(in: scope).time(format: format, in: scope)
    case .seconds, .milliseconds:
      return count(arguments[0].evaluate(in: scope), in: scope)
    case .prefix, .length, .lower, .upper, .trim, .sha1, .crc16, .pad, .slice, .urlencode, .base64:
      return callOnText(arguments, in: scope)
    }
  }

  private func onTime(_ value: Value, in scope: Scope, _ body: (Int64) -> Value) -> Value {
    switch value {
    case .null: .null
    case .time(let milliseconds): body(milliseconds)
    default: scope.fail(.typeMismatch)
    }
  }

  /// `| s` and `| ms`: whole seconds or milliseconds of a duration or a time.
  private func count(_ value: Value, in scope: Scope) -> Value {
    switch value {
    case .null: return .null
    case .duration(let milliseconds), .time(let milliseconds):
      if self == .milliseconds { return .integer(milliseconds) }
      let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
      return .integer(rest < 0 ? seconds - 1 : seconds)
    case .latency(let milliseconds):
      let amount = self == .milliseconds ? milliseconds : milliseconds / 1000
      return Int64(exactly: amount.rounded(.down)).map { .integer($0) } ?? scope.fail(.overflow)
    default: return scope.fail(.typeMismatch)
    }
  }

  private func callOnText(_ arguments: [Formula], in scope: Scope) -> Value {
    let value = arguments[0].evaluate(in: scope)
    if value.isNull { return .null }
    guard let text = value.rendered(in: scope) else { return scope.fail(.typeMismatch) }
    switch self {
    case .lower: return .text(text.mapped(in: scope) { $0 &- 65 < 26 ? $0 | 0x20 : $0 })
    case .upper: return .text(text.mapped(in: scope) { $0 &- 97 < 26 ? $0 & 0xDF : $0 })
    case .trim: return .text(text.trimmed)
    case .length: return .integer(Int64(text.characterCount))
    case .sha1: return .text(SHA1.hexDigest(of: text, in: scope))
    case .crc16: return .integer(Int64(CRC16.checksum(text)))
    case .urlencode: return .text(text.urlEncoded(in: scope))
    case .base64: return .text(text.base64Encoded(in: scope))
    default: break
    }
    guard let first = arguments[1].evaluate(in: scope).whole else {
      return scope.fail(.typeMismatch)
    }
    let second = arguments.count > 2 ? arguments[2].evaluate(in: scope) : .null
    switch self {
    case .prefix: return .text(text.prefix(segments: first))
    case .slice: return .text(text.slice(from: first, count: second.whole))
    default:
      let filler = second.rendered(in: scope)?.buffer.first ?? UInt8(ascii: "0")
      return .text(text.padded(to: first, with: filler, in: scope))
    }
  }
}

extension Value {
  /// A number without a fraction.
  var whole: Int? {
    guard let quantity, quantity.unit == .number else { return nil }
    switch quantity.magnitude {
    case .integer(let value): return Int(value)
    case .real(let value): return Int(exactly: value)
    }
  }

  /// `time(x, 's'|'ms'|'iso')`.
  fileprivate func time(format: Value, in scope: Scope) -> Value {
    if isNull { return .null }
    guard let format = format.bytes else { return scope.fail(.typeMismatch) }
    if format.count == 3 {
      guard let text = bytes, let milliseconds = CivilTime.milliseconds(iso: text) else {
        return scope.fail(.typeMismatch)
      }
      return .time(milliseconds)
    }
    let number: Magnitude? =
      if case .text(let digits) = self {
        Magnitude(decimal: digits)
      } else if let quantity, quantity.unit == .number {
        quantity.magnitude
      } else {
        nil
      }
    guard let number else { return scope.fail(.typeMismatch) }
    let factor: Magnitude = .integer(format.count == 2 ? 1 : 1000)
    guard let time = BinaryOperator.multiply.apply(number, factor)?.rounded else {
      return scope.fail(.overflow)
    }
    return .time(time)
  }

  /// `| json`: the value as a JSON document.
  fileprivate func jsonDocument(in scope: Scope) -> Value {
    if case .json = self { return self }
    let start = scope.assembly.count
    defer { scope.assembly.truncate(to: start) }
    guard appendJSON(to: &scope.assembly) else { return scope.fail(.typeMismatch) }
    return .json(scope.scratch.copy(scope.assembly.slice(start..<scope.assembly.count)))
  }

  /// Appends the value as JSON; false for what JSON cannot say.
  package func appendJSON(to buffer: inout ByteBuffer) -> Bool {
    switch self {
    case .null: buffer.append("null" as StaticString)
    case .text(let text): return buffer.append(jsonString: text)
    default: return append(to: &buffer)
    }
    return true
  }
}
