import SourceText

/// What every action may say: where, when, how fast, and what must hold.
struct CommonClauses {
  var server: String?
  var isEnabled = true
  var batch: Int?
  var rate: Double?
  var adaptsRate = false
  var scanRate: Double?
  var guards: [Guard] = []
  var assertions: [Assertion] = []
  var failure = FailurePolicy.proceed
  var tolerate = 0.0
  var doc: String?
  var lock: LockRequest?

  func apply(to action: inout Action) {
    action.server = server
    action.isEnabled = isEnabled
    action.batch = batch
    action.rate = rate
    action.adaptsRate = adaptsRate
    action.scanRate = scanRate
    action.guards = guards
    action.assertions = assertions
    action.failure = failure
    action.tolerate = tolerate
    action.doc = doc
    action.lock = lock
  }
}

extension StatementContext {
  /// Reads them; `configure` says which names guards and assertions know.
  func commonClauses(_ configure: (inout NameScope) -> Void) -> CommonClauses {
    var common = CommonClauses()
    let builder = builder()
    for clause in statement.clauses {
      switch clause.word.text {
      case "guard":
        if let item = readGuard(clause, configure) { common.guards.append(item) }
      case "assert":
        if let item = readAssertion(clause, configure) { common.assertions.append(item) }
      case "fail":
        common.failure = clause.ownWord?.word.text == "stop" ? .stop : .proceed
      case "lock": common.lock = readLock(clause, builder)
      default: readValue(clause, builder, &common)
      }
    }
    return common
  }

  private func readValue(_ clause: Phrase, _ builder: FormulaBuilder, _ common: inout CommonClauses)
  {
    switch clause.word.text {
    case "scan":
      common.scanRate = clause.ownWord?.expression().flatMap { builder.rate($0, for: "scan rate") }
      return
    case "to", "when", "batch", "rate", "tolerate", "doc": break
    default: return
    }
    if clause.word.text == "rate", clause.ownWord?.word.text == "auto" {
      common.adaptsRate = true
      return
    }
    guard let expression = clause.expression() else { return }
    switch clause.word.text {
    case "to": common.server = checker.serverName(expression, in: file)
    case "when": common.isEnabled = readWhen(expression, builder)
    case "batch": common.batch = builder.count(expression, for: "batch")
    case "rate":
      if !clause.rule.takesRange { common.rate = builder.rate(expression, for: "rate") }
    case "tolerate": common.tolerate = builder.fraction(expression, for: "tolerate") ?? 0
    default: common.doc = text(of: expression, for: "doc", builder)
    }
  }

  private func readWhen(_ expression: Expression, _ builder: FormulaBuilder) -> Bool {
    guard let condition = builder.condition(expression, for: "when") else { return false }
    return condition.holds(in: Scope(slotCount: 0, now: checker.options.now))
  }

  private func text(of expression: Expression?, for what: String, _ builder: FormulaBuilder)
    -> String?
  {
    guard case .template(let template)? = expression?.kind else { return nil }
    return builder.plainString(template, for: what)
  }

  private func readLock(_ clause: Phrase, _ builder: FormulaBuilder) -> LockRequest {
    LockRequest(
      name: text(of: clause.expression(), for: "lock", builder),
      serverLease: clause.option("server")?.ownWord?.expression()
        .flatMap { builder.duration($0, for: "lease", canBeZero: false) },
      wait: clause.option("wait")?.expression().flatMap { builder.duration($0, for: "wait") })
  }

  // MARK: Guards and assertions

  private func readGuard(_ clause: Phrase, _ configure: (inout NameScope) -> Void) -> Guard? {
    guard let expression = clause.expression(),
      let (condition, slots, builder) = readCondition(clause, expression, configure)
    else { return nil }
    let otherwise = readOtherwise(clause, builder)
    let item = Guard(
      text: file.text(expression.span), location: location(expression.span), condition: condition,
      aggregates: slots, otherwise: otherwise,
      say: text(of: clause.option("say")?.expression(), for: "say", builder))
    let moments = Set(
      slots.compactMap {
        if case .aggregate(let aggregate) = $0.source {
          AggregateNames.moment(of: aggregate)
        } else {
          nil
        }
      })
    if moments.count > 1 { report(.mixedMoments, at: expression.span) }
    if case .pause = otherwise, moments == [.before], let option = clause.option("else") {
      report(.pauseBefore, at: option.span)
    }
    return item
  }

  private func readOtherwise(_ clause: Phrase, _ builder: FormulaBuilder) -> Guard.Otherwise {
    guard let word = clause.option("else")?.ownWord else { return .stop }
    switch word.word.text {
    case "warn": return .warn
    case "pause":
      let pause = word.expression().flatMap { builder.duration($0, for: "pause", canBeZero: false) }
      return .pause(pause ?? 0)
    default: return .stop
    }
  }

  private func readAssertion(_ clause: Phrase, _ configure: (inout NameScope) -> Void) -> Assertion?
  {
    guard let expression = clause.expression(),
      let (condition, slots, builder) = readCondition(clause, expression, configure)
    else { return nil }
    return Assertion(
      text: file.text(expression.span), location: location(expression.span), condition: condition,
      aggregates: slots, isWarning: clause.option("else")?.ownWord?.word.text == "warn",
      say: text(of: clause.option("say")?.expression(), for: "say", builder))
  }

  private func readCondition(
    _ clause: Phrase, _ expression: Expression, _ configure: (inout NameScope) -> Void
  ) -> (Formula, [Slot], FormulaBuilder)? {
    let table = SlotTable()
    let builder = builder(slots: table, configure)
    guard let condition = builder.condition(expression, for: clause.word.text) else { return nil }
    if table.slots.isEmpty, !builder.names.isOpen {
      let names = builder.names.aggregates?.names ?? []
      report(
        .refersToNothing(
          clause.word.text,
          names: builder.names.audit == nil
            ? names : names + ["count(…)", "share(…)", "p99(…)", "cliff(…)"]),
        at: expression.span)
      return nil
    }
    return (condition, table.slots, builder)
  }
}

extension PhraseRule {
  /// `rate` of `bench` may be a ramp; its row of the table checks it.
  fileprivate var takesRange: Bool {
    signature.parameters.contains { parameter in
      parameter.accepts.contains {
        if case .expression(let types) = $0 { types.contains(.range(.rate)) } else { false }
      }
    }
  }
}
