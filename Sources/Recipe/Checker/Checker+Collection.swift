import SourceText

extension Checker {
  /// Takes the declarations of a file and of those it uses into the table.
  func collect(_ syntax: RecipeSyntax, folder: String, layer: Int, chain: [String]) {
    let isRecipe = syntax.file === file
    for statement in syntax.statements {
      if statement.rule.word == "use" {
        use(statement, in: syntax.file, folder: folder, layer: layer, chain: chain)
      } else if let kind = DeclarationTable.Kind(verb: statement.rule.word) {
        declare(statement, as: kind, in: syntax.file, folder: folder, layer: layer)
      } else if statement.rule.kind == .action, !isRecipe {
        problems.add(
          .actionInDeclarations(statement.verb.text, isConfig: layer > 0), at: statement.verb.span,
          in: syntax.file)
      }
    }
  }

  private func declare(
    _ statement: Statement, as kind: DeclarationTable.Kind, in file: SourceFile, folder: String,
    layer: Int
  ) {
    let name: Identifier
    switch statement.subject {
    case .name(let identifier), .binding(let identifier, _): name = identifier
    case .template, .command, .missing: return
    }
    let entry = DeclarationTable.Entry(
      statement: statement, name: name, file: file, folder: folder, layer: layer)
    if let other = declarations.add(entry, as: kind) {
      problems.add(
        .duplicateDeclaration(
          statement.verb.text, name.text, first: Location(other.file, other.name.span)),
        at: name.span, in: file)
    }
  }

  private func use(
    _ statement: Statement, in file: SourceFile, folder: String, layer: Int, chain: [String]
  ) {
    guard case .template(let template) = statement.subject,
      let path = builder(in: file).plainString(template, for: "use")
    else { return }
    func report(_ problem: CheckerProblem) { problems.add(problem, at: template.span, in: file) }
    guard let target = RecipePath.inside(path, of: folder) else {
      report(.pathOutsideFolder(path))
      return
    }
    if let start = chain.firstIndex(of: target) {
      report(.circularUse(Array(chain[start...]) + [target]))
      return
    }
    switch options.load(target) {
    case .failure(let failure): report(.unreadableUse(path, failure))
    case .success(let loaded):
      for diagnostic in loaded.diagnostics { problems.add(diagnostic) }
      collect(
        loaded.syntax, folder: RecipePath.folder(of: target), layer: layer, chain: chain + [target])
    }
  }
}
