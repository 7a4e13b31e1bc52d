import SourceText

extension StatementContext {
  /// `pick NAME = DISTRIBUTION`.
  func readPick(_ clause: Phrase, into draws: DrawTable) {
    guard case .binding(let name, let expression)? = clause.arguments.first else { return }
    let builder = builder()
    // A variable whose distribution is wrong is not also an unknown name.
    let distribution = distribution(expression, builder) ?? .uniform(0...0)
    if let known = each[name.text] ?? checker.known(name.text) {
      report(.pickNameTaken(name.text, by: known.origin.phrase), at: name.span)
    } else if name.text == "key" {
      report(.pickNameTaken("key", by: "the operation's key"), at: name.span)
    } else if !draws.add(name.text, distribution) {
      report(.pickNameTaken(name.text, by: "another `pick`"), at: name.span)
    }
  }

  private func distribution(_ expression: Expression, _ builder: FormulaBuilder)
    -> PickDistribution?
  {
    guard case .call(let name, let arguments) = expression.kind else {
      report(.notADistribution(file.text(expression.span)), at: expression.span)
      return nil
    }
    let counts = ["uniform": 1, "seq": 1, "zipf": 2, "gauss": 2, "latest": 2, "scramble": 1]
    guard let count = counts[name.text] else {
      report(.notADistribution(file.text(expression.span)), at: name.span)
      return nil
    }
    guard arguments.count == count else {
      let signature = Vocabulary.function(name.text)?.parameters.map(\.label) ?? []
      report(
        .wrongArgumentCount(
          name.text, signature: signature.joined(separator: ", "), found: arguments.count),
        at: expression.span)
      return nil
    }
    if name.text == "scramble" {
      return distribution(arguments[0], builder).map { .scrambled($0) }
    }
    guard let range = wholeRange(arguments[0], builder, for: name.text) else { return nil }
    switch name.text {
    case "uniform": return .uniform(range)
    case "seq": return .sequence(range)
    default: break
    }
    guard let shape = positive(arguments[1], builder, for: name.text) else { return nil }
    switch name.text {
    case "zipf": return .zipf(range, exponent: shape)
    case "latest": return .latest(range, exponent: shape)
    default: return .gauss(range, deviation: shape)
    }
  }

  private func wholeRange(
    _ expression: Expression, _ builder: FormulaBuilder, for what: String
  ) -> ClosedRange<Int64>? {
    guard case .range(let first, let last) = expression.kind else {
      if builder.build(expression) != nil {
        report(
          .badDistribution(
            "`\(what)` draws from a range, found `\(file.text(expression.span))`",
            label: "from what to what?", help: "write `\(what)(1..1M…)`"), at: expression.span)
      }
      return nil
    }
    guard let low = builder.constant(first, [.number], for: what),
      let high = builder.constant(last, [.number], for: what)
    else { return nil }
    guard let lower = low.whole, let upper = high.whole else {
      report(
        .badDistribution(
          "`\(what)` draws whole numbers", label: "both ends are whole numbers",
          help: "write `\(what)(1..1M…)`"), at: expression.span)
      return nil
    }
    guard lower <= upper else {
      report(
        .badDistribution(
          "nothing can be drawn from \(file.text(expression.span))", label: "an empty range",
          help: "write the lower end first: `\(upper)..\(lower)`"), at: expression.span)
      return nil
    }
    let range = Int64(lower)...Int64(upper)
    guard range.lowerBound >= 0, range.upperBound < 1 << 53 else {
      report(
        .badDistribution(
          "`\(what)` cannot draw from \(file.text(expression.span))",
          label: "0 to 9,007,199,254,740,991", help: "write `\(what)(1..1M…)`"),
        at: expression.span)
      return nil
    }
    return range
  }

  private func positive(_ expression: Expression, _ builder: FormulaBuilder, for what: String)
    -> Double?
  {
    guard let value = builder.constant(expression, [.number], for: what) else { return nil }
    let number = value.quantity?.magnitude.real ?? 0
    guard number > 0, number.isFinite, number <= Self.largestShape else {
      report(
        .badDistribution(
          "`\(what)` cannot have \(file.text(expression.span)) here",
          label: what == "gauss" ? "a standard deviation above 0" : "an exponent above 0",
          help: what == "gauss" ? "write `gauss(1..1M, 1000)`" : "write `\(what)(1..1M, 0.99)`"),
        at: expression.span)
      return nil
    }
    return number
  }

  /// Of an exponent, or a standard deviation.
  private static let largestShape = 1e12
}
