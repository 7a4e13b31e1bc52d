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
    var common = commonClauses {
      // The key's names are in reach inside `count(…)` and its like only.
      $0.fields = selected.fields
      $0.aggregates = AggregateNames(verb: "audit")
      $0.audit = NameScope.AuditScope(measures: measures, slots: slots)
    }
    var reports: [Report] = []
    for clause in statement.clauses where clause.word.text == "report" {
      if let report = readReport(clause, builder) { reports.append(report) }
    }
    if case .family(let family) = selected.selection, let range = family.ttl {
      common.assertions.append(
        rangeAssertion(family, range, tolerating: common.tolerate, slots, measures))
    }
    checkProbes(slots, at: head)
    var audit = Audit(
      selection: selected.selection, slots: slots.slots, filter: filter,
      measures: measures.measures, reports: reports)
    audit.sample = readSample(builder)
    audit.allowsTouch = statement.clause("allow") != nil
    return action(.audit(audit), common)
  }

  /// What every audit of a family asserts without being told: no life is longer than its data can stand, `never` least of all.
  ///
  /// The lower end of the range says what a key may be written with. A key that is seen later has less to live, rightly.
  private func rangeAssertion(
    _ family: Family, _ range: ClosedRange<Int64>, tolerating tolerated: Double, _ slots: SlotTable,
    _ measures: MeasureTable
  ) -> Assertion {
    let ttl = slots.formula(for: .attribute(.ttl), type: .duration, name: "ttl").formula
    let isTooLong = Formula.binary(
      .greater, ttl, .constant(Constant(.duration(range.upperBound))))
    let longest = SettingReader.durationText(range.upperBound)
    let measure = tolerated > 0 ? Measure.share(isTooLong) : .count(isTooLong)
    let name = "\(tolerated > 0 ? "share" : "count")(ttl > \(longest))"
    let slot = Slot(
      .aggregate(measures.add(measure)), type: tolerated > 0 ? .percent : .number, name: name)
    let bound: Value = tolerated > 0 ? .percent(tolerated) : .integer(0)
    return Assertion(
      text: "\(name) \(tolerated > 0 ? "<=" : "==") \(SettingReader.text(of: bound))",
      location: location(head),
      condition: .binary(
        tolerated > 0 ? .lessOrEqual : .equal, .slot(0), .constant(Constant(bound))),
      aggregates: [slot], isWarning: false,
      say:
        "`\(family.name)` is declared with ttl \(SettingReader.durationText(range.lowerBound))..\(longest)"
    )
  }

  private func readSample(_ builder: FormulaBuilder) -> Sample? {
    guard let clause = statement.clause("sample"), let size = clause.expression(),
      let value = builder.constant(size, [.number, .percent], for: "sample")
    else { return nil }
    if case .percent(let share) = value, share > 0, share <= 1 { return .share(share) }
    if let count = value.whole, count > 0 { return .keys(count) }
    report(
      .outOfRange(
        "sample", found: file.text(size.span), label: "some keys, and not more than there are",
        help: "write `sample 10k` or `sample 10%`"), at: size.span)
    return nil
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
      guard let group else {
        return .buckets(name: name, of: typed.formula, type: typed.type, bounds: bounds)
      }
      return by.map { by in
        .groupBuckets(
          name: name, of: typed.formula, type: typed.type, bounds: bounds, by: by.formula,
          byName: file.text(group.span), top: top ?? Self.groupsShown)
      }
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
