import SourceText

/// What the checker is told about the world. It does no I/O of its own: files and headers come through the two hooks.
package struct CheckerOptions {
  /// `--set K=V`, in order; a later one wins.
  package var settings: [(name: String, value: String)] = []
  /// Configuration files, the user's before the system's: declarations only, below the recipe in precedence.
  package var config: [RecipeSyntax] = []
  /// The absolute folder of the recipe: relative paths in sources and `use` start there.
  package var folder = ""
  /// Milliseconds since 1970, for `when`.
  package var now: Int64 = 0
  /// The columns of a source as its header or first rows say; nil when they are known only at the run.
  package var columns: (SourceDeclaration) -> [Column]? = { _ in nil }
  /// The recipe at an absolute path, for `use`.
  package var load: (String) -> Result<LoadedRecipe, LoadFailure> = { _ in .failure(.missing) }

  /// The bytes of a script at an absolute path.
  package var read: (String) -> Result<[UInt8], LoadFailure> = { _ in .failure(.missing) }
  /// A pin that does not agree with its file is left to the caller: `lua pin`, `lua diff`.
  package var ignoresPins = false
  /// What `{run}` is in the tests of scripts: in every key of theirs, and in no other.
  package var run = "cachectl-run"

  package init() {}
}

/// A file that `use` named, parsed.
package struct LoadedRecipe: Sendable {
  package let syntax: RecipeSyntax
  /// What the parser said about it.
  package let diagnostics: [Diagnostic]

  package init(syntax: RecipeSyntax, diagnostics: [Diagnostic]) {
    self.syntax = syntax
    self.diagnostics = diagnostics
  }
}

/// Why a file that `use` named could not be read.
package enum LoadFailure: Error, Sendable {
  case missing
  case isDirectory
  /// The system's words: "permission denied".
  case unreadable(String)
}

/// What checking gave: a recipe when there was no error, and everything there is to say in the order of the files.
package struct CheckResult: Sendable {
  package let recipe: CheckedRecipe?
  package let diagnostics: [Diagnostic]
}
