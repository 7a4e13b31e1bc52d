import Engine
import Platform
import Recipe
import SourceText

/// Where the statements of a command come from.
enum RecipeSource {
  /// A recipe; `-` is stdin.
  case file(String)
  /// Arguments of one or more whole statements each.
  case statements([String])
  /// Statements typed at the prompt.
  case prompt(String)
  /// The tail of one statement, an item an argument.
  case shorthand(verb: String, arguments: [String])

  /// Reads and parses. Throws when there is nothing to read; problems of the text are in the result.
  func parse() throws(CommandFailure) -> ParsedRecipe {
    switch self {
    case .file(let path):
      Parser.parse(SourceFile(path: path == "-" ? "<stdin>" : path, bytes: try Self.read(path)))
    case .statements(let texts):
      Parser.parse(SourceFile(path: "<arguments>", text: texts.joined(separator: "\n")))
    case .prompt(let text):
      Parser.parse(SourceFile(path: "<prompt>", text: text))
    case .shorthand(let verb, let arguments):
      Parser.parse(arguments: arguments, verb: verb)
    }
  }

  /// What relative paths in the recipe start from.
  var folder: String {
    switch self {
    case .file(let path) where path != "-": Files.absolute(Files.folder(of: path))
    default: Files.absolute(".")
    }
  }

  /// What metrics call the job: the file's name without its extension.
  var jobName: String {
    guard case .file(let path) = self, path != "-" else { return "cachectl" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".recipe") ? String(name.dropLast(7)) : name
  }

  /// How the run store names it.
  var command: String {
    switch self {
    case .file: "run"
    case .statements: "exec"
    case .prompt: "prompt"
    case .shorthand(let verb, _): verb
    }
  }

  /// What a run of it must remember to be said again, beside the file.
  var texts: [String] {
    switch self {
    case .file: []
    case .prompt(let text): [text]
    case .statements(let texts), .shorthand(_, let texts): texts
    }
  }

  /// The absolute path of a recipe that is a file.
  var path: String? {
    if case .file(let path) = self, path != "-" { Files.absolute(path) } else { nil }
  }

  var isStandardInput: Bool {
    if case .file("-") = self { true } else { false }
  }

  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    do throws(SystemError) {
      let bytes =
        try path == "-"
        ? Files.readToEnd(of: 0, limit: largest) : Files.read(path, limit: largest)
      guard bytes.starts(with: "SQLite format 3\0".utf8) else { return bytes }
    } catch {
      if error.code == EFBIG {
        throw CommandFailure(.recipeError, "\(path): more than 64 MiB is no recipe")
      }
      throw CommandFailure(reading: path, error)
    }
    throw CommandFailure(
      .recipeError,
      "\(path) is no recipe but a database: a saved plan is applied by `cachectl apply \(path)`")
  }

  /// A recipe of 10,000 statements is one or two MiB.
  private static let largest = 64 << 20
}
