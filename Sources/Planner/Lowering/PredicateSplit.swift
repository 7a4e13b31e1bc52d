import Recipe

/// A predicate in three: what names and columns decide, before anything is asked of the server, what attributes decide that a
/// key can be asked for in silence, and what only reading it can tell.
///
/// `a and b and c` is taken apart at its `and`s; a part belongs where its costliest name does. All must be true for the whole to
/// be.
package struct PredicateSplit {
  package private(set) var names: Formula?
  package private(set) var attributes: Formula?
  package private(set) var touching: Formula?

  package init(_ predicate: Formula?, _ slots: [Slot]) {
    guard let predicate else { return }
    for part in Self.conjuncts(predicate) {
      let probes = part.slots.compactMap { Probe(slots[$0].source) }
      if probes.contains(where: \.isTouching) {
        touching = Self.joined(touching, part)
      } else if probes.isEmpty {
        names = Self.joined(names, part)
      } else {
        attributes = Self.joined(attributes, part)
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
