import SourceText
import Testing

@testable import Recipe

/// A recipe without problems.
func checked(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> CheckedRecipe {
  let result = problems(of: text)
  let prose = result.diagnostics.map(describe).joined(separator: "\n")
  return try #require(result.recipe, "\(prose)", sourceLocation: sourceLocation)
}

/// The ids of everything that is wrong with a text, in order.
func ids(_ text: String) -> [String] { problems(of: text).diagnostics.map(\.id) }

func problems(of text: String) -> CheckResult {
  let parsed = Parser.parse(SourceFile(path: "test.recipe", text: text))
  guard parsed.diagnostics.isEmpty else {
    return CheckResult(recipe: nil, diagnostics: parsed.diagnostics)
  }
  return Checker.check(parsed.syntax, options: World.options)
}

struct Unexpected: Error {}
