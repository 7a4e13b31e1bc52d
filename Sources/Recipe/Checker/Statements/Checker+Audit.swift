import SourceText

extension StatementContext {
  func checkAudit() -> Action? {
    guard let selected = selectKeys() else {
      _ = commonClauses {
        $0.aggregates = AggregateNames(verb: "audit")
        $0.isOpen = true
      }
      return nil
    }
    let slots = SlotTable()
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
    let group = clause.option("by")?.expression()
    if let group { _ = builder.scalar(group, for: "by") }
    if let top = clause.option("top")?.expression() { _ = builder.count(top, for: "top") }
    guard let list = clause.option("buckets")?.expression() else {
      return .pending("`report … by … top` is not built yet")
    }
    guard let bounds = readBounds(list, typed, subject, builder) else { return nil }
    guard group == nil else { return .pending("`report … by` is not built yet") }
    return .buckets(
      name: file.text(subject.span), of: typed.formula, type: typed.type, bounds: bounds)
  }

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
