import Recipe

/// A predicate in two: what names and columns decide, before anything is asked of the server, and what attributes decide.
///
/// `a and b and c` is taken apart at its `and`s; a part that mentions an attribute anywhere belongs to the second half. Both
/// halves must be true for the whole to be.
package struct PredicateSplit {
  package private(set) var names: Formula?
  package private(set) var attributes: Formula?

  package init(_ predicate: Formula?, _ slots: [Slot]) {
    guard let predicate else { return }
    for part in Self.conjuncts(predicate) {
      if Self.readsAttribute(part, slots) {
        attributes = Self.joined(attributes, part)
      } else {
        names = Self.joined(names, part)
      }
    }
  }

  private static func joined(_ left: Formula?, _ right: Formula) -> Formula {
    left.map { .binary(.and, $0, right) } ?? right
  }

  private static func conjuncts(_ formula: Formula) -> [Formula] {
    guard case .binary(.and, let left, let right) = formula else { return [formula] }
    return conjuncts(left) + conjuncts(right)
  }

  private static func readsAttribute(_ formula: Formula, _ slots: [Slot]) -> Bool {
    formula.slots.contains { index in
      switch slots[index].source {
      case .attribute(.key): false
      case .attribute, .hashField: true
      case .column, .keyField, .aggregate, .reply: false
      }
    }
  }
}

extension Formula {
  /// The slots that the formula reads, in order of appearance, with repeats.
  package var slots: [Int] {
    switch self {
    case .constant: []
    case .slot(let index): [index]
    case .not(let operand), .negate(let operand), .isNull(let operand, _),
      .convert(let operand, _):
      operand.slots
    case .binary(_, let left, let right): left.slots + right.slots
    case .member(let operand, let list, _): operand.slots + list.flatMap(\.slots)
    case .within(let operand, let lower, let upper, _):
      operand.slots + lower.slots + upper.slots
    case .like(let operand, let pattern, _): operand.slots + pattern.slots
    case .call(_, let arguments): arguments.flatMap(\.slots)
    case .text(let text): text.slots
    }
  }
}

extension TextFormula {
  package var slots: [Int] {
    parts.flatMap { if case .value(let formula, _) = $0 { formula.slots } else { [Int]() } }
  }
}
