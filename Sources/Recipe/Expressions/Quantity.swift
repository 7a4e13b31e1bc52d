/// What a quantity counts.
enum Unit: Hashable, Sendable {
  case number
  /// Milliseconds.
  case duration
  /// Bytes.
  case size
  /// Per second.
  case rate
  /// A fraction.
  case percent
  /// Milliseconds since 1970.
  case time
}

/// A whole or a fractional number. Whole numbers stay whole for as long as they fit; beyond that they become fractional.
enum Magnitude: Sendable {
  case integer(Int64)
  case real(Double)

  var real: Double {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    }
  }

  var isZero: Bool { real == 0 }

  /// The nearest whole number, or nil when it does not fit.
  var rounded: Int64? {
    switch self {
    case .integer(let value): value
    case .real(let value): Int64(exactly: value.rounded())
    }
  }
}

/// A number with its unit: what the arithmetic operators work on.
struct Quantity: Sendable {
  let unit: Unit
  let magnitude: Magnitude
}

extension BinaryOperator {
  /// The unit of `left op right` and the factor by which to multiply its magnitude, or nil when it has no meaning.
  ///
  /// The checker and the evaluator both ask here, so they cannot disagree. The factors come from durations being in
  /// milliseconds and rates per second.
  func unit(of left: Unit, _ right: Unit) -> (unit: Unit, factor: Double)? {
    switch (self, left, right) {
    case (.subtract, .time, .time): (.duration, 1)
    case (.add, .time, .duration), (.subtract, .time, .duration), (.add, .duration, .time):
      (.time, 1)
    case (.add, .time, _), (.add, _, .time): nil
    case (.add, _, _), (.subtract, _, _): left == right ? (left, 1) : nil
    case (_, .time, _), (_, _, .time): nil
    case (.multiply, .rate, .duration), (.multiply, .duration, .rate): (.number, 0.001)
    case (.multiply, _, .number), (.multiply, _, .percent): (left, 1)
    case (.multiply, .number, _), (.multiply, .percent, _): (right, 1)
    case (.divide, .number, .duration), (.divide, .size, .duration): (.rate, 1000)
    case (.divide, _, .number): (left, 1)
    case (.divide, _, _): left == right ? (.number, 1) : nil
    case (.remainder, _, .number) where left == .number: (.number, 1)
    case (.remainder, .duration, .duration), (.remainder, .size, .size): (left, 1)
    default: nil
    }
  }

  /// `left op right` on plain numbers; nil for a division by zero.
  func apply(_ left: Magnitude, _ right: Magnitude) -> Magnitude? {
    if self == .divide || self == .remainder, right.isZero { return nil }
    if case .integer(let left) = left, case .integer(let right) = right,
      let whole = applyWhole(left, right)
    {
      return .integer(whole)
    }
    let (left, right) = (left.real, right.real)
    switch self {
    case .add: return .real(left + right)
    case .subtract: return .real(left - right)
    case .multiply: return .real(left * right)
    case .divide: return .real(left / right)
    case .remainder: return .real(left.truncatingRemainder(dividingBy: right))
    default: preconditionFailure("`\(rawValue)` is not arithmetic")
    }
  }

  /// The result when it is whole and fits.
  private func applyWhole(_ left: Int64, _ right: Int64) -> Int64? {
    let (result, overflow) =
      switch self {
      case .add: left.addingReportingOverflow(right)
      case .subtract: left.subtractingReportingOverflow(right)
      case .multiply: left.multipliedReportingOverflow(by: right)
      case .divide: left.dividedReportingOverflow(by: right)
      case .remainder: left.remainderReportingOverflow(dividingBy: right)
      default: preconditionFailure("`\(rawValue)` is not arithmetic")
      }
    if overflow { return nil }
    return self == .divide && result &* right != left ? nil : result
  }
}
