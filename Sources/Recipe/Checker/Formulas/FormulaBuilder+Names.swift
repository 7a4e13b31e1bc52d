import SourceText

extension FormulaBuilder {
  /// What `name`, `attr.ttl`, `server.p99` or `row.'Unit Price'` means here.
  func resolve(_ parts: [Identifier], at span: Span) -> Built? {
    if parts.count == 1 { return resolveBare(parts[0].text, at: span) }
    if names.isOpen { return unknown }
    let rest = parts.dropFirst().map(\.text).joined(separator: ".")
    switch parts[0].text {
    case "row" where names.row != nil:
      return column(parts[1].text, at: parts[1].span)
    case "key" where !names.fields.isEmpty:
      if let built = field(rest) { return built }
      report(
        .unknownName(rest, candidates: names.fields.map(\.name), difference: nil, isPattern: false),
        at: parts[1].span)
      return nil
    case "attr" where names.hasAttributes:
      if let built = attribute(rest) { return built }
      report(
        .unknownName(rest, candidates: Self.attributeNames, difference: nil, isPattern: false),
        at: parts[1].span)
      return nil
    case "field" where names.hasAttributes && parts.count == 2:
      return .scalar(slots.formula(for: .hashField(rest), type: .text, name: "field.\(rest)"))
    case "param":
      if let known = known(rest) { return known.meaning }
      if checker.declarations.find(rest, as: .value) != nil { return nil }
      report(
        .unknownName(rest, candidates: knownNames, difference: nil, isPattern: false),
        at: parts[1].span)
      return nil
    case "reply" where names.hasReply:
      return .scalar(slots.formula(for: .reply(rest), type: .unknown, name: "reply.\(rest)"))
    default: break
    }
    let whole = parts.map(\.text).joined(separator: ".")
    if let built = aggregate(whole) { return built }
    reportUnknown(whole, at: span)
    return nil
  }

  private var unknown: Built { .scalar(TypedFormula(.constant(Constant(.null)), .unknown)) }

  private func resolveBare(_ name: String, at span: Span) -> Built? {
    if names.isKeyTemplate, names.row != nil { return column(name, at: span) }
    var meanings: [(form: String, built: Built)] = []
    if let row = names.row, !row.isOpen, row.type(of: name) != nil,
      let built = column(name, at: span)
    {
      meanings.append(("row.\(name)", built))
    }
    if let built = field(name) { meanings.append(("key.\(name)", built)) }
    if names.hasAttributes, let built = attribute(name) { meanings.append(("attr.\(name)", built)) }
    if let known = known(name) { meanings.append(("param.\(name)", known.meaning)) }
    if let built = aggregate(name) { meanings.append((name, built)) }
    if let built = benchName(name) { meanings.append((name, built)) }
    if names.hasReply, name == "reply" {
      meanings.append(
        (name, .scalar(slots.formula(for: .reply(nil), type: .unknown, name: name))))
    }
    if meanings.count > 1 {
      report(.ambiguousName(name, forms: meanings.map(\.form)), at: span)
      return nil
    }
    if let only = meanings.first { return only.built }
    if names.hasResume, name == "resume" { return unknown }
    if checker.declarations.secret(name) != nil {
      report(.misplacedSecret(name), at: span)
      return nil
    }
    if let row = names.row, row.isOpen { return column(name, at: span) }
    if names.isOpen { return unknown }
    reportUnknown(name, at: span)
    return nil
  }

  private func column(_ name: String, at span: Span) -> Built? {
    guard let row = names.row else { return nil }
    guard let type = row.type(of: name) else {
      if let columns = row.columns {
        reportUnknown(name, columns: columns.map(\.name), isQuery: row.isQuery, at: span)
      }
      return nil
    }
    return .scalar(
      slots.formula(for: .column(name), type: type?.valueType ?? .unknown, name: name))
  }

  private func field(_ name: String) -> Built? {
    guard let index = names.fields.firstIndex(where: { $0.name == name }) else { return nil }
    let type = names.fields[index].type.valueType
    return .scalar(slots.formula(for: .keyField(index), type: type, name: name))
  }

  private static let attributeNames = KeyAttribute.allCases.map(\.rawValue)

  private func attribute(_ name: String) -> Built? {
    guard let attribute = KeyAttribute(rawValue: name),
      let rule = Vocabulary.attribute(name)
    else { return nil }
    return .scalar(slots.formula(for: .attribute(attribute), type: rule.type, name: name))
  }

  private func aggregate(_ name: String) -> Built? {
    guard let rule = names.aggregates?.find(name) else { return nil }
    return .scalar(slots.formula(for: .aggregate(rule.aggregate), type: rule.type, name: name))
  }

  /// A parameter, a `let` or an `each` name.
  private func known(_ name: String) -> KnownName? { names.each[name] ?? checker.known(name) }

  private var knownNames: [String] {
    checker.declarations.valueNames + names.each.keys
  }

  private func reportUnknown(_ name: String, columns: [String], isQuery: Bool, at span: Span) {
    if let difference = difference(name) {
      report(
        .unknownName(name, candidates: columns, difference: difference, isPattern: false), at: span)
    } else if !names.isKeyTemplate, let place = placeOfName(name) {
      report(place, at: span)
    } else {
      report(.unknownColumn(name, columns: columns, isQuery: isQuery), at: span)
    }
  }

  private func reportUnknown(_ name: String, at span: Span) {
    // Declared, and what is wrong with it has been said there.
    if checker.declarations.find(name, as: .value) != nil { return }
    if let columns = names.row?.columns {
      reportUnknown(
        name, columns: columns.map(\.name), isQuery: names.row?.isQuery ?? false, at: span)
      return
    }
    if let place = placeOfName(name) {
      report(place, at: span)
      return
    }
    let variables = names.bench?.draws.names.map(\.name) ?? []
    var candidates =
      variables + knownNames + names.fields.map(\.name) + (names.aggregates?.names ?? [])
    if names.hasAttributes { candidates += Self.attributeNames }
    report(
      .unknownName(
        name, candidates: candidates, difference: difference(name), isPattern: names.isPattern,
        isBench: names.bench != nil),
      at: span)
  }

  /// `order - id` for `order-id` when both sides mean something here.
  private func difference(_ name: String) -> String? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty && isKnown($0) }) else { return nil }
    return parts.joined(separator: " - ")
  }

  private func isKnown(_ name: String) -> Bool {
    known(name) != nil || names.row?.columns?.contains { $0.name == name } == true
      || names.fields.contains { $0.name == name }
      || names.hasAttributes && KeyAttribute(rawValue: name) != nil
      || names.aggregates?.find(name) != nil || names.bench?.draws.index(of: name) != nil
  }

  /// A name that means something elsewhere.
  private func placeOfName(_ name: String) -> CheckerProblem? {
    if AggregateNames.isKnownSomewhere(name) {
      let verbs = AggregateNames.verbs(knowing: name).map { "`\($0)`" }.joined(separator: ", ")
      return .misplacedName(
        name, what: "a number about a whole run",
        where: names.aggregates == nil ? "here" : "to this verb",
        help: "it stands in `guard` and `assert` of \(verbs)")
    }
    if KeyAttribute(rawValue: name) != nil || name == "field" || name.hasPrefix("field.") {
      let inRun = names.aggregates != nil
      return .misplacedName(
        name, what: "an attribute of one key", where: inRun ? "of a whole run" : "here",
        help: inRun
          ? "ask about all keys in an `audit`: `share(\(name) > …)`, or put it in `where`"
          : "it stands in `where` of `sweep` and `audit`")
    }
    return nil
  }
}
