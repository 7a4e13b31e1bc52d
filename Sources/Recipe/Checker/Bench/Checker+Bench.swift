import SourceText

extension StatementContext {
  /// Where neither `for` nor a `phase` says how long.
  static let measuredByDefault: Int64 = 10_000

  func checkBench() -> Action? {
    let draws = DrawTable()
    for clause in statement.clauses("pick") { readPick(clause, into: draws) }
    let slots = SlotTable()
    var scope = BenchScope(draws: draws)
    if case .template(let template)? = statement.clause("key")?.expression()?.kind {
      scope.key = builder(slots: slots) { $0.bench = scope }.text(template)
    }
    let inner = builder(slots: slots) { $0.bench = scope }
    let operations = readOperations(inner, hasKey: statement.clause("key") != nil)
    let load = readLoad(inner)
    let phases = readPhases(inner)
    let origin = statement.clause("origin").flatMap { readOrigin($0, inner) }
    if let origin { checkOrigin(origin, measured: phases.measured) }
    let defence = statement.clause("protect").flatMap { readDefence($0, inner) }
    let events = readEvents(inner, measured: phases.measured)
    let clean = statement.clause("clean").flatMap { clause -> [UInt8]? in
      guard case .template(let template)? = clause.expression()?.kind else { return nil }
      return inner.glob(template)
    }
    checkIdleClauses(operations)
    scope.operations = operations.map(\.name)
    let common = commonClauses {
      $0.aggregates = AggregateNames(verb: "bench")
      $0.bench = scope
    }
    let bench = Bench(
      draws: draws.draws, slots: slots.slots, key: scope.key, operations: operations, load: load,
      phases: phases, origin: origin, defence: defence ?? .none, events: events, clean: clean)
    return action(.bench(bench), common)
  }

  // MARK: Operations

  private func readOperations(_ builder: FormulaBuilder, hasKey: Bool) -> [BenchOperation] {
    let clauses = statement.clauses("op")
    if case .command(let command) = statement.subject {
      if let clause = clauses.first {
        report(
          .badOperation(
            "the command after `bench` is its one operation", label: "a second one",
            help: "name the bench, and give each command an `op`"), at: clause.span)
      }
      guard let arguments = arguments(command, builder),
        let name = operationName(arguments, command)
      else { return [] }
      return [
        BenchOperation(
          name: name, share: 1, body: .command(arguments), location: location(command.span))
      ]
    }
    guard !clauses.isEmpty else {
      report(
        .badOperation(
          "this bench does nothing", label: "no operation",
          help: "add `op 100% get `GET bench:{n}``"), at: head)
      return []
    }
    let shares = readShares(clauses, builder)
    var operations: [BenchOperation] = []
    for (clause, share) in zip(clauses, shares) {
      guard let (name, body) = readOperation(clause, builder, hasKey: hasKey) else { continue }
      if name == BenchScope.all || operations.contains(where: { $0.name == name }) {
        report(
          .badOperation(
            name == BenchScope.all
              ? "`all` means all operations together" : "two operations are called `\(name)`",
            label: "whose figures are these?", help: "give it a name of its own"), at: clause.span)
      }
      operations.append(
        BenchOperation(name: name, share: share, body: body, location: location(clause.span)))
    }
    return operations
  }

  /// The one-liner's operation is called by its command: `get`.
  private func operationName(_ arguments: [TextFormula], _ command: CommandTemplate) -> String? {
    guard let name = arguments.first?.constant, !name.isEmpty else {
      report(.unknownCommandName, at: command.span)
      return nil
    }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  private func arguments(_ command: CommandTemplate, _ builder: FormulaBuilder) -> [TextFormula]? {
    let arguments = command.arguments.map { builder.text($0)?.flattened }
    guard !arguments.isEmpty, arguments.allSatisfy({ $0 != nil }) else { return nil }
    return arguments.compactMap { $0 }
  }

  private func readOperation(
    _ clause: Phrase, _ builder: FormulaBuilder, hasKey: Bool
  ) -> (String, BenchOperation.Body)? {
    guard clause.arguments.count > 1 else { return nil }
    switch clause.arguments[1] {
    case .phrase(let strategy):
      guard hasKey else {
        report(
          .badOperation(
            "`\(strategy.word.text)` does not know its key", label: "which key?",
            help: "add `key \"bench:{n}\"`"), at: clause.span)
        return nil
      }
      return readStrategy(strategy, builder).map { (strategy.word.text, $0) }
    case .expression(let expression):
      guard case .reference(let parts) = expression.kind, let name = parts.first else {
        return nil
      }
      guard case .command(let command)? = clause.expression(2)?.kind else {
        report(
          .badOperation(
            "`op … \(name.text)` does not say what it sends", label: "no command",
            help: "write `op 10% \(name.text) `GET bench:{n}``"), at: clause.span)
        return nil
      }
      guard let arguments = arguments(command, builder) else { return nil }
      guard operationName(arguments, command) != nil else { return nil }
      return (name.text, .command(arguments))
    case .binding: return nil
    }
  }

  private func readStrategy(_ phrase: Phrase, _ builder: FormulaBuilder) -> BenchOperation.Body? {
    guard let word = phrase.ownWord?.word.text else { return nil }
    var options = StoreOptions(ttl: nil, jitter: nil, size: Self.defaultSize)
    // Options may stand behind the strategy's word or behind the operation's.
    for option in phrase.options + (phrase.ownWord?.options ?? []) {
      guard let expression = option.expression() else { continue }
      switch option.word.text {
      case "ttl": options.ttl = builder.duration(expression, for: "ttl", canBeZero: false)
      case "size": options.size = builder.sizes(expression, for: "size") ?? options.size
      case "jitter": options.jitter = readJitter(option, builder)
      case "flush":
        if word != WriteStrategy.behind.rawValue {
          report(
            .conflicting(
              "write \(word)", "flush", why: "each write goes to the origin at once",
              help: "write `write behind`, or leave `flush` out"), at: option.span)
        }
        options.flush =
          builder.duration(expression, for: "flush", canBeZero: false) ?? options.flush
      default: continue
      }
    }
    checkIdleJitter(options, phrase.options + (phrase.ownWord?.options ?? []))
    if let strategy = ReadStrategy(rawValue: word), phrase.word.text == "read" {
      return .read(strategy, options)
    }
    return WriteStrategy(rawValue: word).map { .write($0, options) }
  }

  private static let defaultSize: ClosedRange<Int64> = 256...256

  // MARK: Weights

  /// Fractions that add up to one: percentages as they are, plain numbers in proportion.
  private func readShares(_ clauses: [Phrase], _ builder: FormulaBuilder) -> [Double] {
    var shares: [Double] = []
    var areShares: [Bool] = []
    for clause in clauses {
      guard let expression = clause.expression(),
        let value = builder.constant(expression, [.percent, .number], for: "op")
      else { return clauses.map { _ in 0 } }
      var isShare = false
      if case .percent = value { isShare = true }
      let weight = value.amount ?? 0
      if !(weight > 0) || !weight.isFinite {
        report(
          .wrongWeights(
            "`op` cannot have the weight \(file.text(expression.span))",
            label: "it would never be chosen", help: "write a positive weight, or leave it out"),
          at: expression.span)
        return clauses.map { _ in 0 }
      }
      shares.append(weight)
      areShares.append(isShare)
    }
    let sum = shares.reduce(0, +)
    guard areShares.contains(true) else { return shares.map { $0 / sum } }
    let span = clauses.dropFirst().reduce(clauses[0].span) { $0.joined(with: $1.span) }
    if areShares.contains(false) {
      report(
        .wrongWeights(
          "some of these weights are percentages and some are plain numbers",
          label: "of what?", help: "write all of them as percentages"), at: span)
    } else if abs(sum - 1) > 1e-9 {
      report(.weightsOfAll(SettingReader.text(of: .percent((sum * 1e6).rounded() / 1e6))), at: span)
    }
    return shares
  }
}

extension Value {
  /// The plain number of a count or a fraction.
  fileprivate var amount: Double? { quantity?.magnitude.real }
}

extension [BenchPhase] {
  /// Milliseconds.
  var measured: Int64? {
    lazy.compactMap { if case .measure(let duration) = $0 { duration } else { nil } }.first
  }
}
