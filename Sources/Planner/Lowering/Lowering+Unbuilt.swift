import Recipe
import SourceText

/// What the language has and the engine does not do yet. It is refused by name before anything runs: a clause that were
/// passed over in silence would look as if it held.
extension Lowering {
  /// Why an action cannot be run by this version, whatever the server; nil when it can.
  package static func unbuilt(_ action: Action) -> Refusal? {
    let lowering = Lowering(
      action: action, capabilities: .assumed, limits: Limits(), columns: nil)
    do throws(Refusal) {
      try lowering.refuseUnbuilt()
      return nil
    } catch {
      return error
    }
  }

  func refuseUnbuilt() throws(Refusal) {
    switch action.body {
    case .warm(let warm): try refuseUnbuilt(warm)
    case .sweep(let sweep):
      try refuseUnbuilt(sweep.selection)
    case .audit(let audit): try refuseUnbuilt(audit.selection)
    case .deploy: try refuseUnbuiltDeploy()
    case .bench(let bench): try refuseUnbuilt(bench)
    case .raw, .restore: break
    case .pending:
      throw notBuilt("`\(action.verb)` is not built yet: it is parsed and checked, and no more")
    }
    if action.adaptsRate, !action.body.isWatched {
      throw notBuilt("`rate auto` of `\(action.verb)` is not built yet")
    }
    for condition in action.guards { try refuseUnbuilt(condition) }
    for assertion in action.assertions where !action.body.isWatched {
      try refuseUnbuilt(assertion.aggregates, in: "assert", at: assertion.location)
    }
  }

  private func refuseUnbuilt(_ warm: Warm) throws(Refusal) {
    try refuseUnbuilt(warm.source)
    if case .pending(let reason) = warm.value { throw notBuilt(reason) }
  }

  private func refuseUnbuilt(_ source: SourceDeclaration) throws(Refusal) {
    switch source.kind {
    case .csv, .jsonl, .lines, .sqlite, .redis: break
    case .postgres:
      throw notBuilt(
        "rows from `\(source.name)` are not built yet: files, SQLite and Redis are read")
    }
  }

  private func refuseUnbuilt(_ selection: KeySelection) throws(Refusal) {
    switch selection {
    case .rows(let origin, _): try refuseUnbuilt(origin.source)
    case .family, .pattern, .keys, .tag: break
    }
  }

  private func refuseUnbuilt(_ condition: Guard) throws(Refusal) {
    switch action.body {
    case .warm, .sweep, .audit, .bench: break
    case .deploy, .raw, .restore, .pending:
      throw notBuilt(
        "a guard of `\(action.verb)` is not built yet", at: condition.location,
        help: "write `assert \(condition.text)`")
    }
  }

  /// Numbers that nobody computes yet: the server's, sampled during a run.
  private func refuseUnbuilt(
    _ aggregates: [Slot], in clause: String, at location: Location
  ) throws(Refusal) {
    for slot in aggregates {
      guard case .aggregate(let aggregate) = slot.source else { continue }
      switch aggregate {
      case .evicted, .serverP99, .serverMemory, .serverEvictions, .serverHitRate:
        throw notBuilt("`\(slot.name)` in `\(clause)` is not built yet", at: location)
      case .rows, .keys, .share, .scanned, .planned, .ok, .failed, .skipped, .unknown, .measure,
        .bench, .originLoads, .originPeak, .originRate, .originConcurrent,
        .originWrites, .originLost:
        continue
      }
    }
  }
}

extension Action.Body {
  /// Whether the server is watched while the statement runs.
  fileprivate var isWatched: Bool {
    switch self {
    case .warm, .sweep, .audit, .bench: true
    case .deploy, .raw, .restore, .pending: false
    }
  }
}
