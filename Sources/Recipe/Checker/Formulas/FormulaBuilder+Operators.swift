import Bytes
import SourceText

extension FormulaBuilder {
  func buildUnary(_ op: UnaryOperator, _ operand: Expression) -> Built? {
    switch op {
    case .not:
      return condition(operand, for: "not").map { .scalar(TypedFormula(.not($0).folded, .boolean)) }
    case .negate:
      guard let typed = scalar(operand, for: "-") else { return nil }
      guard typed.type == .unknown || typed.type.unit != nil, typed.type != .time else {
        report(.wrongType("-", wants: [.number], found: typed.type), at: operand.span)
        return nil
      }
      return .scalar(TypedFormula(Formula.negate(typed.formula).folded, typed.type))
    }
  }

  func buildBinary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span
  ) -> Built? {
    let typed: TypedFormula? =
      switch op {
      case .and, .or: buildLogic(op, left, right)
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        buildComparison(op, left, right, at: span)
      case .isIn, .isNotIn: buildMembership(op, left, right, at: span)
      case .like, .notLike: buildLike(left, right, negated: op == .notLike)
      case .add, .subtract, .multiply, .divide, .remainder:
        buildArithmetic(op, left, right, at: span)
      }
    return typed.map { .scalar(TypedFormula($0.formula.folded, $0.type)) }
  }

  /// An expression that is true, false or null.
  func condition(_ expression: Expression, for what: String) -> Formula? {
    guard let built = build(expression) else { return nil }
    guard case .scalar(let typed) = built, typed.type == .boolean || typed.type == .unknown else {
      report(.notACondition(what, found: built.type), at: expression.span)
      return nil
    }
    return typed.formula
  }

  private func buildLogic(_ op: BinaryOperator, _ left: Expression, _ right: Expression)
    -> TypedFormula?
  {
    let first = condition(left, for: op.rawValue)
    let second = condition(right, for: op.rawValue)
    guard let first, let second else { return nil }
    return TypedFormula(.binary(op, first, second), .boolean)
  }

  private func buildComparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span
  ) -> TypedFormula? {
    if let other = left.isNull ? right : right.isNull ? left : nil {
      return buildNullTest(op, other, at: span)
    }
    let first = scalar(left, for: op.rawValue)
    let second = scalar(right, for: op.rawValue)
    guard let first, let second else { return nil }
    guard first.type.compares(with: second.type) else {
      reportOperands(op.rawValue, (left, first), (right, second), at: span)
      return nil
    }
    warnAboutUnlikelyType(first, right)
    warnAboutUnlikelyType(second, left)
    return TypedFormula(.binary(op, first.formula, second.formula), .boolean)
  }

  private func buildNullTest(_ op: BinaryOperator, _ operand: Expression, at span: Span)
    -> TypedFormula?
  {
    guard op == .equal || op == .notEqual else {
      report(.orderedNull(op.rawValue), at: span)
      return nil
    }
    guard let typed = scalar(operand, for: op.rawValue) else { return nil }
    return TypedFormula(.isNull(typed.formula, negated: op == .notEqual), .boolean)
  }

  private func buildMembership(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span
  ) -> TypedFormula? {
    let subject = scalar(left, for: "in")
    let among = build(right)
    guard let subject, let among else { return nil }
    let negated = op == .isNotIn
    switch among {
    case .list(let elements, let type):
      guard subject.type.compares(with: type) else {
        reportOperands("in", (left, subject), (right, TypedFormula(.slot(0), type)), at: span)
        return nil
      }
      if case .list(let items) = right.kind {
        for item in items { warnAboutUnlikelyType(subject, item.value) }
      }
      return TypedFormula(
        .member(subject.formula, of: elements.map(\.formula), negated: negated), .boolean)
    case .range(let lower, let upper, let type):
      guard subject.type.compares(with: type) else {
        reportOperands("in", (left, subject), (right, TypedFormula(.slot(0), type)), at: span)
        return nil
      }
      return TypedFormula(
        .within(subject.formula, lower: lower.formula, upper: upper.formula, negated: negated),
        .boolean)
    case .scalar(let typed):
      report(.notAList(found: typed.type), at: right.span)
      return nil
    }
  }

  private func buildLike(_ left: Expression, _ right: Expression, negated: Bool) -> TypedFormula? {
    let subject = scalar(left, for: "like")
    var pattern: TextFormula?
    if case .template(let template) = right.kind {
      pattern = glob(template).map { TextFormula(constant: $0) }
    } else if let typed = scalar(right, for: "like") {
      pattern = TextFormula(parts: [.value(typed.formula, hashTag: false)])
    }
    guard let subject, let pattern else { return nil }
    guard subject.type == .text || subject.type == .unknown || subject.type == .json else {
      report(.wrongType("like", wants: [.text], found: subject.type), at: left.span)
      return nil
    }
    return TypedFormula(.like(subject.formula, pattern: pattern, negated: negated), .boolean)
  }

  private func buildArithmetic(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span
  ) -> TypedFormula? {
    let first = scalar(left, for: op.rawValue)
    let second = scalar(right, for: op.rawValue)
    guard let first, let second else { return nil }
    let formula = Formula.binary(op, first.formula, second.formula)
    if first.type == .unknown || second.type == .unknown {
      // A count scales anything and keeps its unit; what else comes out, only the row shows.
      return TypedFormula(formula, .unknown)
    }
    guard let leftUnit = first.type.unit, let rightUnit = second.type.unit,
      let (unit, _) = op.unit(of: leftUnit, rightUnit)
    else {
      reportOperands(op.rawValue, (left, first), (right, second), at: span)
      return nil
    }
    return TypedFormula(formula, ValueType(unit))
  }

  /// Two operands that do not fit. When one is a number in the wrong unit, that is what is wrong.
  func reportOperands(
    _ op: String, _ left: (expression: Expression, typed: TypedFormula),
    _ right: (expression: Expression, typed: TypedFormula), at span: Span
  ) {
    // `idle > 7` is about `idle`; `7d + 1KiB` is about the sum.
    let isSum = op == "+" || op == "-"
    if right.expression.isNumeric, left.typed.type.unit != nil, right.typed.type.unit != nil {
      reportUnit(
        isSum ? op : file.text(left.expression.span), wants: left.typed.type, right.expression,
        right.typed.type)
    } else if left.expression.isNumeric, left.typed.type.unit != nil, right.typed.type.unit != nil {
      reportUnit(
        isSum ? op : file.text(right.expression.span), wants: right.typed.type, left.expression,
        left.typed.type)
    } else {
      let column =
        left.typed.type == .text
        ? textColumn(left.typed) : right.typed.type == .text ? textColumn(right.typed) : nil
      report(.incompatible(op, left.typed.type, right.typed.type, columnOfText: column), at: span)
    }
  }

  func reportUnit(_ what: String, wants: ValueType, _ expression: Expression, _ found: ValueType) {
    report(
      .wrongUnit(what, wants: wants, found: file.text(expression.span), type: found),
      at: expression.span)
  }

  private func textColumn(_ typed: TypedFormula) -> String? {
    guard case .slot(let index) = typed.formula, index < slots.slots.count,
      case .column(let name) = slots.slots[index].source
    else { return nil }
    return name
  }

  private func warnAboutUnlikelyType(_ typed: TypedFormula, _ literal: Expression) {
    guard case .slot(let index) = typed.formula, index < slots.slots.count,
      slots.slots[index].source == .attribute(.type), case .template(let template) = literal.kind,
      let text = template.constant
    else { return }
    let word = String(decoding: text, as: UTF8.self)
    let known = RedisType.allCases.map(\.rawValue)
    if !known.contains(word), let meant = EditDistance.closest(to: word, among: known) {
      report(.unlikelyType(word, meant: meant), at: literal.span)
    }
  }
}

extension ValueType {
  /// Whether values of both types stand in an order.
  func compares(with other: ValueType) -> Bool {
    switch (self, other) {
    case (.unknown, _), (_, .unknown): true
    case (.text, .json), (.json, .text): true
    case (.list, _), (.range, _): false
    default: self == other
    }
  }
}

extension Expression {
  var isNull: Bool { if case .literal(.null) = kind { true } else { false } }

  /// A literal number with or without a unit, perhaps negative.
  var isNumeric: Bool {
    switch kind {
    case .literal(.null), .literal(.never), .literal(.boolean): false
    case .literal: true
    case .unary(.negate, let operand): operand.isNumeric
    default: false
    }
  }
}

extension TextFormula {
  init(constant: [UInt8]) { self.init(parts: [.literal(PinnedBytes(constant))]) }
}
