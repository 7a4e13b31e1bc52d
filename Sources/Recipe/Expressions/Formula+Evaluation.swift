import Bytes

extension Formula {
  /// Computes the formula, three-valued.
  ///
  /// Allocates nothing: text made on the way goes to the scope's scratch memory and is valid until `scope.reset()`. A value of
  /// the wrong type, a division by zero and an overflow give null and leave the reason in `scope.problem`.
  package func evaluate(in scope: Scope) -> Value {
    switch self {
    case .constant(let constant): return constant.value
    case .slot(let index): return scope.slots[index]
    case .not(let operand):
      switch operand.truth(in: scope) {
      case .some(let truth): return .boolean(!truth)
      case nil: return .null
      }
    case .negate(let operand):
      return BinaryOperator.multiply.compute(operand.evaluate(in: scope), .integer(-1), in: scope)
    case .binary(let op, let left, let right):
      return Self.evaluate(op, left, right, in: scope)
    case .isNull(let operand, let negated):
      return .boolean(operand.evaluate(in: scope).isNull != negated)
    case .member(let operand, let list, let negated):
      return Self.isMember(operand.evaluate(in: scope), of: list, negated: negated, in: scope)
    case .within(let operand, let lower, let upper, let negated):
      let value = operand.evaluate(in: scope)
      let above = Self.compare(.greaterOrEqual, value, lower.evaluate(in: scope), in: scope)
      let below = Self.compare(.lessOrEqual, value, upper.evaluate(in: scope), in: scope)
      return Value(truth: Self.and(above.truth, below.truth).map { $0 != negated })
    case .like(let operand, let pattern, let negated):
      return Self.isLike(operand.evaluate(in: scope), pattern, negated: negated, in: scope)
    case .call(let function, let arguments):
      return function.call(arguments, in: scope)
    case .convert(let operand, let type):
      return operand.evaluate(in: scope).converted(to: type, in: scope)
    case .text(let text):
      return text.evaluate(in: scope)
    }
  }

  /// Whether the formula is true: null and false select nothing.
  package func holds(in scope: Scope) -> Bool { truth(in: scope) == true }

  /// True, false, or nil for null.
  func truth(in scope: Scope) -> Bool? {
    switch evaluate(in: scope) {
    case .boolean(let truth): return truth
    case .null: return nil
    default:
      _ = scope.fail(.typeMismatch)
      return nil
    }
  }

  private static func evaluate(
    _ op: BinaryOperator, _ left: Formula, _ right: Formula, in scope: Scope
  ) -> Value {
    switch op {
    case .and:
      let first = left.truth(in: scope)
      if first == false { return .boolean(false) }
      return Value(truth: and(first, right.truth(in: scope)))
    case .or:
      let first = left.truth(in: scope)
      if first == true { return .boolean(true) }
      let second = right.truth(in: scope)
      if second == true { return .boolean(true) }
      return first == nil || second == nil ? .null : .boolean(false)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return compare(op, left.evaluate(in: scope), right.evaluate(in: scope), in: scope)
    case .add, .subtract, .multiply, .divide, .remainder:
      return op.compute(left.evaluate(in: scope), right.evaluate(in: scope), in: scope)
    case .isIn, .isNotIn, .like, .notLike:
      preconditionFailure("`\(op.rawValue)` has a formula of its own")
    }
  }

  /// Kleene's conjunction.
  private static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
    if left == false || right == false { return false }
    return left == nil || right == nil ? nil : true
  }

  private static func compare(
    _ op: BinaryOperator, _ left: Value, _ right: Value, in scope: Scope
  ) -> Value {
    if left.isNull || right.isNull { return .null }
    guard let order = left.order(to: right) else { return scope.fail(.typeMismatch) }
    return .boolean(order.satisfies(op))
  }

  /// As SQL's `IN`: an equal element decides, else a null among them leaves it open.
  private static func isMember(
    _ value: Value, of list: [Formula], negated: Bool, in scope: Scope
  ) -> Value {
    if value.isNull { return .null }
    var sawNull = false
    for element in list {
      switch compare(.equal, value, element.evaluate(in: scope), in: scope) {
      case .boolean(true): return .boolean(!negated)
      case .boolean: continue
      default: sawNull = true
      }
    }
    return sawNull ? .null : .boolean(negated)
  }

  private static func isLike(
    _ value: Value, _ pattern: TextFormula, negated: Bool, in scope: Scope
  ) -> Value {
    if value.isNull { return .null }
    guard let subject = value.bytes ?? value.rendered(in: scope) else {
      return scope.fail(.typeMismatch)
    }
    guard case .text(let glob) = pattern.evaluate(in: scope) else { return .null }
    return .boolean(GlobPattern.matches(pattern: glob, subject) != negated)
  }
}

extension Value {
  init(truth: Bool?) { self = truth.map { .boolean($0) } ?? .null }

  var truth: Bool? { if case .boolean(let truth) = self { truth } else { nil } }
}
