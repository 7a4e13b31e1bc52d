import Recipe

/// `x <= bound`: a slot held against a constant, whichever stands first.
struct Comparison {
  let slot: Int
  let operation: BinaryOperator
  let bound: Value

  init?(_ formula: Formula) {
    guard case .binary(let operation, let left, let right) = formula else { return nil }
    if case .slot(let slot) = left, let bound = right.constantValue?.value {
      self.init(slot: slot, operation: operation, bound: bound)
    } else if case .slot(let slot) = right, let bound = left.constantValue?.value,
      let mirrored = Self.mirrored[operation]
    {
      self.init(slot: slot, operation: mirrored, bound: bound)
    } else {
      return nil
    }
  }

  private init(slot: Int, operation: BinaryOperator, bound: Value) {
    self.slot = slot
    self.operation = operation
    self.bound = bound
  }

  /// All comparisons that a condition is made of by `and`.
  static func all(in formula: Formula) -> [Comparison] {
    if case .binary(.and, let left, let right) = formula { return all(in: left) + all(in: right) }
    return Comparison(formula).map { [$0] } ?? []
  }

  /// The value may not be above the bound: it failed because there was too much.
  var limitsFromAbove: Bool {
    switch operation {
    case .less, .lessOrEqual, .equal: true
    default: false
    }
  }

  private static let mirrored: [BinaryOperator: BinaryOperator] = [
    .equal: .equal, .less: .greater, .lessOrEqual: .greaterOrEqual, .greater: .less,
    .greaterOrEqual: .lessOrEqual,
  ]
}
