import SourceText

extension Checker {
  func source(_ name: String) -> SourceDeclaration? {
    if let resolved = sources[name] { return resolved }
    guard let entry = declarations.find(name, as: .source) else { return nil }
    let source = resolveSource(entry)
    sources[name] = .some(source)
    return source
  }

  private func resolveSource(_ entry: DeclarationTable.Entry) -> SourceDeclaration? {
    let kinds = entry.statement.clauses.filter { $0.word.text != "doc" }
    guard kinds.count == 1 else {
      problems.add(
        .incompleteSource(entry.name.text, count: kinds.count), at: entry.name.span, in: entry.file)
      return nil
    }
    return kind(of: kinds[0], entry).map {
      SourceDeclaration(
        name: entry.name.text, location: Location(entry.file, entry.name.span), kind: $0)
    }
  }

  private func kind(of clause: Phrase, _ entry: DeclarationTable.Entry) -> SourceDeclaration.Kind? {
    let builder = builder(in: entry.file)
    func path() -> String? {
      guard case .template(let template)? = clause.expression()?.kind else { return nil }
      return builder.plainString(template, for: clause.word.text)
        .map { RecipePath.absolute($0, in: entry.folder) }
    }
    switch clause.word.text {
    case "csv": return path().flatMap { csv(path: $0, clause, entry, builder) }.map { .csv($0) }
    case "jsonl": return path().map { .jsonl(path: $0) }
    case "lines": return path().map { .lines(path: $0) }
    case "sqlite": return path().map { .sqlite(path: $0) }
    case "postgres":
      return clause.expression().flatMap { secretReference($0, in: entry.file) }.map {
        .postgres($0)
      }
    case "redis":
      guard let server = clause.expression() else { return .redis(server: nil) }
      return sourceServer(server, entry, builder).map { .redis(server: $0) }
    default: return nil
    }
  }

  /// The server that rows come from: a profile's name, or an address.
  private func sourceServer(
    _ expression: Expression, _ entry: DeclarationTable.Entry, _ builder: FormulaBuilder
  ) -> String? {
    guard case .template(let template) = expression.kind else {
      return serverName(expression, in: entry.file)
    }
    guard let url = builder.plainString(template, for: "redis") else { return nil }
    check(url: url, at: template.span, in: entry.file)
    return url
  }

  private func csv(
    path: String, _ clause: Phrase, _ entry: DeclarationTable.Entry, _ builder: FormulaBuilder
  ) -> CSVFormat? {
    var format = CSVFormat(path: path)
    for option in clause.options {
      guard let expression = option.expression() else { continue }
      switch option.word.text {
      case "header":
        if case .boolean(let isOn)? = builder.constant(expression, [.boolean], for: "header") {
          format.hasHeader = isOn
        }
      case "null":
        if case .template(let template) = expression.kind {
          format.nullText = builder.plainText(template, for: "null")
        }
      case "columns": format.columns = columns(expression, builder)
      default: break
      }
    }
    if !format.hasHeader, format.columns.isEmpty {
      problems.add(.columnsNeeded(entry.name.text), at: clause.span, in: entry.file)
      return nil
    }
    return format
  }

  private func columns(_ expression: Expression, _ builder: FormulaBuilder) -> [Column] {
    guard case .list(let items) = expression.kind else { return [] }
    var columns: [Column] = []
    for item in items {
      guard case .reference(let path) = item.value.kind, let name = path.last?.text else {
        continue
      }
      var type = ColumnType.text
      if let written = item.type {
        guard let known = ColumnType(rawValue: written.text) else {
          builder.report(
            .unknownType(written.text, types: ColumnType.allCases.map(\.rawValue)), at: written.span
          )
          continue
        }
        type = known
      }
      if columns.contains(where: { $0.name == name }) {
        builder.report(.duplicateName(name, in: "list"), at: item.span)
      }
      columns.append(Column(name: name, type: type))
    }
    return columns
  }

  /// The server that an argument names.
  func serverName(_ expression: Expression, in file: SourceFile) -> String? {
    guard case .reference(let parts) = expression.kind, let name = parts.first else { return nil }
    guard declarations.find(name.text, as: .server) != nil else {
      problems.add(
        .unknownServer(name.text, servers: declarations.names(.server)), at: expression.span,
        in: file)
      return nil
    }
    return name.text
  }

  /// The source that an argument names.
  func namedSource(_ expression: Expression, in file: SourceFile) -> SourceDeclaration? {
    guard case .reference(let parts) = expression.kind, let name = parts.first else { return nil }
    guard declarations.find(name.text, as: .source) != nil else {
      problems.add(
        .unknownSource(name.text, sources: declarations.names(.source)), at: expression.span,
        in: file)
      return nil
    }
    return source(name.text)
  }

  /// The columns of a source; its header is asked for once.
  func rowShape(of source: SourceDeclaration) -> RowShape {
    if let shape = rowShapes[source.name] { return shape }
    let shape = makeRowShape(of: source)
    rowShapes[source.name] = shape
    return shape
  }

  private func makeRowShape(of source: SourceDeclaration) -> RowShape {
    switch source.kind {
    case .csv(let format) where !format.hasHeader:
      return RowShape(source: source, columns: format.columns, declared: [], isQuery: false)
    case .csv(let format):
      let header = options.columns(source)
      if let header, let entry = declarations.find(source.name, as: .source) {
        let names = Set(header.map(\.name))
        for column in format.columns where !names.contains(column.name) {
          problems.add(
            .unknownColumn(column.name, columns: header.map(\.name), isQuery: false),
            at: entry.statement.clauses.first?.option("columns")?.span ?? entry.name.span,
            in: entry.file)
        }
      }
      return RowShape(source: source, columns: header, declared: format.columns, isQuery: false)
    case .lines:
      let line = [Column(name: "line", type: .text)]
      return RowShape(source: source, columns: line, declared: [], isQuery: false)
    case .sqlite, .postgres:
      return RowShape(source: source, columns: options.columns(source), declared: [], isQuery: true)
    case .jsonl, .redis:
      // Of Redis, what is read decides it: `rowShape(of:collection:)`.
      return RowShape(
        source: source, columns: options.columns(source), declared: [], isQuery: false)
    }
  }
}
