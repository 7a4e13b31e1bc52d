import Console
import Engine
import Platform
import Recipe
import RedisClient
import SourceText

/// What lasts from one line of the prompt to the next: the server, what was declared, the settings.
final class ReplSession {
  /// One declaration as it was typed; a later one of the same name takes its place.
  private struct Declaration {
    let identity: String
    let syntax: RecipeSyntax
  }

  private(set) var invocation: Invocation
  private(set) var target: ServerTarget
  private(set) var isConnected = false
  /// Everything that is declared: here, and in the configuration.
  private(set) var known: CheckedRecipe
  private let pool: ServerPool
  /// The latest first.
  private var declarations: [Declaration] = []
  private var settings: [String: String] = [:]
  private var unsafeUntil: Int?

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    known = try Self.configuration(invocation)
    target = try ServerTarget(
      named: ServerTarget.name(for: nil, flag: invocation.options.server), among: known.servers,
      isArgument: invocation.options.server != nil)
    pool = ServerPool([], invocation.options)
  }

  private static func configuration(_ invocation: Invocation) throws -> CheckedRecipe {
    let (recipe, diagnostics) = try RecipeLoader(invocation).load(.prompt(""))
    invocation.report(diagnostics)
    guard let recipe else { throw CommandFailure(.recipeError) }
    return recipe
  }

  func stop() { pool.stop() }

  // MARK: Servers

  /// The server of the prompt, connected.
  func server() throws(RunFailure) -> ServerSession { try connected(target) }

  /// The server of a statement: what `to` names, else that of the prompt.
  func server(
    for action: Action, among profiles: [ServerProfile]
  ) throws(RunFailure) -> ServerSession {
    guard let name = action.server else { return try server() }
    return try server(named: name, among: profiles)
  }

  /// The servers of statements, with the profiles that they know.
  func servers(_ profiles: [ServerProfile]) -> RunServers {
    RunServers(
      session: { [self] action throws(RunFailure) in try server(for: action, among: profiles) },
      named: { [self] name throws(RunFailure) in try server(named: name, among: profiles) })
  }

  private func server(
    named name: String, among profiles: [ServerProfile]
  ) throws(RunFailure) -> ServerSession {
    let target: ServerTarget
    do throws(CommandFailure) {
      target = try ServerTarget(named: name, among: profiles, isArgument: false)
    } catch {
      throw .configuration(error.message ?? "the server cannot be used")
    }
    return try pool.session(on: target)
  }

  /// Who we are to the server of the prompt.
  func credentials() throws(RunFailure) -> Credentials? { try pool.credentials(of: target) }

  func askForPassword() -> Bool { pool.askForPassword(of: target) }

  private func connected(_ target: ServerTarget) throws(RunFailure) -> ServerSession {
    do throws(RunFailure) {
      let session = try pool.session(on: target)
      isConnected = true
      return session
    } catch {
      isConnected = false
      throw error
    }
  }

  /// Lets go of a connection that was lost; the next command makes a new one.
  func disconnect() {
    pool.forget(target)
    isConnected = false
  }

  /// Another server, or another database; the session keeps its declarations.
  func change(to name: String) throws(CommandFailure) {
    let next = try ServerTarget(named: name, among: known.servers, isArgument: false)
    target = next
    unsafeUntil = nil
    isConnected = false
  }

  func select(database: Int) { target = target.selecting(database) }

  // MARK: Safe mode

  func allowUnsafe(for duration: Duration?) {
    unsafeUntil = duration.map {
      Clocks.monotonicNanoseconds() + Int($0.components.seconds) * 1_000_000_000
    }
  }

  var isUnsafe: Bool { unsafeUntil.map { $0 > Clocks.monotonicNanoseconds() } ?? false }

  /// What the server is taken for by safe mode: with `\unsafe`, production asks instead of refusing.
  var permissionClass: ServerClass {
    target.serverClass == .production && isUnsafe ? .staging : target.serverClass
  }

  // MARK: Declarations

  /// Parses and checks statements against all that was declared before.
  func check(
    _ source: RecipeSource
  ) throws -> (recipe: CheckedRecipe?, diagnostics: [Diagnostic]) {
    let names = declaredValues(in: try source.parse().syntax)
    var options = invocation.options
    options.set += settings.filter { names.contains($0.key) }.map { "\($0.key)=\($0.value)" }
    return try RecipeLoader(Invocation(options), declarations: declarations.map(\.syntax))
      .load(source)
  }

  /// Keeps the declarations of a text that was checked. Gives what they are: `key session`.
  func remember(_ source: RecipeSource) throws -> [String] {
    let syntax = try source.parse().syntax
    var names: [String] = []
    for statement in syntax.statements where statement.rule.kind == .declaration {
      guard let identity = statement.identity else { continue }
      // Relative paths start where those of the text do.
      let file = SourceFile(
        path: "\(source.folder)/<prompt>", text: syntax.file.text(statement.span))
      declarations.removeAll { $0.identity == identity }
      declarations.insert(
        Declaration(identity: identity, syntax: Parser.parse(file).syntax), at: 0)
      names.append(identity)
    }
    if !names.isEmpty, let recipe = try check(.prompt("")).recipe {
      known = recipe
      try refreshTarget()
    }
    return names
  }

  /// A profile that was declared again may have another address.
  private func refreshTarget() throws(CommandFailure) {
    guard target.profile != nil else { return }
    let renewed = try ServerTarget(named: target.name, among: known.servers, isArgument: false)
    if renewed.address != target.address { disconnect() }
    target = renewed
  }

  private func declaredValues(in syntax: RecipeSyntax) -> Set<String> {
    let all = declarations.map(\.syntax) + [syntax]
    return Set(
      all.flatMap(\.statements).compactMap { statement in
        guard statement.rule.word == "param", case .binding(let name, _) = statement.subject else {
          return nil
        }
        return name.text
      })
  }

  var scriptNames: [String] {
    declarations.compactMap { declaration in
      declaration.identity.hasPrefix("lua ") ? String(declaration.identity.dropFirst(4)) : nil
    }
  }

  // MARK: Settings

  /// Sets a parameter, or says why it cannot have this value; then it keeps the one before.
  func set(_ name: String, _ value: String) throws -> [Diagnostic] {
    let before = settings[name]
    settings[name] = value
    let (recipe, diagnostics) = try check(.prompt(""))
    guard let recipe else {
      settings[name] = before
      return diagnostics
    }
    known = recipe
    return []
  }

  func use(_ format: OutputFormat) throws {
    var options = invocation.options
    options.json = false
    options.format = format
    invocation = try Invocation(options)
  }
}

extension Statement {
  /// What a later declaration of the same name replaces: `key session`. A parameter and a `let` share their names.
  fileprivate var identity: String? {
    switch subject {
    case .name(let name): "\(rule.word) \(name.text)"
    case .binding(let name, _): "\(rule.word == "let" ? "param" : rule.word) \(name.text)"
    case .template(let template): "\(rule.word) \(template.span.start)"
    case .command, .missing: nil
    }
  }
}
