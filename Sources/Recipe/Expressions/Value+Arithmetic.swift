import Bytes

extension Value {
  /// The value as a number with its unit; nil for what cannot be counted.
  var quantity: Quantity? {
    switch self {
    case .integer(let value): Quantity(unit: .number, magnitude: .integer(value))
    case .real(let value): Quantity(unit: .number, magnitude: .real(value))
    case .decimal(let digits):
      Magnitude(decimal: digits).map { Quantity(unit: .number, magnitude: $0) }
    case .duration(let value): Quantity(unit: .duration, magnitude: .integer(value))
    case .latency(let value): Quantity(unit: .duration, magnitude: .real(value))
    case .size(let value): Quantity(unit: .size, magnitude: .integer(value))
    case .rate(let value): Quantity(unit: .rate, magnitude: .real(value))
    case .percent(let value): Quantity(unit: .percent, magnitude: .real(value))
    case .time(let value): Quantity(unit: .time, magnitude: .integer(value))
    case .null, .never, .boolean, .text, .json: nil
    }
  }

  /// The value of a quantity; nil when whole units do not hold it (a duration beyond 292 million years).
  init?(_ quantity: Quantity) {
    switch quantity.unit {
    case .number:
      switch quantity.magnitude {
      case .integer(let value): self = .integer(value)
      case .real(let value): self = .real(value)
      }
    case .rate: self = .rate(quantity.magnitude.real)
    case .percent: self = .percent(quantity.magnitude.real)
    case .duration, .size, .time:
      guard let whole = quantity.magnitude.rounded else { return nil }
      self =
        switch quantity.unit {
        case .duration: .duration(whole)
        case .size: .size(whole)
        default: .time(whole)
        }
    }
  }

  package var isNull: Bool { if case .null = self { true } else { false } }

  fileprivate var isLatency: Bool { if case .latency = self { true } else { false } }

  var isNever: Bool { if case .never = self { true } else { false } }

  /// The bytes of text and of JSON documents.
  var bytes: ByteSlice? {
    switch self {
    case .text(let slice), .json(let slice): slice
    default: nil
    }
  }
}

extension Magnitude {
  init?(decimal digits: ByteSlice) {
    if let whole = DecimalText.int64(digits) {
      self = .integer(whole)
    } else if let real = DecimalText.double(digits) {
      self = .real(real)
    } else {
      return nil
    }
  }
}

extension BinaryOperator {
  /// `left op right` for an arithmetic operator; a problem leaves a note in the scope and gives null.
  func compute(_ left: Value, _ right: Value, in scope: Scope) -> Value {
    if left.isNull || right.isNull { return .null }
    if left.isNever || right.isNever { return computeNever(left, right, in: scope) }
    guard let leftQuantity = left.quantity, let rightQuantity = right.quantity,
      let (unit, factor) = unit(of: leftQuantity.unit, rightQuantity.unit)
    else { return scope.fail(.typeMismatch) }
    guard let plain = apply(leftQuantity.magnitude, rightQuantity.magnitude) else {
      return scope.fail(.divisionByZero)
    }
    let magnitude = factor == 1 ? plain : .real(plain.real * factor)
    // What is made of a measured time keeps its fraction.
    if unit == .duration, left.isLatency || right.isLatency { return .latency(magnitude.real) }
    return Value(Quantity(unit: unit, magnitude: magnitude)) ?? scope.fail(.overflow)
  }

  /// `never` is larger than every duration: adding to it or scaling it changes nothing.
  private func computeNever(_ left: Value, _ right: Value, in scope: Scope) -> Value {
    switch (self, left, right) {
    case (.add, .never, .duration), (.add, .duration, .never), (.add, .never, .never): .never
    case (.subtract, .never, .duration): .never
    case (.multiply, .never, let scale), (.multiply, let scale, .never),
      (.divide, .never, let scale):
      if let quantity = scale.quantity, quantity.unit == .number || quantity.unit == .percent,
        quantity.magnitude.real > 0
      {
        .never
      } else {
        scope.fail(.typeMismatch)
      }
    default: scope.fail(.typeMismatch)
    }
  }
}
