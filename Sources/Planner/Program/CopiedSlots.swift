import Recipe

extension Program {
  /// The slots of a warm with which nothing is computed: their values only become text, in a key, a tag or a value. A number in
  /// one can be taken over digit by digit, without being read and written again.
  package func copiedSlots(_ plan: WritePlan) -> Set<Int> {
    var computed = nameFilter?.slots ?? []
    computed += plan.lifetime.formula?.slots ?? []
    computed += plan.key.computedSlots
    computed += plan.tag?.name.computedSlots ?? []
    switch plan.form {
    case .value(let command): computed += command.arguments.flatMap(\.computedSlots)
    case .structure(let structure): computed += structure.members.computedSlots
    }
    return Set(slots.indices).subtracting(computed)
  }
}

extension CommandTemplate.Argument {
  fileprivate var computedSlots: [Int] {
    switch self {
    case .fixed: []
    case .key(let text), .text(let text): text.computedSlots
    case .json(let document): document.members.flatMap(\.value.computedSlots)
    }
  }
}

extension MemberTemplate {
  fileprivate var computedSlots: [Int] {
    switch structure {
    case .set(let text), .list(let text), .hyperLogLog(let text): text.computedSlots
    case .hash, .stream: fields.flatMap(\.value.computedSlots)
    case .sortedSet(let member, let score, _, _): score.slots + member.computedSlots
    case .geo(let member, let longitude, let latitude):
      longitude.slots + latitude.slots + member.computedSlots
    }
  }
}

extension TextFormula {
  /// The slots of holes that are more than a slot.
  fileprivate var computedSlots: [Int] {
    parts.flatMap { part in
      if case .value(let formula, _) = part { formula.computedSlots } else { [Int]() }
    }
  }
}

extension Formula {
  /// A slot by itself is copied, not computed with.
  fileprivate var computedSlots: [Int] { if case .slot = self { [] } else { slots } }
}
