import ArgumentParser
import Console
import Engine
import Platform
import Recipe

/// What only the moment knows, for the completion scripts: servers, statements, parameters, clause words. Each answers from the
/// configuration and the recipe alone, opens no connection and no source, and has nothing to say where something is wrong.
enum ShellCompletion {
  /// A server of the configuration, or of the recipe on the line.
  static let servers = kind { line in
    let (recipe, configuration) = (recipe(of: line), configuration(of: line))
    return (recipe ?? configuration).map { StatementCandidates(known: $0, scripts: []).servers }
      ?? []
  }

  /// A name that `--yes --confirm` wants: a production server's.
  static let productionServers = kind { line in
    (recipe(of: line) ?? configuration(of: line))?.servers
      .filter { $0.serverClass == .production }.map { .init($0.name) } ?? []
  }

  /// The statements of the recipe on the line.
  static let statements = kind { line in
    guard let command = command(of: line), isReadable(command.file) else { return [] }
    let chosen = Set(command.names)
    return names(in: command.file, line).filter { !chosen.contains($0.text) }
  }

  /// The scripts of the recipe on the line, and what a call of each takes.
  static let scripts = kind { line in
    guard let file = line.before.last, isReadable(file) else { return [] }
    return load(.file(file), line)?.scripts.map { .init($0.name, $0.callForm) } ?? []
  }

  /// `NAME=` for each parameter of the recipe on the line.
  static let parameters = kind { line in
    (recipe(of: line) ?? configuration(of: line))?.parameters
      .map { .init("\($0.name)=", $0.value, ending: "") } ?? []
  }

  /// The words that may follow in a statement that is written as shell arguments.
  static let clauses = kind { line in
    guard let command = try? Cachectl.parseAsRoot(line.before) as? any ShorthandVerb else {
      // Nothing but the verb, which is no whole command yet.
      return line.before.last.map { clauses(of: $0, after: [], line) } ?? []
    }
    return clauses(of: type(of: command).verb, after: command.items, line)
  }

  /// The latest runs; nothing where there is no store yet. Its readers never wait for a run that writes.
  static let jobs = kind { _ in
    guard
      let runs = try? ResumedRun.state({ store throws(RunFailure) in try store.runs(limit: 50) })
    else { return [] }
    return [.init("last", "the newest run")]
      + runs.map { .init($0.run.id, "\($0.state), \($0.what)") }
  }

  static let recipes = CompletionKind.file(extensions: ["recipe"])

  // MARK: -

  private static func kind(
    _ candidates: @escaping @Sendable (ShellLine) -> [Completion.Candidate]
  ) -> CompletionKind {
    .custom { words, index, _ in
      let line = ShellLine(words, index: index)
      return ShellCandidates.lines(candidates(line), for: line, CompletionShell.requesting)
    }
  }

  private static func clauses(
    of verb: String, after items: [String], _ line: ShellLine
  ) -> [Completion.Candidate] {
    guard Vocabulary.verb(verb) != nil, let known = configuration(of: line) else { return [] }
    let expected = Parser.expectedSet(after: items, verb: verb)
    let statement = Parser.parse(arguments: items, verb: verb).syntax.statements.last
    return StatementCandidates(known: known, scripts: [], readsColumns: false)
      .at(expected, in: statement)
  }

  /// The names that choose a statement; those of the text where the checker has something to say.
  private static func names(in file: String, _ line: ShellLine) -> [Completion.Candidate] {
    var found: [Completion.Candidate] = []
    if let actions = load(.file(file), line)?.actions {
      for action in actions where action.name != nil {
        found.append(.init(action.label, action.verb))
      }
    } else if let parsed = try? RecipeSource.file(file).parse() {
      for statement in parsed.syntax.statements where statement.rule.kind == .action {
        if case .name(let name) = statement.subject {
          found.append(.init(name.text, statement.rule.word))
        }
      }
    }
    return distinct(found)
  }

  /// A name that several verbs share wants its verb in front.
  private static func distinct(_ names: [Completion.Candidate]) -> [Completion.Candidate] {
    var verbs: [String: Set<String>] = [:]
    for name in names { verbs[name.text, default: []].insert(name.detail) }
    var seen: Set<String> = []
    return names.compactMap { name in
      let text =
        verbs[name.text].map { $0.count > 1 } == true ? "\(name.detail):\(name.text)" : name.text
      return seen.insert(text).inserted ? .init(text, name.detail) : nil
    }
  }

  // MARK: What is declared

  private static func configuration(of line: ShellLine) -> CheckedRecipe? {
    load(.statements([]), line)
  }

  private static func recipe(of line: ShellLine) -> CheckedRecipe? {
    guard let command = command(of: line), isReadable(command.file) else { return nil }
    return load(.file(command.file), line)
  }

  private static func load(_ source: RecipeSource, _ line: ShellLine) -> CheckedRecipe? {
    let config = line.value(of: "-c", "--config")
    if let config, !isReadable(config) { return nil }
    guard let options = try? GlobalOptions.parse(config.map { ["--config", $0] } ?? []),
      let invocation = try? Invocation(options)
    else { return nil }
    return try? RecipeLoader(invocation, opensSources: false, endsWithAnswer: true).load(source)
      .recipe
  }

  /// The command before the cursor, when it is one that takes a recipe. An option that waits for its value is left off.
  private static func command(of line: ShellLine) -> (any RecipeFileCommand)? {
    let isValue = line.before.last?.hasPrefix("-") == true
    return try? Cachectl.parseAsRoot(isValue ? line.before.dropLast() : line.before)
      as? any RecipeFileCommand
  }

  /// Never stdin, nor a pipe: reading would wait.
  private static func isReadable(_ file: String) -> Bool { file != "-" && Files.isRegular(file) }
}

/// A command that reads a recipe and takes names of its statements.
protocol RecipeFileCommand: ParsableCommand {
  var file: String { get }
  var names: [String] { get }
}

extension Run: RecipeFileCommand {}
extension Plan: RecipeFileCommand {}
extension Explain: RecipeFileCommand {}
