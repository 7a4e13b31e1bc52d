/// Why a formula gave null although its operands were there. Rows differ, so this is found row by row.
package enum EvaluationProblem: UInt8, Sendable {
  /// An operand is of a type that the operator does not take: `failed(type)`.
  case typeMismatch
  case divisionByZero
  /// A whole unit does not hold the result.
  case overflow

  package var phrase: String {
    switch self {
    case .typeMismatch: "a value has the wrong type"
    case .divisionByZero: "a division by zero"
    case .overflow: "a number is too large"
    }
  }
}

extension Scope {
  /// Notes the first problem since `reset()` and gives null.
  ///
  /// A formula whose null matters (`ttl`, a hole) is told apart from a null column by looking at `problem`.
  @inline(never)
  func fail(_ problem: EvaluationProblem) -> Value {
    if self.problem == nil { self.problem = problem }
    return .null
  }
}
