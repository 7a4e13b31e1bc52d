import Recipe

/// Three-valued logic in Lua, where a value may be nil: an expression for what is true, another for what is false, and neither
/// of them holds for what is null.
extension LuaPredicate {
  /// True in Lua exactly where the formula is true.
  mutating func holds(_ formula: Formula) -> String? { decide(formula, is: true) }

  private mutating func decide(_ formula: Formula, is truth: Bool) -> String? {
    guard mayBeNull(formula) else {
      return translate(formula).map { truth ? $0 : "(not \($0))" }
    }
    switch formula {
    case .not(let operand): return decide(operand, is: !truth)
    case .binary(let operation, let left, let right) where operation == .and || operation == .or:
      guard let left = decide(left, is: truth), let right = decide(right, is: truth) else {
        return nil
      }
      return "(\(left) \((operation == .and) == truth ? "and" : "or") \(right))"
    case .binary(_, let left, let right): return compare([left, right], formula, is: truth)
    case .member(let operand, let list, _): return compare([operand] + list, formula, is: truth)
    case .within(let operand, let lower, let upper, _):
      return compare([operand, lower, upper], formula, is: truth)
    case .isNull(let operand, let negated):
      guard isPlain(operand) else { return nil }
      return translate(operand).map { "(\($0) \(negated == truth ? "~=" : "==") nil)" }
    case .constant, .slot, .negate, .like, .call, .convert, .text: return nil
    }
  }

  /// A comparison of values each of which is there.
  private mutating func compare(
    _ operands: [Formula], _ comparison: Formula, is truth: Bool
  ) -> String? {
    guard let test = translate(comparison) else { return nil }
    var tests: [String] = []
    for operand in operands where mayBeNull(operand) {
      guard isPlain(operand), let value = translate(operand) else { return nil }
      tests.append("\(value) ~= nil")
    }
    tests.append(truth ? test : "not \(test)")
    return "(\(tests.joined(separator: " and ")))"
  }

  /// A value that is nil in Lua where it is null: an operator would be an error there.
  private func isPlain(_ formula: Formula) -> Bool {
    switch formula {
    case .slot, .constant, .call: true
    default: false
    }
  }

  private func mayBeNull(_ formula: Formula) -> Bool {
    formula.slots.contains { Probe(slots[$0].source)?.isTouching == true }
  }
}
