import SourceText

/// What the vocabulary's rows say of any clause, whatever its verb: names that must exist, values in the right unit.
///
/// The verbs that can be planned read their clauses themselves; for the others this is all the checking there is.
extension Checker {
  func checkTable(_ statement: Statement, in file: SourceFile) {
    let builder = builder(in: file).with {
      $0.isOpen = true
      $0.row = nil
    }
    for clause in statement.clauses { check(clause, builder) }
  }

  private func check(_ phrase: Phrase, _ builder: FormulaBuilder) {
    let parameters = phrase.rule.signature.parameters
    for (index, argument) in phrase.arguments.enumerated() where !parameters.isEmpty {
      let parameter = parameters[min(index, parameters.count - 1)]
      switch argument {
      case .phrase(let inner): check(inner, builder)
      case .binding(_, let expression): _ = builder.build(expression)
      case .expression(let expression):
        check(expression, as: parameter, of: phrase.word.text, builder)
      }
    }
    for option in phrase.options { check(option, builder) }
  }

  private func check(
    _ expression: Expression, as parameter: Parameter, of word: String, _ builder: FormulaBuilder
  ) {
    var types: [ValueType] = []
    for accepted in parameter.accepts {
      switch accepted {
      case .name(let role) where expression.isReference:
        check(expression, names: role, builder.file)
        return
      case .expression(let wanted):
        if wanted.isEmpty {
          _ = builder.build(expression)
          return
        }
        types += wanted
      case .list(let use):
        if case .list(let items) = expression.kind {
          check(items, as: use, builder)
          return
        }
      case .template(.sql):
        if case .template(let template) = expression.kind {
          _ = builder.sql(template)
          return
        }
      case .template(.glob):
        if case .template(let template) = expression.kind {
          _ = builder.glob(template)
          return
        }
      case .template:
        if case .template(let template) = expression.kind {
          _ = builder.text(template)
          return
        }
      case .word, .command, .binding, .name: break
      }
    }
    if !types.isEmpty { check(expression, isOneOf: types, for: word, builder) }
  }

  private func check(
    _ expression: Expression, isOneOf types: [ValueType], for word: String,
    _ builder: FormulaBuilder
  ) {
    guard case .range = expression.kind else {
      if types.contains(where: \.isCompound), let built = builder.build(expression) {
        guard case .scalar(let typed) = built, typed.type != .unknown else { return }
        let scalars = types.filter { !$0.isCompound }
        _ = builder.expect(expression, scalars.isEmpty ? types : scalars, for: word)
      } else {
        _ = builder.expect(expression, types, for: word)
      }
      return
    }
    for case .range(let bound) in types {
      _ = builder.expectRange(expression, of: bound, for: word)
      return
    }
    _ = builder.expect(expression, types, for: word)
  }

  private func check(_ expression: Expression, names role: NameRole, _ file: SourceFile) {
    switch role {
    case .server: _ = serverName(expression, in: file)
    case .source: _ = namedSource(expression, in: file)
    case .secret: _ = secretReference(expression, in: file)
    case .script:
      guard case .reference(let parts) = expression.kind, let name = parts.first else { return }
      if declarations.find(name.text, as: .script) == nil {
        problems.add(
          .unknownScript(name.text, scripts: declarations.names(.script)), at: name.span, in: file)
      }
    case .column, .new, .any: break
    }
  }

  private func check(_ items: [ListItem], as use: ListUse, _ builder: FormulaBuilder) {
    for item in items {
      switch use {
      case .values(let types): _ = builder.expect(item.value, types, for: "[ ]")
      case .names(let role): check(item.value, names: role, builder.file)
      case .templates(let templateUse):
        guard case .template(let template) = item.value.kind else { continue }
        if case .glob = templateUse {
          _ = builder.glob(template)
        } else {
          _ = builder.text(template)
        }
      case .columns: break
      }
    }
  }
}

extension Expression {
  var isReference: Bool { if case .reference = kind { true } else { false } }
}

extension ValueType {
  fileprivate var isCompound: Bool {
    switch self {
    case .list, .range: true
    default: false
    }
  }
}
