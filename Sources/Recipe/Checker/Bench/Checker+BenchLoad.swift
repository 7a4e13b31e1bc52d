import SourceText

/// How hard a bench works, and for how long.
extension StatementContext {
  func readLoad(_ builder: FormulaBuilder) -> BenchLoad {
    var load = BenchLoad()
    let (connections, depth) = (load.connections, load.depth)
    load.connections = readCount("conns", 1...65_000, builder) ?? connections
    load.depth = readCount("depth", 1...100_000, builder) ?? depth
    load.threads = readCount("threads", 1...256, builder) ?? 1
    if let seed = readCount("seed", 0...Int.max, builder) { load.seed = UInt64(seed) }
    if load.threads > load.connections, let clause = statement.clause("threads") {
      report(
        .badLoad(
          "threads", found: "\(load.threads)",
          label: "\(load.connections) connections are not enough for them",
          help: "write `threads \(load.connections)`, or more `conns`"), at: clause.span)
    }
    load.pace = statement.clause("rate").flatMap { readPace($0, builder) }
    return load
  }

  private func readCount(_ word: String, _ range: ClosedRange<Int>, _ builder: FormulaBuilder)
    -> Int?
  {
    guard let expression = statement.clause(word)?.expression(),
      let value = builder.constant(expression, [.number], for: word)
    else { return nil }
    guard let number = value.whole, range.contains(number) else {
      let label =
        range.upperBound == .max
        ? "a whole number" : "a whole number, \(range.lowerBound) to \(range.upperBound)"
      report(
        .badLoad(
          word, found: file.text(expression.span), label: label,
          help: "write `\(word) \(max(range.lowerBound, word == "conns" ? 50 : 1))`"),
        at: expression.span)
      return nil
    }
    return number
  }

  private func readPace(_ clause: Phrase, _ builder: FormulaBuilder) -> BenchPace? {
    guard let expression = clause.expression() else { return nil }
    let over = clause.option("over").flatMap { option in
      option.expression().flatMap { builder.duration($0, for: "over", canBeZero: false) }
    }
    guard case .range(let first, let last) = expression.kind else {
      if let option = clause.option("over") {
        report(
          .conflicting(
            "rate \(file.text(expression.span))", "over", why: "there is no ramp",
            help: "write two rates: `rate 10k/s..80k/s over 2m`"), at: option.span)
      }
      return builder.rate(expression, for: "rate").map { BenchPace(from: $0, to: $0, over: 0) }
    }
    guard let from = builder.rate(first, for: "rate"), let to = builder.rate(last, for: "rate")
    else { return nil }
    guard let over else {
      if clause.option("over") == nil {
        report(
          .missing(
            "over", of: "a ramp", why: "how fast does it rise?",
            help: "write `rate \(file.text(expression.span)) over 2m`"), at: clause.span)
      }
      return nil
    }
    return BenchPace(from: from, to: to, over: over)
  }

  // MARK: Phases

  func readPhases(_ builder: FormulaBuilder) -> [BenchPhase] {
    var phases: [BenchPhase] = []
    for clause in statement.clauses("phase") {
      guard let phase = clause.ownWord, let expression = phase.expression() else { continue }
      switch phase.word.text {
      case "fill":
        if let count = builder.count(expression, for: "fill") { phases.append(.fill(count)) }
      case "warmup":
        if let time = duration(expression, "warmup", builder) { phases.append(.warmup(time)) }
      default:
        if phases.measured != nil { reportSecondMeasure(clause.span) }
        if let time = duration(expression, "measure", builder) { phases.append(.measure(time)) }
      }
    }
    if let clause = statement.clause("for"), let expression = clause.expression() {
      if phases.measured != nil { reportSecondMeasure(clause.span) }
      if let time = duration(expression, "for", builder) { phases.append(.measure(time)) }
    } else if statement.clauses("phase").isEmpty {
      phases.append(.measure(Self.measuredByDefault))
    }
    return phases
  }

  private func reportSecondMeasure(_ span: Span) {
    report(
      .badPhase(
        "this bench measures twice", label: "the second time",
        help: "measure once; what is not to be counted is `phase warmup`"), at: span)
  }

  private func duration(_ expression: Expression, _ what: String, _ builder: FormulaBuilder)
    -> Int64?
  {
    guard let value = builder.constant(expression, [.duration], for: what) else { return nil }
    guard case .duration(let time) = value, time > 0, time <= Self.longestPhase else {
      report(
        .badPhase(
          "`\(what)` cannot last \(file.text(expression.span))", label: "1ms to 7d",
          help: "write `\(what) 30s`"), at: expression.span)
      return nil
    }
    return time
  }

  private static let longestPhase: Int64 = 7 * 86_400_000
}
