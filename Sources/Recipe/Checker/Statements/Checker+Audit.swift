import SourceText

extension StatementContext {
  func checkAudit() -> Action? {
    let slots = SlotTable()
    guard let selected = selectKeys(slots) else {
      _ = commonClauses {
        $0.aggregates = AggregateNames(verb: "audit")
        $0.isOpen = true
      }
      return nil
    }
    let measures = MeasureTable()
    let names = keyNames(selected)
    let builder = builder(slots: slots, names)
    let filter = conjunction("where", builder)
    let common = commonClauses {
      // The key's names are in reach inside `count(…)` and its like only.
      $0.fields = selected.fields
      $0.aggregates = AggregateNames(verb: "audit")
      $0.audit = NameScope.AuditScope(measures: measures, slots: slots)
    }
    var reports: [Report] = []
    for clause in statement.clauses where clause.word.text == "report" {
      if let report = readReport(clause, builder) { reports.append(report) }
    }
    if let sample = statement.clause("sample"), let size = sample.expression() {
      _ = builder.constant(size, [.number, .percent], for: "sample")
      reports.append(.pending("`sample` is not built yet"))
    }
    checkProbes(slots, at: head)
    let audit = Audit(
      selection: selected.selection, slots: slots.slots, filter: filter,
      measures: measures.measures, reports: reports)
    return action(.audit(audit), common)
  }

  private func readReport(_ clause: Phrase, _ builder: FormulaBuilder) -> Report? {
    guard let subject = clause.expression(), let typed = builder.scalar(subject, for: "report")
    else { return nil }
    let name = file.text(subject.span)
    let group = clause.option("by")?.expression()
    let by = group.flatMap { builder.scalar($0, for: "by") }
    let top = clause.option("top")?.expression().flatMap { builder.count($0, for: "top") }
    if let list = clause.option("buckets")?.expression() {
      guard let bounds = readBounds(list, typed, subject, builder) else { return nil }
      guard group == nil else { return .pending("`report … buckets … by` is not built yet") }
      return .buckets(name: name, of: typed.formula, type: typed.type, bounds: bounds)
    }
    let limit = top ?? Self.groupsShown
    if let group {
      guard let by else { return nil }
      return .groups(
        name: name, of: typed.type.isAmount ? typed.formula : nil, type: typed.type,
        by: by.formula, byName: file.text(group.span), top: limit)
    }
    // Texts have no percentiles: how many keys have which.
    guard typed.type.isAmount else {
      return .groups(
        name: "keys", of: nil, type: typed.type, by: typed.formula, byName: name, top: limit)
    }
    return .summary(name: name, of: typed.formula, type: typed.type)
  }

  /// Where `top` is not said.
  private static let groupsShown = 20

  /// Rising bounds in the unit of what is counted.
  private func readBounds(
    _ list: Expression, _ typed: TypedFormula, _ subject: Expression, _ builder: FormulaBuilder
  ) -> [Int64]? {
    guard case .list(let items) = list.kind else {
      if let built = builder.build(list) {
        report(.wrongType("buckets", wants: [.list(typed.type)], found: built.type), at: list.span)
      }
      return nil
    }
    let what = file.text(subject.span)
    let bounds = items.compactMap { item in
      builder.constant(item.value, typed.type == .unknown ? [] : [typed.type], for: what)?.quantity?
        .magnitude.rounded
    }
    guard bounds.count == items.count else { return nil }
    guard !bounds.isEmpty, zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      report(
        .outOfRange(
          "buckets", found: file.text(list.span), label: "each bound above the one before",
          help: "write them in rising order: `buckets [1m 10m 1h]`"), at: list.span)
      return nil
    }
    return bounds
  }
}

extension ValueType {
  /// Whether its values can be ordered and have a largest.
  fileprivate var isAmount: Bool {
    switch self {
    case .number, .duration, .size: true
    default: false
    }
  }
}
