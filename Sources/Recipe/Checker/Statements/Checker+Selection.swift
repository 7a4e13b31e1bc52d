import SourceText

/// Which keys a `sweep` or an `audit` looks at, and the names that its formulas know.
struct Selected {
  var selection: KeySelection
  var fields: [KeyTemplate.Field] = []
  var row: RowShape?
}

extension StatementContext {
  /// Nil after a problem. What the keys are made of is read through `slots`.
  func selectKeys(_ slots: SlotTable) -> Selected? {
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
      return clauses.first.map { select(by: $0, label: name, slots) } ?? selectFamily(name)
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

  private func select(by clause: Phrase, label: Identifier, _ slots: SlotTable) -> Selected? {
    let builder = builder()
    switch clause.word.text {
    case "match":
      guard case .template(let template)? = clause.expression()?.kind else { return nil }
      return builder.glob(template).map { Selected(selection: .pattern($0)) }
    case "keys":
      return keys(clause, builder).map { Selected(selection: .keys($0)) }
    case "tag": return selectTag(clause, label, slots)
    default: return selectFromRows(clause, label, slots)
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

  // MARK: Tags

  private func selectTag(_ clause: Phrase, _ label: Identifier, _ slots: SlotTable) -> Selected? {
    guard case .template(let template)? = clause.expression()?.kind,
      let tag = builder().plainText(template, for: "tag")
    else { return nil }
    let family =
      checker.declarations.find(label.text, as: .family) == nil ? nil : checker.family(label.text)
    let selection = TagSelection(
      tag: tag, family: family, membership: family.flatMap { membership($0, tag, slots) })
    return Selected(selection: .tag(selection), fields: family?.template.fields ?? [])
  }

  /// Where a family's tag is made of fields of its keys, a key tells of which tag it is.
  private func membership(_ family: Family, _ tag: [UInt8], _ slots: SlotTable) -> Formula? {
    guard let template = family.tag else { return nil }
    let fields = family.template.fields
    let isOfKey = template.pieces.allSatisfy { piece in
      guard case .hole(let hole) = piece else { return true }
      guard case .reference(let parts) = hole.expression.kind, parts.count == 1 else {
        return false
      }
      return fields.contains { $0.name == parts[0].text }
    }
    guard isOfKey else { return nil }
    let builder = FormulaBuilder(
      checker: checker, file: family.location.file, names: NameScope(fields: fields), slots: slots)
    return builder.text(template).map {
      .binary(.equal, .text($0), .constant(Constant(text: tag)))
    }
  }

  // MARK: Rows

  private func selectFromRows(
    _ clause: Phrase, _ label: Identifier, _ slots: SlotTable
  ) -> Selected? {
    guard let rows = readFrom(clause) else { return nil }
    let builder = builder(slots: slots) {
      $0.row = rows
      $0.isKeyTemplate = true
    }
    var key: TextFormula?
    if case .template(let template)? = statement.clause("key")?.expression()?.kind {
      key = builder.text(template)
    } else if let family = checker.family(label.text) {
      key = builder.key(of: family.template, at: label.span)
    } else if checker.declarations.find(label.text, as: .family) == nil {
      report(
        .warmWithoutKey(label.text, families: checker.declarations.names(.family)), at: label.span)
    }
    guard let key else { return nil }
    let origin = origin(clause, rows)
    guard isWithoutWarmsWords(clause, origin) else { return nil }
    return Selected(selection: .rows(origin, key: key), row: rows)
  }

  /// What puts rows together to a value, and goes on behind one, has no meaning where each row names a key to act on.
  private func isWithoutWarmsWords(_ clause: Phrase, _ origin: RowOrigin) -> Bool {
    let verb = statement.rule.word
    if let grouped = clause.option("grouped") {
      report(
        .conflicting(
          verb, "grouped by", why: "each row names a key; no value is made of several",
          help: "remove `grouped by`"), at: grouped.span)
      return false
    }
    if origin.query?.resume != nil {
      report(
        .conflicting(
          verb, "{resume}", why: "it begins again at no cost but the reading",
          help: "remove `AND {resume}` from the query"),
        at: clause.option("sql")?.span ?? clause.span)
      return false
    }
    return true
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
