import SourceText

extension StatementContext {
  func checkSweep() -> Action? {
    let common = commonClauses { $0.aggregates = AggregateNames(verb: "sweep") }
    let slots = SlotTable()
    guard let selected = selectKeys(slots) else {
      _ = readSweepAction(builder { $0.isOpen = true })
      return nil
    }
    let action = readSweepAction(builder(slots: slots, keyNames(selected)))
    let filter = conjunction("where", builder(slots: slots, keyNames(selected)))
    checkProbes(slots, at: statement.clause("where")?.span ?? head)
    let sweep = Sweep(
      selection: selected.selection, slots: slots.slots, filter: filter, action: action)
    return self.action(.sweep(sweep), common)
  }

  /// `by …`; without it, `unlink`.
  private func readSweepAction(_ builder: FormulaBuilder) -> SweepAction {
    if statement.clause("undo") != nil { return .pending("`undo` is not built yet") }
    guard let method = statement.clause("by")?.ownWord else { return .unlink }
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
      let life = method.option("ttl")?.expression().flatMap {
        builder.duration($0, for: "ttl", canBeZero: false)
      }
      guard case .template(let template)? = method.expression()?.kind,
        let target = builder.text(template)
      else { return .unlink }
      return .rename(target: target, life: life)
    case "persist": return .persist
    default: return .unlink
    }
  }
}
