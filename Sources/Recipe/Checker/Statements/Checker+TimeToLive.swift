import SourceText

/// `ttl EXPR [within RANGE] [jitter J]`, or `ttl never`.
extension StatementContext {
  func readTTL(_ family: Family?, _ builder: FormulaBuilder) -> TimeToLive? {
    guard let clause = statement.clause("ttl"), let expression = clause.expression() else {
      return nil
    }
    let typed = builder.expect(expression, [.duration], for: "ttl")
    let within = readWithin(clause, family, builder)
    let jitter = clause.option("jitter").flatMap { readJitter($0, builder) }
    guard let typed else { return nil }
    if case .never? = typed.formula.constantValue?.value {
      if let option = clause.option("jitter") { report(.jitterOnNever, at: option.span) }
      if let option = clause.option("within") { report(.withinOnNever(), at: option.span) }
      checkNever(expression, family)
      return .never
    }
    check(expression, typed, clause, within, jitter, family)
    return .expires(typed.formula, within: within, jitter: jitter)
  }

  /// What can be said of a TTL that is known before the run.
  private func check(
    _ expression: Expression, _ typed: TypedFormula, _ clause: Phrase,
    _ within: ClosedRange<Int64>?,
    _ jitter: TimeToLive.Jitter?, _ family: Family?
  ) {
    let text = file.text(expression.span)
    if case .latency? = typed.formula.constantValue?.value {
      report(.fractionOfAMillisecond("ttl", found: text), at: expression.span)
    }
    guard case .duration(let constant)? = typed.formula.constantValue?.value else { return }
    guard constant > 0 else {
      report(.ttlNotPositive(text), at: expression.span)
      return
    }
    let effective = within.map { min(max(constant, $0.lowerBound), $0.upperBound) } ?? constant
    if let family, let range = family.ttl, !range.contains(effective) {
      report(
        .ttlOutsideFamily("ttl", found: text, family: family, range: range), at: expression.span)
    } else if effective < 1000 {
      report(.shortTTL(text), at: expression.span)
    } else if jitter == nil, clause.option("jitter") == nil, each.isEmpty, hasManyKeys {
      report(.ttlWithoutJitter(text), at: expression.span)
    }
    if case .duration(let spread) = jitter, spread >= effective,
      let option = clause.option("jitter")
    {
      report(
        .outOfRange(
          "jitter", found: SettingReader.durationText(spread), label: "as long as the TTL itself",
          help: "write a part of it: `jitter 10%`"), at: option.span)
    }
  }

  /// A key without a hole is one key: it expires with no other.
  private var hasManyKeys: Bool {
    guard case .template(let template)? = statement.clause("key")?.expression()?.kind else {
      return true
    }
    return template.constant == nil
  }

  private func checkNever(_ expression: Expression, _ family: Family?) {
    guard let family, let range = family.ttl else { return }
    report(
      .ttlOutsideFamily("ttl", found: "never", family: family, range: range), at: expression.span)
  }

  private func readWithin(_ clause: Phrase, _ family: Family?, _ builder: FormulaBuilder)
    -> ClosedRange<Int64>?
  {
    guard let expression = clause.option("within")?.expression(),
      let within = builder.durationRange(expression, for: "within")
    else { return nil }
    if let family, let range = family.ttl,
      within.lowerBound < range.lowerBound || within.upperBound > range.upperBound
    {
      report(
        .ttlOutsideFamily(
          "within", found: file.text(expression.span), family: family, range: range),
        at: expression.span)
    }
    return within
  }

  func readJitter(_ option: Phrase, _ builder: FormulaBuilder) -> TimeToLive.Jitter? {
    guard let expression = option.expression(),
      let value = builder.constant(expression, [.percent, .duration], for: "jitter")
    else { return nil }
    switch value {
    case .percent(let fraction) where fraction >= 0 && fraction < 1: return .fraction(fraction)
    case .duration(let milliseconds) where milliseconds >= 0: return .duration(milliseconds)
    default:
      report(
        .outOfRange(
          "jitter", found: file.text(expression.span), label: "a part of the TTL",
          help: "write `jitter 10%` or `jitter 5m`"), at: expression.span)
      return nil
    }
  }
}
