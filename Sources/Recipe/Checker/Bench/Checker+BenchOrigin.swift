import Bytes
import SourceText

/// What stands behind the cache of a bench, what protects it, and what happens meanwhile.
extension StatementContext {
  func readOrigin(_ clause: Phrase, _ builder: FormulaBuilder) -> BenchOrigin? {
    guard let expression = clause.expression(), let latency = readLatency(expression, builder)
    else { return nil }
    var origin = BenchOrigin(latency: latency)
    if let limit = clause.option("limit")?.expression(),
      let value = builder.constant(limit, [.rate, .number], for: "limit")
    {
      if case .rate(let rate) = value, rate > 0 {
        origin.rateLimit = rate
      } else if let count = value.whole, count > 0 {
        origin.concurrencyLimit = count
      } else {
        report(
          .outOfRange(
            "limit", found: file.text(limit.span), label: "it would never answer",
            help: "write `limit 300/s`, or `limit 20` for so many at once"), at: limit.span)
      }
    }
    if let errors = clause.option("errors")?.expression() {
      origin.errors = builder.fraction(errors, for: "errors") ?? 0
    }
    return origin
  }

  /// An origin that answers nobody before the end measures nothing.
  func checkOrigin(_ origin: BenchOrigin, measured: Int64?) {
    guard let measured, let expression = statement.clause("origin")?.expression(),
      origin.latency.typical >= Double(measured)
    else { return }
    report(
      .badPhase(
        "this origin is slower than the run", label: "no load ends while it is measured",
        help: "measure longer than \(file.text(expression.span)), or write a faster origin"),
      at: expression.span)
  }

  private func readLatency(_ expression: Expression, _ builder: FormulaBuilder) -> OriginLatency? {
    guard case .call(let name, let arguments) = expression.kind else {
      return milliseconds(expression, builder, for: "origin").map { .constant($0) }
    }
    switch (name.text, arguments.count) {
    case ("uniform", 1):
      guard
        let (lower, upper) = builder.expectRange(arguments[0], of: .duration, for: "origin")
      else { return nil }
      // Read as constants one after the other: a range of parameters is one, too.
      guard let low = lower.formula.constantValue?.value.milliseconds,
        let high = upper.formula.constantValue?.value.milliseconds, low >= 0
      else {
        report(.notConstant("origin"), at: expression.span)
        return nil
      }
      return .uniform(low...high)
    case ("lognormal", 2):
      guard let median = milliseconds(arguments[0], builder, for: "lognormal"), median > 0,
        let sigma = builder.constant(arguments[1], [.number], for: "lognormal")?.quantity?.magnitude
          .real, sigma > 0, sigma <= 5
      else {
        report(
          .badDistribution(
            "`lognormal` needs a median above 0 and a sigma of at most 5", label: "not a latency",
            help: "write `lognormal(40ms, 0.5)`"), at: expression.span)
        return nil
      }
      return .lognormal(median: median, sigma: sigma)
    default:
      report(
        .badDistribution(
          "`\(file.text(expression.span))` is no latency", label: "how long does a load take?",
          help:
            "write `origin 200ms`, `origin uniform(20ms..80ms)` or `origin lognormal(40ms, 0.5)`"
        ), at: expression.span)
      return nil
    }
  }

  /// A time with its fraction, known before the run.
  private func milliseconds(
    _ expression: Expression, _ builder: FormulaBuilder, for what: String
  ) -> Double? {
    guard let value = builder.constant(expression, [.duration], for: what) else { return nil }
    guard let time = value.milliseconds, time >= 0 else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "a time to come, and an end to it",
          help: "write a positive duration: `\(what) 40ms`"), at: expression.span)
      return nil
    }
    return time
  }

  // MARK: Defences

  func readDefence(_ clause: Phrase, _ builder: FormulaBuilder) -> StampedeDefence? {
    guard let expression = clause.expression() else { return nil }
    // `protect none`: the word, where nobody gave the name another meaning.
    if case .reference(let parts) = expression.kind, parts.count == 1, parts[0].text == "none",
      each["none"] == nil
    {
      return StampedeDefence.none
    }
    guard let typed = builder.expect(expression, [.text], for: "protect") else { return nil }
    guard let constant = typed.formula.constantValue, case .text(let text) = constant.value else {
      report(.notConstant("protect"), at: expression.span)
      return nil
    }
    // The slice lies in the constant.
    let name = withExtendedLifetime(constant) { text.description }
    if let defence = StampedeDefence(name) { return defence }
    report(.badDefence(name), at: expression.span)
    return nil
  }

  // MARK: Events

  func readEvents(_ builder: FormulaBuilder, measured: Int64?) -> [BenchEvent] {
    var events: [BenchEvent] = []
    for clause in statement.clauses("at") {
      guard let expression = clause.expression(), let at = builder.duration(expression, for: "at"),
        clause.arguments.count > 1, case .phrase(let phrase) = clause.arguments[1],
        let kind = readEvent(phrase, builder)
      else { continue }
      if at >= measured ?? 0 {
        report(
          .badPhase(
            "nothing is measured any more at \(file.text(expression.span))",
            label: "after the end", help: "write an earlier time, or measure longer"),
          at: expression.span)
      }
      events.append(BenchEvent(at: at, kind: kind))
    }
    return events.sorted { $0.at < $1.at }
  }

  private func readEvent(_ phrase: Phrase, _ builder: FormulaBuilder) -> BenchEvent.Kind? {
    switch phrase.word.text {
    case "expire": return .expireAll
    case "flush": return .flush
    case "invalidate":
      guard case .template(let template)? = phrase.expression()?.kind else { return nil }
      return builder.glob(template).map { .invalidate($0) }
    default:
      guard let factor = phrase.ownWord?.expression(),
        let value = builder.constant(factor, [.number], for: "slow origin"),
        let number = value.quantity?.magnitude.real, number > 0
      else { return nil }
      return .slowOrigin(number)
    }
  }
}

extension OriginLatency {
  /// Half of all loads take no less, milliseconds; all of them where it is constant.
  fileprivate var typical: Double {
    switch self {
    case .constant(let time): time
    case .uniform(let range): (range.lowerBound + range.upperBound) / 2
    case .lognormal(let median, _): median
    }
  }
}

extension StampedeDefence {
  /// `lock(5s)`, `xfetch(1.0)`, `none`.
  init?(_ text: String) {
    let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasSuffix(")") else {
      guard text == "none" else { return nil }
      self = .none
      return
    }
    let argument = String(parts[1].dropLast())
    if parts[0] == "xfetch" {
      guard let beta = Double(argument), beta > 0, beta.isFinite else { return nil }
      self = .xfetch(beta)
      return
    }
    let form = Built.scalar(TypedFormula(.constant(Constant(.null)), .duration))
    guard case .scalar(let typed)? = SettingReader.read(argument, as: form),
      case .duration(let time)? = typed.formula.constantValue?.value, time > 0
    else { return nil }
    switch parts[0] {
    case "lock": self = .lock(time)
    case "stale": self = .stale(time)
    case "lease": self = .lease(time)
    default: return nil
    }
  }
}

extension Value {
  /// Of a duration; `never` is none.
  fileprivate var milliseconds: Double? {
    switch self {
    case .duration(let time): Double(time)
    case .latency(let time): time
    default: nil
    }
  }
}
