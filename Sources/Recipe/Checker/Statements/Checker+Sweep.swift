import SourceText

extension StatementContext {
  func checkSweep() -> Action? {
    let common = commonClauses { $0.aggregates = AggregateNames(verb: "sweep") }
    let action = readSweepAction()
    guard let selected = selectKeys() else { return nil }
    let slots = SlotTable()
    let filter = conjunction("where", builder(slots: slots, keyNames(selected)))
    checkProbes(slots, at: statement.clause("where")?.span ?? head)
    let sweep = Sweep(
      selection: selected.selection, slots: slots.slots, filter: filter, action: action)
    return self.action(.sweep(sweep), common)
  }

  /// `by …`; without it, `unlink`.
  private func readSweepAction() -> SweepAction {
    if statement.clause("undo") != nil { return .pending("`undo` is not built yet") }
    guard let method = statement.clause("by")?.ownWord else { return .unlink }
    let builder = builder()
    switch method.word.text {
    case "expire":
      let after = method.expression().flatMap {
        builder.duration($0, for: "expire", canBeZero: false)
      }
      let jitter = method.option("jitter")?.expression().flatMap {
        builder.duration($0, for: "jitter")
      }
      return .expire(after: after ?? 1, jitter: jitter ?? 0)
    case "rename":
      if let ttl = method.option("ttl")?.expression() {
        _ = builder.duration(ttl, for: "ttl", canBeZero: false)
      }
      return .pending("`by rename` is not built yet")
    case "persist": return .pending("`by persist` is not built yet")
    default: return .unlink
    }
  }
}
