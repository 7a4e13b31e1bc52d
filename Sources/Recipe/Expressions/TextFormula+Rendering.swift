import Bytes

/// Why a text could not be rendered for a row.
package struct RenderFailure: Error, Sendable {
  /// The index of the part whose value has no text.
  package let part: Int
  /// Nil: the value was null, as a column or a `default`-less filter gave it.
  package let problem: EvaluationProblem?
}

extension TextFormula {
  /// Appends the text for the row in the scope; on a failure the buffer is as it was before.
  package func render(into buffer: inout ByteBuffer, scope: Scope) -> RenderFailure? {
    let start = buffer.count
    for index in pieces.indices {
      let value: Value
      switch pieces[index] {
      case .literal(let literal):
        buffer.append(literal)
        continue
      case .slot(let slot):
        value = scope.slots[slot]
        if case .decimal(let digits) = value {
          buffer.append(digits)
          continue
        }
      case .part(let part):
        if let failure = render(part: part, into: &buffer, scope: scope) {
          buffer.truncate(to: start)
          return failure
        }
        continue
      }
      guard value.append(to: &buffer) else {
        buffer.truncate(to: start)
        return RenderFailure(part: index, problem: value.renderProblem ?? scope.problem)
      }
    }
    return nil
  }

  private func render(
    part index: Int, into buffer: inout ByteBuffer, scope: Scope
  ) -> RenderFailure? {
    guard case .value(let formula, let isHashTag) = parts[index] else {
      preconditionFailure("a literal that is no piece")
    }
    let value = formula.evaluate(in: scope)
    if isHashTag { buffer.append(UInt8(ascii: "{")) }
    guard value.append(to: &buffer) else {
      return RenderFailure(part: index, problem: value.renderProblem ?? scope.problem)
    }
    if isHashTag { buffer.append(UInt8(ascii: "}")) }
    return nil
  }

  /// The text as a value: null when a hole is null.
  func evaluate(in scope: Scope) -> Value {
    if parts.count == 1, case .literal(let literal) = parts[0] { return .text(literal.slice) }
    let start = scope.assembly.count
    defer { scope.assembly.truncate(to: start) }
    for index in parts.indices {
      switch parts[index] {
      case .literal(let literal): scope.assembly.append(literal.slice)
      case .value(let formula, let isHashTag):
        // Evaluated before the buffer is touched: the formula may assemble text of its own above ours.
        let value = formula.evaluate(in: scope)
        if isHashTag { scope.assembly.append(UInt8(ascii: "{")) }
        guard value.append(to: &scope.assembly) else {
          return value.isNull ? .null : scope.fail(.typeMismatch)
        }
        if isHashTag { scope.assembly.append(UInt8(ascii: "}")) }
      }
    }
    return .text(scope.scratch.copy(scope.assembly.slice(start..<scope.assembly.count)))
  }
}

extension Value {
  /// What is wrong with a value that has no text; nil for null.
  fileprivate var renderProblem: EvaluationProblem? { isNull ? nil : .typeMismatch }
}
