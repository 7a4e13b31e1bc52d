import SourceText

extension FormulaBuilder {
  /// A call that an audit measures over all keys: `count`, `share`, `pNN`, `cliff`, `sum`, `min`, `max`. Nil when the name is none of these;
  /// `built` is nil when a problem has been said.
  func buildMeasure(_ name: Identifier, _ arguments: [Expression]) -> (built: Built?, Void)? {
    let fraction = Vocabulary.percentileFraction(name.text)
    guard fraction != nil || Self.measureNames.contains(name.text) else { return nil }
    guard let audit = names.audit else {
      if names.isOpen { return (.scalar(TypedFormula(.constant(Constant(.null)), .unknown)), ()) }
      report(
        .misplacedName(
          name.text, what: "measured by an audit", where: "here",
          help: "write it in an `assert` of `audit`"), at: name.span)
      return (nil, ())
    }
    // What is measured is said of one key: its attributes and fields, no numbers about the run.
    let inside = with(
      {
        $0.aggregates = nil
        $0.audit = nil
        $0.hasAttributes = true
      }, slots: audit.slots)
    guard let (measure, type) = measure(name.text, fraction, arguments[0], inside) else {
      return (nil, ())
    }
    let aggregate = audit.measures.add(measure)
    let text = "\(name.text)(\(file.text(arguments[0].span)))"
    return (.scalar(slots.formula(for: .aggregate(aggregate), type: type, name: text)), ())
  }

  private static let measureNames = Set(
    ["count", "share", "cliff"] + Extent.allCases.map(\.rawValue))

  private func measure(
    _ name: String, _ fraction: Double?, _ argument: Expression, _ inside: FormulaBuilder
  ) -> (Measure, ValueType)? {
    switch name {
    case "count":
      return inside.condition(argument, for: name).map { (.count($0), .number) }
    case "share":
      return inside.condition(argument, for: name).map { (.share($0), .percent) }
    case "cliff":
      return duration(argument, for: name, canBeZero: false).map { (.cliff($0), .percent) }
    default:
      guard let typed = inside.scalar(argument, for: name) else { return nil }
      let extent = Extent(rawValue: name)
      // Lifetimes are not added: the sum of two means nothing.
      guard typed.type.unit != nil, typed.type != .time,
        extent != .sum || typed.type != .duration
      else {
        let wants: [ValueType] =
          extent == .sum ? [.number, .size] : [.number, .duration, .size]
        report(.wrongType(name, wants: wants, found: typed.type), at: argument.span)
        return nil
      }
      if let extent { return (.extent(extent, of: typed.formula, type: typed.type), typed.type) }
      return fraction.map {
        (.percentile($0, of: typed.formula, type: typed.type), typed.type)
      }
    }
  }
}
