import SourceText

/// What only a `bench` knows: its variables, `blob(…)`, and the figures of its operations.
extension FormulaBuilder {
  /// A variable of `pick`, or `key`.
  func benchName(_ name: String) -> Built? {
    guard let bench = names.bench, bench.operations == nil else { return nil }
    if name == "key", let key = bench.key {
      if let constant = key.constant {
        return .scalar(TypedFormula(.constant(Constant(text: constant)), .text))
      }
      return .scalar(TypedFormula(.text(key), .text))
    }
    return bench.draws.index(of: name).map {
      .scalar(slots.formula(for: .draw($0), type: .number, name: name))
    }
  }

  /// `blob(SIZE, COMPRESSIBLE)`: each mention draws bytes of its own.
  func buildBlob(_ arguments: [Expression], in bench: BenchScope, at span: Span) -> Built? {
    guard let size = sizes(arguments[0], for: "blob") else { return nil }
    var compressible = 0.0
    if arguments.count > 1 {
      guard let share = fraction(arguments[1], for: "blob") else { return nil }
      compressible = share
    }
    let draw = bench.draws.add(.blob(size, compressible: compressible))
    return .scalar(slots.formula(for: .draw(draw), type: .text, name: file.text(span)))
  }

  /// Bytes: one size, or any of a range.
  func sizes(_ expression: Expression, for what: String) -> ClosedRange<Int64>? {
    var ends: (Value, Value)
    if case .range = expression.kind {
      guard let (lower, upper) = expectRange(expression, of: .size, for: what) else { return nil }
      guard let low = lower.formula.constantValue?.value,
        let high = upper.formula.constantValue?.value
      else {
        report(.notConstant(what), at: expression.span)
        return nil
      }
      ends = (low, high)
    } else {
      guard let size = constant(expression, [.size], for: what) else { return nil }
      ends = (size, size)
    }
    guard case (.size(let low), .size(let high)) = ends, low >= 0, low <= high,
      high <= Self.largestBlob
    else {
      report(
        .outOfRange(
          what, found: file.text(expression.span), label: "at most 64MiB",
          help: "write a size, or a range of sizes: `200B..2KiB`"), at: expression.span)
      return nil
    }
    return low...high
  }

  private static let largestBlob: Int64 = 64 << 20

  /// `p99(read)`, `rate(all)`, `errors(put)`: nil when the name is none of these.
  func buildFigure(_ name: Identifier, _ arguments: [Expression], in bench: BenchScope) -> (
    built: Built?, Void
  )? {
    guard let operations = bench.operations else { return nil }
    let kind: BenchFigure.Kind
    var type = ValueType.duration
    switch name.text {
    case "max": kind = .longest
    case "rate": (kind, type) = (.rate, .rate)
    case "errors": (kind, type) = (.errors, .percent)
    case "sent": (kind, type) = (.sent, .percent)
    case "count": (kind, type) = (.count, .number)
    default:
      guard let fraction = Vocabulary.percentileFraction(name.text) else { return nil }
      kind = .percentile(fraction)
    }
    guard case .reference(let parts) = arguments[0].kind, parts.count == 1 else {
      report(
        .unknownOperation(file.text(arguments[0].span), operations: operations),
        at: arguments[0].span)
      return (nil, ())
    }
    let operation = parts[0].text
    let index = operations.firstIndex(of: operation)
    guard operation == BenchScope.all || index != nil else {
      report(.unknownOperation(operation, operations: operations), at: arguments[0].span)
      return (nil, ())
    }
    return (
      .scalar(
        slots.formula(
          for: .aggregate(.bench(BenchFigure(kind, of: index))), type: type,
          name: "\(name.text)(\(operation))")), ()
    )
  }
}

extension BenchScope {
  /// All operations together, in an assertion.
  static let all = "all"
}
