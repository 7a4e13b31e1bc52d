import SourceText

/// Clauses of the laboratory that nothing in the bench would notice: whoever wrote them expects something of them.
extension StatementContext {
  func checkIdleClauses(_ operations: [BenchOperation]) {
    let readsThroughCache = operations.contains { if case .read = $0.body { true } else { false } }
    let hasStrategy = operations.contains(where: \.isStrategy)
    if !readsThroughCache, let clause = statement.clause("protect") {
      report(
        .idle(
          "protect", why: "no operation loads what it misses",
          help: "add `op 100% read aside ttl 60s`, or leave `protect` out"), at: clause.span)
    }
    if !hasStrategy, let clause = statement.clause("origin") {
      report(
        .idle(
          "origin", why: "no operation asks it",
          help: "add `op 100% read aside ttl 60s`, or leave `origin` out"), at: clause.span)
    }
    for clause in statement.clauses("at") {
      guard clause.arguments.count > 1, case .phrase(let event) = clause.arguments[1],
        event.word.text == "slow"
      else { continue }
      if !hasStrategy {
        report(
          .idle(
            "slow origin", why: "no operation asks it",
            help: "add `op 100% read aside ttl 60s`, or leave this out"), at: clause.span)
      } else if statement.clause("origin") == nil {
        report(
          .idle(
            "slow origin", why: "without `origin` a load takes no time, however often",
            help: "add `origin 40ms`"), at: clause.span)
      }
    }
  }

  /// `jitter` shortens a TTL, and there is none.
  func checkIdleJitter(_ options: StoreOptions, _ phrases: [Phrase]) {
    guard options.ttl == nil, options.jitter != nil,
      let option = phrases.first(where: { $0.word.text == "jitter" })
    else { return }
    report(
      .idle(
        "jitter", why: "without `ttl` values stay", help: "write `ttl 60s jitter 10%`"),
      at: option.span)
  }
}

extension BenchOperation {
  /// It is more than a command.
  fileprivate var isStrategy: Bool { if case .command = body { false } else { true } }
}
