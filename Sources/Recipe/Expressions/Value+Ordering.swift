import Bytes

/// How two values stand to each other.
enum Order: Sendable {
  case less, equal, greater

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left == right ? .equal : .greater
  }

  func satisfies(_ comparison: BinaryOperator) -> Bool {
    switch comparison {
    case .equal: self == .equal
    case .notEqual: self != .equal
    case .less: self == .less
    case .lessOrEqual: self != .greater
    case .greater: self == .greater
    case .greaterOrEqual: self != .less
    default: preconditionFailure("`\(comparison.rawValue)` is not a comparison")
    }
  }
}

extension Value {
  /// Compares two values that are not null; nil when they have no common unit or are not numbers (NaN).
  ///
  /// Numbers compare by value whatever their representation, text by its bytes, `never` above every duration.
  func order(to other: Value) -> Order? {
    switch (self, other) {
    case (.text(let left), .text(let right)): Order(left, right)
    case (.integer(let left), .integer(let right)): Order(left, right)
    case (.boolean(let left), .boolean(let right)):
      left == right ? .equal : right ? .less : .greater
    case (.never, .never): .equal
    case (.never, .duration), (.never, .latency): .greater
    case (.duration, .never), (.latency, .never): .less
    case (.json(let left), .json(let right)), (.json(let left), .text(let right)),
      (.text(let left), .json(let right)):
      Order(left, right)
    default:
      if let left = quantity, let right = other.quantity, left.unit == right.unit {
        left.magnitude.order(to: right.magnitude)
      } else {
        nil
      }
    }
  }
}

extension Magnitude {
  /// Exact, also where a whole number has more digits than a fraction can hold.
  func order(to other: Magnitude) -> Order? {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): Order(left, right)
    case (.real(let left), .real(let right)):
      left.isNaN || right.isNaN ? nil : Order(left, right)
    case (.integer(let left), .real(let right)): Self.order(left, right)
    case (.real(let left), .integer(let right)):
      Self.order(right, left).map { $0 == .less ? .greater : $0 == .greater ? .less : .equal }
    }
  }

  private static func order(_ whole: Int64, _ real: Double) -> Order? {
    if real.isNaN { return nil }
    let floor = real.rounded(.down)
    guard let bound = Int64(exactly: floor) else { return real > 0 ? .less : .greater }
    return whole != bound ? Order(whole, bound) : floor == real ? .equal : .less
  }
}
