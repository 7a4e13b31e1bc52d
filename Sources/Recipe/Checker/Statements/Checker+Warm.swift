import Bytes
import SourceText

extension StatementContext {
  func checkWarm() -> Action? {
    let common = commonClauses { $0.aggregates = AggregateNames(verb: "warm") }
    guard case .name(let label) = statement.subject else { return nil }
    let family =
      checker.declarations.find(label.text, as: .family) == nil ? nil : checker.family(label.text)
    guard let from = statement.clause("from"), let row = readFrom(from) else { return nil }
    let slots = SlotTable()
    let builder = builder(slots: slots) { $0.row = row }
    let filter = conjunction("where", builder)
    let key = readKey(label, family, builder)
    let tag = family.flatMap { self.tag(of: $0, builder) }
    let value = readValue(family, builder)
    let write = readWrite(valueWord)
    let ttl = readTTL(family, builder)
    let verify = readVerify(builder)
    checkResume(from, builder)
    guard let key, let value, let write, let ttl, tag != nil || family?.tag == nil else {
      return nil
    }
    var warm = Warm(
      family: family, origin: origin(from, row), slots: slots.slots, filter: filter, key: key,
      tag: tag, value: pendingReason(row.source).map { .pending($0) } ?? value, ttl: ttl,
      write: write.mode, touches: write.touches, verify: verify)
    warm.isGrouped = from.option("grouped") != nil
    warm.resume = resumeColumn
    return action(.warm(warm), common)
  }

  var valueWord: String { statement.clause("value")?.ownWord?.word.text ?? "text" }

  // MARK: Key

  private func readKey(_ label: Identifier, _ family: Family?, _ builder: FormulaBuilder)
    -> TextFormula?
  {
    if case .template(let template)? = statement.clause("key")?.expression()?.kind {
      return builder.with { $0.isKeyTemplate = true }.text(template)
    }
    guard let family else {
      // A family with an error of its own is not also an unknown one.
      if checker.declarations.find(label.text, as: .family) == nil {
        report(
          .warmWithoutKey(label.text, families: checker.declarations.names(.family)), at: label.span
        )
      }
      return nil
    }
    return builder.key(of: family.template, at: label.span)
  }

  /// The tag of a family for a row, in the words of the family's declaration.
  private func tag(of family: Family, _ builder: FormulaBuilder) -> TextFormula? {
    guard let template = family.tag else { return nil }
    return FormulaBuilder(
      checker: checker, file: family.location.file, names: builder.names, slots: builder.slots
    ).with { $0.isKeyTemplate = true }.text(template)
  }

  // MARK: Source

  /// What a `from` clause that has been read asks of its source.
  func origin(_ from: Phrase, _ row: RowShape) -> RowOrigin {
    RowOrigin(
      source: row.source, query: query(from).flatMap { builder().sql($0) },
      collection: row.source.isRedis ? collection(from) : nil)
  }

  /// The rows of a `from` clause: its source, and the query where the source needs one.
  func readFrom(_ clause: Phrase) -> RowShape? {
    guard let expression = clause.expression(),
      let source = checker.namedSource(expression, in: file)
    else { return nil }
    let sql = clause.option("sql")
    if case .template(let template)? = sql?.expression()?.kind { _ = builder().sql(template) }
    guard let row = rowShape(of: source, clause) else { return nil }
    if row.isQuery, sql == nil {
      report(
        .missing(
          "sql", of: "`from \(source.name)`", why: "a database, and no query",
          help: "write `from \(source.name) sql \"SELECT …\"`"), at: clause.span)
      return nil
    }
    if !row.isQuery, let sql {
      report(
        .conflicting(
          "from \(source.name)", "sql", why: "not a database",
          help: "remove `sql`; choose rows with `where`"), at: sql.span)
      return nil
    }
    if !source.isRedis, let structure = clause.structures.first {
      report(
        .conflicting(
          "from \(source.name)", structure.word.text, why: "not a Redis source",
          help: "remove it, or declare `source hot redis` and read from that"), at: structure.span)
      return nil
    }
    if let group = clause.option("grouped")?.ownWord?.expression() {
      checkColumn(group, row)
    }
    return row
  }

  private func rowShape(of source: SourceDeclaration, _ clause: Phrase) -> RowShape? {
    guard source.isRedis else { return checker.rowShape(of: source) }
    return collection(clause).map {
      RowShape(source: source, columns: $0.kind.columns, declared: [], isQuery: false)
    }
  }

  /// What of a Redis source is read.
  private func collection(_ clause: Phrase) -> RedisCollection? {
    let structures = clause.structures
    guard let structure = structures.first,
      let kind = RedisCollection.Kind(rawValue: structure.word.text)
    else {
      report(
        .missing(
          "set`, `zset`, `list`, `hash`, `stream` or `names", of: "a Redis source",
          why: "a server, and not what of it",
          help: "write `zset \"hot:articles\"`, or `names \"session:*\"` for the names of keys"),
        at: clause.span)
      return nil
    }
    if structures.count > 1 {
      report(
        .conflicting(
          kind.rawValue, structures[1].word.text, why: "a second one",
          help: "remove one of them; write two statements for rows of both"),
        at: structures[1].span)
      return nil
    }
    guard case .template(let template)? = structure.expression()?.kind else { return nil }
    let builder = builder()
    let top = structure.option("top")?.expression().map { builder.count($0, for: "top") }
    if case .some(.none) = top { return nil }
    let name =
      kind == .names
      ? builder.glob(template) : builder.plainText(template, for: kind.rawValue)
    return name.map { RedisCollection(kind, $0, top: top ?? nil) }
  }

  private func checkColumn(_ expression: Expression, _ row: RowShape) {
    let builder = builder {
      $0.row = row
      $0.isKeyTemplate = true
    }
    _ = builder.build(expression)
  }

  private func query(_ clause: Phrase) -> Template? {
    guard case .template(let template)? = clause.option("sql")?.expression()?.kind else {
      return nil
    }
    return template
  }

  private var resumeColumn: String? {
    guard case .reference(let parts)? = statement.clause("resume")?.ownWord?.expression()?.kind
    else { return nil }
    return parts.last?.text
  }

  /// `resume by` needs the hole `{resume}` in the query, and the hole needs `resume by`.
  private func checkResume(_ from: Phrase, _ builder: FormulaBuilder) {
    let resume = statement.clause("resume")
    if let column = resume?.ownWord?.expression() {
      _ = builder.with { $0.isKeyTemplate = true }.build(column)
    }
    guard let query = query(from), let sql = self.builder().sql(query) else { return }
    let hasHole = sql.resume != nil
    if let resume, !hasHole {
      report(
        .missing(
          "{resume}", of: "`resume by`", why: "the query cannot go on where it stopped",
          help: "add `AND {resume}` to the query's WHERE"), at: resume.span)
    } else if resume == nil, hasHole {
      report(
        .missing(
          "resume by", of: "the hole `{resume}`", why: "by which column?",
          help: "add `resume by id`"), at: query.span)
    }
  }

  private func readVerify(_ builder: FormulaBuilder) -> VerificationScope? {
    guard let clause = statement.clause("verify") else { return nil }
    if clause.ownWord != nil { return .all }
    return clause.expression().flatMap { builder.fraction($0, for: "verify") }.map { .sample($0) }
  }

  /// Why this warm cannot be planned yet although it is right.
  private func pendingReason(_ source: SourceDeclaration) -> String? {
    switch source.kind {
    case .csv, .jsonl, .lines, .sqlite, .redis: break
    case .postgres: return "PostgreSQL sources are not built yet"
    }
    return nil
  }
}

extension FormulaBuilder {
  /// A family's key for a row: its fields are the columns of the same names.
  func key(of template: KeyTemplate, at span: Span) -> TextFormula? {
    let columns = with { $0.isKeyTemplate = true }
    var parts: [TextFormula.Part] = []
    var isWhole = true
    for part in template.parts {
      switch part {
      case .literal(let bytes): parts.append(.literal(PinnedBytes(bytes)))
      case .field(let field):
        guard
          case .scalar(let typed)? = columns.resolve([Identifier(field.name, span)], at: span)
        else {
          isWhole = false
          continue
        }
        let formula = field.type == .text ? typed : convert(typed, to: field.type)
        parts.append(.value(formula.formula, hashTag: field.isHashTag))
      }
    }
    return isWhole ? TextFormula(parts: parts) : nil
  }
}

extension Phrase {
  /// `zset "hot"` of a `from` clause: the structure of Redis that holds the rows.
  fileprivate var structures: [Phrase] {
    RedisCollection.Kind.allCases.compactMap { option($0.rawValue) }
  }
}

extension SourceDeclaration {
  fileprivate var isRedis: Bool { if case .redis = kind { true } else { false } }
}
