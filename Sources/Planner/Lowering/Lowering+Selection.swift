import Recipe

/// What the ways of naming keys ask of a statement's condition.
extension Lowering {
  /// The condition in two, with what a tag's family adds to it.
  func split(
    _ filter: Formula?, _ slots: [Slot], _ selection: KeySelection
  ) throws(Refusal) -> PredicateSplit {
    var whole = filter
    if case .tag(let tag) = selection, let membership = tag.membership {
      whole = filter.map { .binary(.and, membership, $0) } ?? membership
    }
    let split = PredicateSplit(whole, slots)
    guard case .rows(let origin, _) = selection else { return split }
    if let columns { try refuseUnknownColumns(slots, of: origin.source, columns) }
    let mixed = [split.attributes, split.touching].compactMap { $0 }
    if let name = mixed.lazy.compactMap({ column($0, slots) }).first {
      throw refusal(
        "G022", "`\(name)` is a column, and this condition asks the key, too",
        label: "the row is gone when the server answers",
        help: "put what columns decide in a `where` of its own", .recipe)
    }
    return split
  }

  /// The first column that a formula reads.
  private func column(_ formula: Formula, _ slots: [Slot]) -> String? {
    formula.slots.lazy.compactMap {
      if case .column(let name) = slots[$0].source { name } else { nil }
    }.first
  }

  /// An audit sums up what keys answer; the rows that named them are gone by then.
  func refuseColumns(_ audit: Audit) throws(Refusal) {
    guard case .rows = audit.selection else { return }
    let formulas = audit.measures.compactMap(\.formula) + audit.reports.flatMap(\.formulas)
    for formula in formulas {
      guard let name = column(formula, audit.slots) else { continue }
      throw refusal(
        "G022", "`\(name)` is a column, and an audit asks keys",
        label: "the row is gone when the server answers",
        help: "ask about attributes of the key: `ttl`, `bytes`, `type`", .recipe)
    }
  }
}

extension Measure {
  fileprivate var formula: Formula? {
    switch self {
    case .count(let formula), .share(let formula), .percentile(_, let formula, _),
      .extent(_, let formula, _):
      formula
    case .cliff: nil
    }
  }
}

extension Report {
  fileprivate var formulas: [Formula] {
    switch self {
    case .buckets(_, let formula, _, _), .summary(_, let formula, _): [formula]
    case .groups(_, let formula, _, let by, _, _): [formula, by].compactMap { $0 }
    case .groupBuckets(_, let formula, _, _, let by, _, _): [formula, by]
    }
  }
}
