import Bytes
import SourceText

/// Checks a parsed recipe: names, types, units and what each verb asks of its clauses; then expands every `each`.
///
/// Pure: what it must know of files and headers comes through `CheckerOptions`. Every problem is said at once; a recipe is given
/// only when there was no error. One checker checks one recipe, on one thread.
package final class Checker {
  let options: CheckerOptions
  let file: SourceFile
  let problems = ProblemList()
  var declarations = DeclarationTable()

  /// What was resolved so far; nil for a declaration that has an error.
  var knownNames: [String: KnownName?] = [:]
  var servers: [String: ServerProfile?] = [:]
  var sources: [String: SourceDeclaration?] = [:]
  var families: [String: Family?] = [:]
  var rowShapes: [String: RowShape] = [:]
  var scripts: [String: Script?] = [:]
  /// Lua files that were read, by their absolute paths.
  var luaFiles: [String: Result<SourceFile, LoadFailure>] = [:]
  /// The `let`s being resolved, to notice a circle.
  var resolving: [String] = []
  /// `verb:name` of every action so far, and where it stands.
  var actionNames: [String: Span] = [:]

  /// The parser has complained about a declaration: what needs it is passed over.
  private(set) var hasBroken = false

  private init(_ file: SourceFile, _ options: CheckerOptions) {
    self.file = file
    self.options = options
  }

  package static func check(_ syntax: RecipeSyntax, options: CheckerOptions = CheckerOptions())
    -> CheckResult
  {
    let checker = Checker(syntax.file, options)
    return checker.check(syntax)
  }

  private func check(_ syntax: RecipeSyntax) -> CheckResult {
    collect(syntax, folder: options.folder, layer: 0, chain: [syntax.file.path])
    for (index, config) in options.config.enumerated() {
      collect(
        config, folder: RecipePath.folder(of: config.file.path), layer: index + 1,
        chain: [config.file.path])
    }
    passOverBroken()
    checkSettings()
    var recipe = CheckedRecipe(file: file)
    resolveDeclarations(into: &recipe)
    requireAllDeclarations(in: recipe)
    for statement in syntax.statements
    where statement.rule.kind == .action && !statement.hasProblem {
      recipe.actions += check(action: statement)
    }
    return CheckResult(
      recipe: problems.hasErrors ? nil : recipe, diagnostics: problems.sorted(mainFile: file))
  }

  /// A declaration that came to nothing, and nobody said why, must not be passed over in silence.
  private func requireAllDeclarations(in recipe: CheckedRecipe) {
    guard !problems.hasErrors, !hasBroken else { return }
    for (kind, names) in [
      (DeclarationTable.Kind.server, recipe.servers.map(\.name)),
      (.source, recipe.sources.map(\.name)), (.family, recipe.families.map(\.name)),
      (.script, recipe.scripts.map(\.name)),
    ] {
      if names.count == declarations.all(kind).count { continue }
      for entry in declarations.all(kind) where !names.contains(entry.name.text) {
        let statement = entry.statement
        problems.add(.notUnderstood(statement.rule.word), at: statement.span, in: entry.file)
      }
    }
  }

  /// What the parser has complained about is known by its name, and no more is said of it.
  private func passOverBroken() {
    for (kind, entry) in declarations.all where entry.statement.hasProblem {
      let name = entry.name.text
      hasBroken = true
      switch kind {
      case .value: knownNames[name] = .some(nil)
      case .server: servers[name] = .some(nil)
      case .source: sources[name] = .some(nil)
      case .family: families[name] = .some(nil)
      case .script: scripts[name] = .some(nil)
      case .secret: break
      }
    }
  }

  /// A builder for expressions that know only what is known before the run.
  func builder(in file: SourceFile) -> FormulaBuilder {
    FormulaBuilder(checker: self, file: file, names: NameScope(), slots: SlotTable())
  }
}
