import Bytes
import SourceText

extension FormulaBuilder {
  /// A single value of one of these types; none means any. `what` is the word that wants it.
  func expect(_ expression: Expression, _ wanted: [ValueType], for what: String) -> TypedFormula? {
    guard let built = build(expression) else { return nil }
    if case .scalar(let typed) = built {
      if wanted.isEmpty || typed.type == .unknown || wanted.contains(typed.type) { return typed }
      if typed.type.isJSONLike, wanted.contains(where: \.isJSONLike) { return typed }
    }
    reportType(what, wants: wanted, expression, built.type)
    return nil
  }

  /// A range of values of one type.
  func expectRange(_ expression: Expression, of wanted: ValueType, for what: String)
    -> (lower: TypedFormula, upper: TypedFormula)?
  {
    guard let built = build(expression) else { return nil }
    if case .range(let lower, let upper, let type) = built, type == wanted { return (lower, upper) }
    if case .range(let lower, let upper) = expression.kind, lower.isNumeric, upper.isNumeric,
      case .range(_, _, let type) = built
    {
      reportUnit(what, wants: wanted, lower, type)
    } else {
      reportType(what, wants: [.range(wanted)], expression, built.type)
    }
    return nil
  }

  /// A value known before the run.
  func constant(_ expression: Expression, _ wanted: [ValueType], for what: String) -> Value? {
    guard let typed = expect(expression, wanted, for: what) else { return nil }
    guard let constant = typed.formula.constantValue else {
      report(.notConstant(what), at: expression.span)
      return nil
    }
    if constant.value.isNull {
      report(
        .wrongType(what, wants: wanted, found: .unknown, help: "write a value"), at: expression.span
      )
      return nil
    }
    return constant.value
  }

  /// A whole number known before the run, at least `least`.
  func count(_ expression: Expression, for what: String, atLeast least: Int = 1) -> Int? {
    guard let value = constant(expression, [.number], for: what) else { return nil }
    guard let number = value.whole, number >= least else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "a whole number, at least \(least)",
          help: "write `\(what) \(max(least, 100))`"), at: expression.span)
      return nil
    }
    return number
  }

  /// Milliseconds known before the run; `never` is none.
  func duration(_ expression: Expression, for what: String, canBeZero: Bool = true) -> Int64? {
    guard let value = constant(expression, [.duration], for: what) else { return nil }
    if case .latency = value {
      report(.fractionOfAMillisecond(what, found: file.text(expression.span)), at: expression.span)
      return nil
    }
    guard case .duration(let milliseconds) = value,
      milliseconds > 0 || canBeZero && milliseconds == 0
    else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "a time to come, and an end to it",
          help: "write a positive duration: `\(what) 10m`"), at: expression.span)
      return nil
    }
    return milliseconds
  }

  /// Both ends in milliseconds, known before the run.
  func durationRange(_ expression: Expression, for what: String) -> ClosedRange<Int64>? {
    guard let (lower, upper) = expectRange(expression, of: .duration, for: what) else { return nil }
    guard case .duration(let low)? = lower.formula.constantValue?.value,
      case .duration(let high)? = upper.formula.constantValue?.value
    else {
      let isKnown = lower.formula.constantValue != nil && upper.formula.constantValue != nil
      report(
        isKnown
          ? .fractionOfAMillisecond(what, found: file.text(expression.span)) : .notConstant(what),
        at: expression.span)
      return nil
    }
    guard low > 0, low <= high else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "both ends are positive",
          help: "write `\(what) 10m..24h`"), at: expression.span)
      return nil
    }
    return low...high
  }

  /// Keys a second.
  func rate(_ expression: Expression, for what: String) -> Double? {
    guard let value = constant(expression, [.rate], for: what), case .rate(let perSecond) = value
    else { return nil }
    if case .literal(.rate(_, ofBytes: true)) = expression.kind {
      report(.rateOfBytes(what, found: file.text(expression.span)), at: expression.span)
      return nil
    }
    guard perSecond > 0 else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "nothing would ever be sent",
          help: "write `\(what) 5k/s`, or leave it out for no limit"), at: expression.span)
      return nil
    }
    return perSecond
  }

  /// A fraction from 0 to 1.
  func fraction(_ expression: Expression, for what: String) -> Double? {
    guard let value = constant(expression, [.percent], for: what),
      case .percent(let fraction) = value
    else { return nil }
    guard (0...1).contains(fraction) else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "0% to 100%", help: "write `\(what) 10%`"),
        at: expression.span)
      return nil
    }
    return fraction
  }

  private func reportType(
    _ what: String, wants wanted: [ValueType], _ expression: Expression, _ found: ValueType
  ) {
    if expression.isNumeric, found.unit != nil, let wants = wanted.first(where: { $0.unit != nil })
    {
      reportUnit(what, wants: wants, expression, found)
    } else {
      report(.wrongType(what, wants: wanted, found: found), at: expression.span)
    }
  }
}

extension ValueType {
  fileprivate var isJSONLike: Bool { self == .text || self == .json }
}
