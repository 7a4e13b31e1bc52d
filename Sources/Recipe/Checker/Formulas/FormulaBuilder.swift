import Bytes
import SourceText

/// Turns expressions into formulas: names become slots or constants, units and types are checked, constants are computed.
///
/// Everything returns nil after a problem has been said, so that one mistake gives one message; both sides of an operator are
/// looked at before giving up, so that two mistakes give two.
struct FormulaBuilder {
  let checker: Checker
  let file: SourceFile
  let names: NameScope
  let slots: SlotTable

  func report(_ problem: CheckerProblem, at span: Span) {
    checker.problems.add(problem, at: span, in: file)
  }

  /// The same builder with other names in reach.
  func with(_ change: (inout NameScope) -> Void, slots: SlotTable? = nil) -> FormulaBuilder {
    var names = names
    change(&names)
    return FormulaBuilder(checker: checker, file: file, names: names, slots: slots ?? self.slots)
  }

  func build(_ expression: Expression) -> Built? {
    switch expression.kind {
    case .literal(let literal): return .scalar(literal.typedFormula)
    case .template(let template): return buildText(template)
    case .command(let command):
      report(.misplacedCommand, at: command.span)
      return nil
    case .reference(let parts): return resolve(parts, at: expression.span)
    case .call(let name, let arguments): return buildCall(name, arguments, at: expression.span)
    case .list(let items): return buildList(items)
    case .unary(let op, let operand): return buildUnary(op, operand)
    case .binary(let op, let left, let right):
      return buildBinary(op, left, right, at: expression.span)
    case .range(let lower, let upper): return buildRange(lower, upper, at: expression.span)
    case .missing: return nil
    }
  }

  /// A single value; a list or a range is a problem.
  func scalar(_ expression: Expression, for what: String) -> TypedFormula? {
    guard let built = build(expression) else { return nil }
    guard case .scalar(let typed) = built else {
      report(.wrongType(what, wants: [.unknown], found: built.type), at: expression.span)
      return nil
    }
    return typed
  }

  private func buildText(_ template: Template) -> Built? {
    guard let text = text(template) else { return nil }
    if let constant = text.constant {
      return .scalar(TypedFormula(.constant(Constant(text: constant)), .text))
    }
    return .scalar(TypedFormula(.text(text), .text))
  }

  private func buildList(_ items: [ListItem]) -> Built? {
    var elements: [TypedFormula] = []
    var element: ValueType = .unknown
    var isWhole = true
    for item in items {
      guard let typed = scalar(item.value, for: "[ ]") else {
        isWhole = false
        continue
      }
      if element == .unknown { element = typed.type }
      if typed.type != .unknown, typed.type != element {
        report(.mixedList(element, typed.type), at: item.span)
        isWhole = false
      }
      elements.append(typed)
    }
    return isWhole ? .list(elements, of: element) : nil
  }

  private func buildRange(_ lower: Expression, _ upper: Expression, at span: Span) -> Built? {
    let low = scalar(lower, for: "..")
    let high = scalar(upper, for: "..")
    guard let low, let high else { return nil }
    let bound = low.type == .unknown ? high.type : low.type
    guard high.type == bound || high.type == .unknown, bound == .unknown || bound.unit != nil else {
      reportOperands("..", (lower, low), (upper, high), at: span)
      return nil
    }
    if let first = low.formula.constantValue?.value, let last = high.formula.constantValue?.value,
      first.order(to: last) == .greater
    {
      report(.reversedRange(file.text(span)), at: span)
      return nil
    }
    return .range(low, high, of: bound)
  }
}

extension Literal {
  var typedFormula: TypedFormula {
    let (value, type): (Value, ValueType) =
      switch self {
      case .null: (.null, .unknown)
      case .never: (.never, .duration)
      case .boolean(let truth): (.boolean(truth), .boolean)
      case .integer(let number): (.integer(number), .number)
      case .real(let number): (.real(number), .number)
      case .duration(let milliseconds): (.duration(milliseconds), .duration)
      case .latency(let microseconds): (.latency(Double(microseconds) / 1000), .duration)
      case .size(let bytes): (.size(bytes), .size)
      case .rate(let perSecond, _): (.rate(perSecond), .rate)
      case .percent(let fraction): (.percent(fraction), .percent)
      }
    return TypedFormula(.constant(Constant(value)), type)
  }
}
