import SourceText

/// Which keys a `sweep` or an `audit` looks at, and the names that its formulas know.
struct Selected {
  var selection: KeySelection
  var fields: [KeyTemplate.Field] = []
  var row: RowShape?
}

extension StatementContext {
  /// Nil after a problem.
  func selectKeys() -> Selected? {
    let words = ["match", "keys", "tag", "from"]
    let clauses = statement.clauses.filter { words.contains($0.word.text) }
    if clauses.count > 1 {
      report(.selectionConflict(clauses.map(\.word.text)), at: clauses[1].span)
      return nil
    }
    if let key = statement.clause("key"), !clauses.contains(where: { $0.word.text == "from" }) {
      report(
        .missing(
          "from", of: "`key`", why: "a key for each row, and no rows",
          help: "write `match \"…\"` for a pattern, or add `from SOURCE`"), at: key.span)
      return nil
    }
    switch statement.subject {
    case .template(let template):
      if let clause = clauses.first {
        report(.selectionConflict(["the pattern", clause.word.text]), at: clause.span)
        return nil
      }
      return builder().glob(template).map { Selected(selection: .pattern($0)) }
    case .name(let name):
      return clauses.first.map { select(by: $0, label: name) } ?? selectFamily(name)
    case .binding, .command, .missing: return nil
    }
  }

  private func selectFamily(_ name: Identifier) -> Selected? {
    guard checker.declarations.find(name.text, as: .family) != nil else {
      report(
        .unknownFamily(
          name.text, verb: statement.rule.word, families: checker.declarations.names(.family)),
        at: name.span)
      return nil
    }
    return checker.family(name.text).map {
      Selected(selection: .family($0), fields: $0.template.fields)
    }
  }

  private func select(by clause: Phrase, label: Identifier) -> Selected? {
    let builder = builder()
    switch clause.word.text {
    case "match":
      guard case .template(let template)? = clause.expression()?.kind else { return nil }
      return builder.glob(template).map { Selected(selection: .pattern($0)) }
    case "keys":
      return keys(clause, builder).map { Selected(selection: .keys($0)) }
    case "tag":
      if case .template(let template)? = clause.expression()?.kind {
        _ = builder.text(template)
      }
      return Selected(selection: .pending("keys by `tag` are not built yet"))
    default: return selectFromRows(clause, label)
    }
  }

  private func keys(_ clause: Phrase, _ builder: FormulaBuilder) -> [[UInt8]]? {
    guard let expression = clause.expression() else { return nil }
    if case .list(let items) = expression.kind {
      let keys = items.compactMap { item -> [UInt8]? in
        guard case .template(let template) = item.value.kind else {
          return builder.constant(item.value, [.text], for: "keys")?.text
        }
        return builder.plainText(template, for: "keys")
      }
      return keys.count == items.count ? keys : nil
    }
    guard let built = builder.build(expression) else { return nil }
    guard case .list(let elements, .text) = built else {
      report(.wrongType("keys", wants: [.list(.text)], found: built.type), at: expression.span)
      return nil
    }
    return elements.compactMap { $0.formula.constantValue?.value.text }
  }

  private func selectFromRows(_ clause: Phrase, _ label: Identifier) -> Selected? {
    guard let rows = readFrom(clause) else { return nil }
    if let key = statement.clause("key") {
      if case .template(let template)? = key.expression()?.kind {
        let builder = builder {
          $0.row = rows
          $0.isKeyTemplate = true
        }
        _ = builder.text(template)
      }
    } else if checker.declarations.find(label.text, as: .family) == nil {
      report(
        .warmWithoutKey(label.text, families: checker.declarations.names(.family)), at: label.span)
      return nil
    }
    return Selected(selection: .pending("keys `from` a source are not built yet"), row: rows)
  }

  /// The names that a formula about one key knows.
  func keyNames(_ selected: Selected) -> (inout NameScope) -> Void {
    { names in
      names.fields = selected.fields
      names.row = selected.row
      names.hasAttributes = true
    }
  }

  /// `freq` needs an LFU policy and `idle` another one, so no server answers both.
  func checkProbes(_ slots: SlotTable, at span: Span) {
    if slots.mentions(.attribute(.idle)), slots.mentions(.attribute(.freq)) {
      report(
        .conflicting(
          "idle", "freq", why: "no eviction policy keeps both",
          help: "use `freq` with an LFU policy, `idle` with any other"), at: span)
    }
  }
}
