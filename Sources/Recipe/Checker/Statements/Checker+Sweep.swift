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
    var sweep = Sweep(
      selection: selected.selection, slots: slots.slots, filter: filter, action: action)
    sweep.undo = readUndo(builder())
    return self.action(.sweep(sweep), common)
  }

  /// `undo …`: only what goes can be brought back.
  private func readUndo(_ builder: FormulaBuilder) -> SweepUndo? {
    guard let clause = statement.clause("undo") else { return nil }
    if let method = statement.clause("by")?.ownWord?.word, method.text != "unlink" {
      report(
        .conflicting(
          "undo", "by \(method.text)", why: "nothing is removed that could be put back",
          help: "leave one of them out"), at: clause.span)
    }
    let limit = clause.option("max")?.expression().flatMap { expression -> Int? in
      guard case .size(let bytes)? = builder.constant(expression, [.size], for: "max") else {
        return nil
      }
      return Int(bytes)
    }
    guard case .template(let template)? = clause.expression()?.kind,
      let folder = builder.plainString(template, for: "undo")
    else { return nil }
    return SweepUndo(
      folder: RecipePath.absolute(folder, in: checker.options.folder), limit: limit)
  }

  /// `by …`; without it, `unlink`.
  private func readSweepAction(_ builder: FormulaBuilder) -> SweepAction {
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
