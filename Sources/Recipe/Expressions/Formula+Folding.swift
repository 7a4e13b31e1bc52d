import Bytes

extension Formula {
  /// The value when no part depends on a row, a key, an aggregate or the clock; nil otherwise.
  package var constantValue: Constant? {
    if case .constant(let constant) = self { return constant }
    guard isConstant else { return nil }
    let scope = Scope(slotCount: 0, now: 0)
    return Constant(copying: evaluate(in: scope))
  }

  /// The formula with every constant part computed, so that a row pays only for what depends on it.
  ///
  /// A part that fails (a division by zero) stays, and fails at each row as the language says.
  package var folded: Formula {
    if case .constant = self { return self }
    guard isConstant else { return self }
    let scope = Scope(slotCount: 0, now: 0)
    let value = evaluate(in: scope)
    return scope.problem == nil ? .constant(Constant(copying: value)) : self
  }

  /// Whether the clock or a slot is looked at anywhere.
  private var isConstant: Bool {
    switch self {
    case .constant: true
    case .slot: false
    case .not(let operand), .negate(let operand), .isNull(let operand, _), .convert(let operand, _):
      operand.isConstant
    case .binary(_, let left, let right): left.isConstant && right.isConstant
    case .member(let operand, let list, _):
      operand.isConstant && list.allSatisfy { $0.isConstant }
    case .within(let operand, let lower, let upper, _):
      operand.isConstant && lower.isConstant && upper.isConstant
    case .like(let operand, let pattern, _): operand.isConstant && pattern.isConstant
    case .call(let function, let arguments):
      !function.readsClock(arguments.count) && arguments.allSatisfy { $0.isConstant }
    case .text(let text): text.isConstant
    }
  }
}

extension TextFormula {
  fileprivate var isConstant: Bool {
    parts.allSatisfy {
      switch $0 {
      case .literal: true
      case .value(let formula, _): formula.constantValue != nil
      }
    }
  }
}

extension Function {
  fileprivate func readsClock(_ argumentCount: Int) -> Bool {
    self == .now || self == .age || self == .hour && argumentCount == 0
  }
}

extension Constant {
  /// Keeps a value whose bytes belong to somebody else.
  init(copying value: Value) {
    if let text = value.bytes {
      self.init(bytes: Array(text)) { slice in
        if case .json = value { .json(slice) } else { .text(slice) }
      }
    } else if case .decimal(let digits) = value {
      self.init(bytes: Array(digits)) { .decimal($0) }
    } else {
      self.init(value)
    }
  }
}
