import Bytes
import Recipe

/// Sum, least and greatest of one quantity over all keys. A sum of whole numbers is exact up to 2^53.
struct ValueExtent {
  private var sum = 0.0
  private var least = Double.infinity
  private var greatest = -Double.infinity

  /// Null, `never` and what is no amount stay out.
  mutating func record(_ value: Value) {
    guard let amount = value.amount else { return }
    sum += amount
    least = min(least, amount)
    greatest = max(greatest, amount)
  }

  /// Null where there is no least or greatest: nothing was recorded.
  func value(_ extent: Extent, _ type: ValueType) -> Value {
    switch extent {
    case .sum: Self.value(sum, type)
    case .min: least <= greatest ? Self.value(least, type) : .null
    case .max: least <= greatest ? Self.value(greatest, type) : .null
    }
  }

  private static func value(_ amount: Double, _ type: ValueType) -> Value {
    guard let whole = Int64(exactly: amount.rounded()) else { return .real(amount) }
    if type == .number, amount != amount.rounded() { return .real(amount) }
    return Value(magnitude: whole, type)
  }
}

extension Value {
  /// The value in its own unit, fractions and all; nil for null, `never` and what is no amount.
  fileprivate var amount: Double? {
    switch self {
    case .real(let value): value.isFinite ? value : nil
    case .decimal(let digits): DecimalText.double(digits)
    default: magnitude.map(Double.init)
    }
  }
}
