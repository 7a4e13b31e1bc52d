import Engine
import LuaScript
import Platform
import Recipe
import SourceText

/// From text to a checked recipe, with everything that the checker asks of the world: configuration files, the files that `use`
/// names, the headers of sources, and parameters set on the command line.
struct RecipeLoader {
  let invocation: Invocation
  /// Declarations of the session, above the configuration and below the text.
  let declarations: [RecipeSyntax]
  /// Whether sources may be opened for their columns.
  let opensSources: Bool
  /// Pins that do not agree with their files are no problem: of `lua pin` and its like.
  let ignoresPins: Bool
  /// Whether the process ends with its answer: what was read is then not taken apart, an eighth of a `check`'s time.
  let endsWithAnswer: Bool
  /// What `{run}` is in the tests of scripts.
  let run = RunID.make()

  init(
    _ invocation: Invocation, declarations: [RecipeSyntax] = [], opensSources: Bool = true,
    ignoresPins: Bool = false, endsWithAnswer: Bool = false
  ) {
    self.invocation = invocation
    self.declarations = declarations
    self.opensSources = opensSources
    self.ignoresPins = ignoresPins
    self.endsWithAnswer = endsWithAnswer
  }

  /// The recipe, and all that there is to say about it; nil when it has an error. Throws when there is nothing to check.
  func load(
    _ source: RecipeSource
  ) throws(CommandFailure) -> (recipe: CheckedRecipe?, diagnostics: [Diagnostic]) {
    let config = try Configuration.load(flag: invocation.options.config)
    let parsed = try source.parse()
    var diagnostics = config.flatMap(\.diagnostics)
    var isBroken = diagnostics.contains { $0.severity == .error }
    diagnostics += parsed.diagnostics
    if isBroken || !parsed.knowsItsStatements { return (nil, diagnostics) }
    isBroken = parsed.diagnostics.contains { $0.severity == .error }
    var options = CheckerOptions()
    options.settings = try settings()
    options.config = declarations + config.map(\.syntax)
    options.folder = source.folder
    options.now = Int64(Clocks.wallMilliseconds())
    if opensSources { options.columns = SourceOpening.columns }
    let parts = RecipeParts((options.config + [parsed.syntax]).map(\.file))
    options.load = { path in
      let loaded = Self.loadUsed(path)
      if case .success(let used) = loaded { parts.add(used.syntax.file) }
      return loaded
    }
    options.read = { path in
      let read = Self.readScript(path)
      if case .success(let bytes) = read { parts.add(bytes, path) }
      return read
    }
    options.ignoresPins = ignoresPins
    options.run = run
    let result = Checker.check(parsed.syntax, options: options)
    // A warning that something is not used would be about what could not be read.
    diagnostics += result.diagnostics.filter { !isBroken || $0.severity == .error }
    for variable in result.recipe?.secretVariables ?? [] { Environment.withhold(variable) }
    var recipe = isBroken ? nil : result.recipe
    recipe?.digest = parts.digest
    recipe?.parts = parts.paths
    if endsWithAnswer { _ = Unmanaged.passRetained(Kept(parsed: parsed.syntax, recipe: recipe)) }
    return (recipe, diagnostics)
  }

  /// `--set K=V`, split; the checker knows the parameters and their types.
  private func settings() throws(CommandFailure) -> [(name: String, value: String)] {
    try invocation.options.set.map { setting throws(CommandFailure) in
      guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
        throw CommandFailure(.usage, "--set wants NAME=VALUE, found `\(setting)`")
      }
      return (String(setting[..<equals]), String(setting[setting.index(after: equals)...]))
    }
  }

  private static func loadUsed(_ path: String) -> Result<LoadedRecipe, LoadFailure> {
    do throws(SystemError) {
      let parsed = Parser.parse(SourceFile(path: path, bytes: try Files.read(path)))
      return .success(LoadedRecipe(syntax: parsed.syntax, diagnostics: parsed.diagnostics))
    } catch {
      return .failure(LoadFailure(error))
    }
  }

  private static func readScript(_ path: String) -> Result<[UInt8], LoadFailure> {
    do throws(SystemError) {
      return .success(try Files.read(path, limit: LuaReader.largest))
    } catch {
      return .failure(LoadFailure(error))
    }
  }
}

/// What is left to the end of the process.
private final class Kept {
  let parsed: RecipeSyntax
  let recipe: CheckedRecipe?

  init(parsed: RecipeSyntax, recipe: CheckedRecipe?) {
    self.parsed = parsed
    self.recipe = recipe
  }
}

extension LoadFailure {
  fileprivate init(_ error: SystemError) {
    switch error.code {
    case _ where error.isNotFound: self = .missing
    case EISDIR: self = .isDirectory
    case EFBIG: self = .unreadable("it has more than \(LuaReader.largest / 1_000_000) MB")
    default: self = .unreadable(String(cString: strerror(error.code)))
    }
  }
}

/// The texts that a recipe is made of: their paths, and a digest of all, each after its length.
private final class RecipeParts {
  private(set) var paths: [String] = []
  private var stream = SHA1.Stream()

  init(_ files: [SourceFile]) { for file in files { add(file) } }

  func add(_ file: SourceFile) { add(file.bytes, file.path) }

  func add(_ bytes: [UInt8], _ path: String) {
    paths.append(path)
    stream.append(Array("\(bytes.count)\n".utf8))
    stream.append(bytes)
  }

  var digest: String { stream.digest }
}
