import SourceText

/// What a warm stores, and how it writes.
extension StatementContext {
  func readValue(_ family: Family?, _ builder: FormulaBuilder) -> ValueShape? {
    guard let phrase = statement.clause("value")?.ownWord else { return nil }
    let word = phrase.word.text
    if let family, let type = family.type, statement.clause("key") == nil,
      Self.storedTypes[word] != type
    {
      report(.valueNotOfFamily(word, type: type, family: family), at: phrase.word.span)
    }
    switch word {
    case "text":
      return textArgument(phrase, builder).map { .text($0) }
    case "json":
      if phrase.ownWord != nil { return .jsonRow }
      return members(phrase, builder).map { .json($0) }
    default: return readStructure(phrase, builder).map { .structure($0) }
    }
  }

  private static let storedTypes: [String: RedisType] = [
    "text": .string, "json": .string, "hash": .hash, "set": .set, "list": .list, "zset": .zset,
    "hll": .string, "stream": .stream, "geo": .zset,
  ]

  func textArgument(_ phrase: Phrase, _ builder: FormulaBuilder) -> TextFormula? {
    guard case .template(let template)? = phrase.expression()?.kind else { return nil }
    return builder.text(template)
  }

  /// `[id price:float title=name]`: names and where their values come from.
  func members(_ phrase: Phrase, _ builder: FormulaBuilder) -> [ValueShape.Member]? {
    guard case .list(let items)? = phrase.expression()?.kind else { return nil }
    var members: [ValueShape.Member] = []
    var names: Set<String> = []
    for item in items {
      guard let (name, typed) = member(item, builder) else { continue }
      if !names.insert(name).inserted { report(.duplicateName(name, in: "list"), at: item.span) }
      members.append(ValueShape.Member(name: name, value: typed.formula))
    }
    return members.count == items.count ? members : nil
  }

  private func member(_ item: ListItem, _ builder: FormulaBuilder) -> (String, TypedFormula)? {
    var name = item.name?.text
    if name == nil, case .reference(let parts) = item.value.kind { name = parts.last?.text }
    guard let name else {
      report(
        .missing(
          "name=", of: "this value", why: "what is it called?",
          help: "write `name=\(file.text(item.value.span))`"), at: item.span)
      return nil
    }
    // A plain name in such a list is a column, whatever else bears that name.
    let columns = builder.with { $0.isKeyTemplate = item.value.isReference }
    guard var typed = columns.scalar(item.value, for: "[ ]") else { return nil }
    if let type = item.type {
      guard let converted = builder.convert(typed, to: type) else { return nil }
      typed = converted
    }
    guard typed.type.hasText else {
      report(.needsFilter(typed.type), at: item.value.span)
      return nil
    }
    return (name, typed)
  }

  // MARK: Write

  /// The modes that go with a value, the default first: the table of the language reference.
  private static func writeModes(for value: String) -> [String] {
    switch value {
    case "text", "json": ["always", "missing", "stale", "changed"]
    case "hash": ["always", "missing", "stale", "changed", "replace"]
    case "set", "zset", "geo", "list": ["replace", "missing", "stale", "append"]
    default: ["append", "replace"]
    }
  }

  func readWrite(_ value: String) -> (mode: WriteMode, touches: Bool)? {
    let allowed = Self.writeModes(for: value)
    let phrase = statement.clause("write")?.ownWord
    let word = phrase?.word.text ?? allowed[0]
    guard allowed.contains(word) else {
      report(
        .writeNotAllowed(word, value: value, allowed: allowed), at: phrase?.word.span ?? head)
      return nil
    }
    switch word {
    case "missing": return (.missing, false)
    case "changed": return (.changed, phrase?.option("touch") != nil)
    case "replace": return (.replace, false)
    case "append": return (.append, false)
    case "stale":
      return phrase?.expression().flatMap { builder().fraction($0, for: "stale") }
        .map { (.stale($0), false) }
    default: return (.always, false)
    }
  }
}
