import Bytes
import SourceText

extension FormulaBuilder {
  func buildCall(_ name: Identifier, _ arguments: [Expression], at span: Span) -> Built? {
    if let filter = Vocabulary.filter(name.text), Vocabulary.function(name.text) == nil {
      return buildFilterCall(filter, arguments, at: span)
    }
    guard let rule = Vocabulary.function(name.text) else {
      report(
        Vocabulary.looksLikePercentile(name.text)
          ? .unknownPercentile(name.text)
          : .unknownFunction(
            name.text,
            functions: Vocabulary.functions.map(\.name) + Vocabulary.filters.map(\.name)),
        at: name.span)
      return nil
    }
    guard (rule.requiredCount...rule.parameters.count).contains(arguments.count) else {
      let signature = rule.parameters.map(\.label).joined(separator: ", ")
      report(
        .wrongArgumentCount(name.text, signature: signature, found: arguments.count), at: span)
      return nil
    }
    if let bench = names.bench {
      if name.text == "blob", bench.operations == nil {
        return buildBlob(arguments, in: bench, at: span)
      }
      if let figure = buildFigure(name, arguments, in: bench) { return figure.built }
    }
    if let measured = buildMeasure(name, arguments) { return measured.built }
    guard let function = Function(rawValue: name.text) else {
      if names.isOpen { return .scalar(TypedFormula(.constant(Constant(.null)), .unknown)) }
      report(.functionElsewhere(name.text, example: rule.example), at: name.span)
      return nil
    }
    guard let values = check(arguments, against: rule.parameters, of: name.text) else { return nil }
    return finish(function, values, arguments, result: rule.result, at: span).map { .scalar($0) }
  }

  /// A filter written as a call: `lower(name)`; the value comes first.
  private func buildFilterCall(_ rule: FilterRule, _ arguments: [Expression], at span: Span)
    -> Built?
  {
    guard let first = arguments.first else {
      report(.wrongFilterArguments(rule.name, example: rule.example, found: 0), at: span)
      return nil
    }
    guard let subject = scalar(first, for: rule.name) else { return nil }
    return apply(rule, to: subject, Array(arguments.dropFirst()), at: first.span, whole: span)
      .map { .scalar($0) }
  }

  /// One filter of a hole, applied to what stands before it.
  func apply(_ filter: Filter, to subject: TypedFormula, at span: Span) -> TypedFormula? {
    guard let rule = Vocabulary.filter(filter.name.text) else {
      report(
        .unknownFilter(filter.name.text, filters: Vocabulary.filters.map(\.name)),
        at: filter.name.span)
      return nil
    }
    return apply(rule, to: subject, filter.arguments, at: span, whole: filter.name.span)
  }

  private func apply(
    _ rule: FilterRule, to subject: TypedFormula, _ arguments: [Expression], at span: Span,
    whole: Span
  ) -> TypedFormula? {
    let required = rule.parameters.count { !$0.isOptional }
    guard (required...rule.parameters.count).contains(arguments.count) else {
      report(
        .wrongFilterArguments(rule.name, example: rule.example, found: arguments.count), at: whole)
      return nil
    }
    guard
      rule.input.isEmpty || subject.type == .unknown || rule.input.contains(subject.type)
        || rule.input == [.text] && subject.type.hasText
    else {
      report(.wrongType("| \(rule.name)", wants: rule.input, found: subject.type), at: span)
      return nil
    }
    if rule.input.isEmpty, rule.name != "default", !subject.type.hasText {
      report(.needsFilter(subject.type), at: span)
      return nil
    }
    guard let function = Function(rawValue: rule.name),
      let values = check(arguments, against: rule.parameters, of: rule.name)
    else { return nil }
    let result = rule.name == "default" ? values[0].joined(with: subject.type) : rule.result
    return finish(
      function, [subject] + values, [Expression(.missing, span)] + arguments, result: result,
      at: whole)
  }

  private func check(
    _ arguments: [Expression], against parameters: [FunctionParameter], of name: String
  ) -> [TypedFormula]? {
    var values: [TypedFormula] = []
    for (argument, parameter) in zip(arguments, parameters) {
      if let value = expect(argument, parameter.types, for: name) { values.append(value) }
    }
    return values.count == arguments.count ? values : nil
  }

  /// The call itself, once its arguments are known to be of the right types.
  private func finish(
    _ function: Function, _ values: [TypedFormula], _ arguments: [Expression], result: ValueType,
    at span: Span
  ) -> TypedFormula? {
    var formulas = values.map(\.formula)
    switch function {
    case .time:
      guard let form = constantText(formulas[1]) else {
        report(.notConstant("time"), at: arguments[1].span)
        return nil
      }
      guard ["s", "ms", "iso"].contains(form) else {
        report(.badTimeFormat(form), at: arguments[1].span)
        return nil
      }
    case .date:
      if let pattern = formulas[1].constantValue?.value.bytes,
        let directive = CivilTime.unknownDirective(in: Array(pattern))
      {
        report(.badDirective(directive), at: arguments[1].span)
        return nil
      }
    case .prefix:
      guard names.hasAttributes else {
        report(
          .misplacedName(
            "prefix", what: "a part of a key", where: "here",
            help: "it stands in `sweep` and `audit`"), at: span)
        return nil
      }
      formulas.insert(
        slots.formula(for: .attribute(.key), type: .text, name: "key").formula, at: 0)
    default: break
    }
    return TypedFormula(Formula.call(function, formulas).folded, result)
  }

  private func constantText(_ formula: Formula) -> String? {
    guard case .text(let text)? = formula.constantValue?.value else { return nil }
    return text.description
  }
}

extension TypedFormula {
  /// The type of this value or, where it is null, of another.
  fileprivate func joined(with other: ValueType) -> ValueType {
    other == .unknown || other == type ? type : type == .unknown ? other : .unknown
  }
}

extension ValueType {
  /// Whether a value can stand in a text as it is.
  var hasText: Bool {
    switch self {
    case .unknown, .boolean, .number, .text, .json, .size: true
    case .duration, .rate, .percent, .time, .list, .range: false
    }
  }
}
