import SourceText

/// Declarations as written become the model.
extension Checker {
  /// Resolves every declaration, so that all their problems are said, used or not.
  func resolveDeclarations(into recipe: inout CheckedRecipe) {
    for entry in declarations.all(.value) {
      guard let name = known(entry.name.text), name.origin == .parameter else { continue }
      recipe.parameters.append((entry.name.text, SettingReader.text(of: name.meaning)))
    }
    for entry in declarations.all(.secret) {
      if case .environment(let variable)? = secret(entry.name.text) {
        recipe.secretVariables.append(variable)
      }
    }
    recipe.servers = declarations.all(.server).compactMap { server($0.name.text) }
    recipe.sources = declarations.all(.source).compactMap { source($0.name.text) }
    recipe.families = declarations.all(.family).compactMap { family($0.name.text) }
    recipe.scripts = declarations.all(.script).compactMap { script($0.name.text) }
  }

  /// Where a secret comes from; the declaration's problems are said once.
  func secret(_ name: String) -> SecretReference? {
    guard let entry = declarations.find(name, as: .secret), !entry.statement.hasProblem else {
      return nil
    }
    let builder = builder(in: entry.file)
    var references: [SecretReference] = []
    for clause in entry.statement.clauses {
      guard case .template(let template)? = clause.expression()?.kind,
        let text = builder.plainString(template, for: clause.word.text)
      else { continue }
      switch clause.word.text {
      case "env": references.append(.environment(text))
      case "file": references.append(.file(RecipePath.absolute(text, in: entry.folder)))
      case "credential": references.append(.credential(text))
      default: break
      }
    }
    if references.count != 1 {
      problems.add(
        .incompleteSecret(name, count: references.count), at: entry.name.span, in: entry.file)
    }
    return references.first
  }

  /// The secret that an argument names.
  func secretReference(_ expression: Expression, in file: SourceFile) -> SecretReference? {
    guard case .reference(let parts) = expression.kind, let name = parts.first, parts.count == 1
    else { return nil }
    guard declarations.secret(name.text) != nil else {
      problems.add(
        .unknownSecret(name.text, secrets: declarations.names(.secret)), at: name.span, in: file)
      return nil
    }
    return secret(name.text)
  }

  func family(_ name: String) -> Family? {
    if let resolved = families[name] { return resolved }
    guard let entry = declarations.find(name, as: .family) else { return nil }
    let family = resolveFamily(entry)
    families[name] = .some(family)
    return family
  }

  private func resolveFamily(_ entry: DeclarationTable.Entry) -> Family? {
    guard case .binding(_, let expression) = entry.statement.subject else { return nil }
    guard case .template(let template) = expression.kind else {
      problems.add(.notAKeyTemplate(entry.name.text), at: expression.span, in: entry.file)
      return nil
    }
    let builder = builder(in: entry.file)
    var type: RedisType?
    var ttl: ClosedRange<Int64>?
    var tag: Template?
    for clause in entry.statement.clauses {
      switch clause.word.text {
      case "type": type = clause.ownWord.flatMap { RedisType(familyType: $0.word.text) }
      case "ttl": ttl = clause.expression().flatMap { builder.durationRange($0, for: "ttl") }
      case "tag":
        if case .template(let template)? = clause.expression()?.kind { tag = template }
      default: break
      }
    }
    guard let keyTemplate = builder.keyTemplate(template) else { return nil }
    return Family(
      name: entry.name.text, location: Location(entry.file, entry.name.span),
      template: keyTemplate, type: type, ttl: ttl, tag: tag)
  }
}

extension RedisType {
  /// The stored type of a family: a HyperLogLog is a string, a geo index a sorted set.
  init?(familyType word: String) {
    switch word {
    case "hll": self = .string
    case "geo": self = .zset
    default: self.init(rawValue: word)
    }
  }
}
