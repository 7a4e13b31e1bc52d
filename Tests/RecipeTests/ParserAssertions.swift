import Foundation
import SourceText
import Testing

@testable import Recipe

/// Parses a text and checks what must hold of every text: tokens tile it, and taking any one token away neither hangs nor
/// crashes. `1️⃣` … `5️⃣` mark where diagnostics are expected, in the order given; no marks, no diagnostics.
@discardableResult
func assertParse(
  _ marked: String, _ ids: [String] = [], mutates: Bool = true,
  sourceLocation: SourceLocation = #_sourceLocation
) -> ParsedRecipe {
  let (text, places) = removeMarkers(marked)
  let parsed = Parser.parse(SourceFile(path: "test.recipe", text: text))
  let found = parsed.diagnostics.map { "\($0.location?.span.start ?? -1) \($0.id)" }
  let expected = zip(places, ids).map { "\($0) \($1)" }
  if found != expected || places.count != ids.count {
    let prose = parsed.diagnostics.map(describe).joined(separator: "\n")
    Issue.record("expected \(expected), found \(found)\n\(prose)", sourceLocation: sourceLocation)
  }
  assertTiling(parsed.syntax, sourceLocation)
  if mutates { assertSurvivesDeletions(parsed.syntax, sourceLocation) }
  return parsed
}

/// Tokens, joined, are the file.
func assertTiling(_ syntax: RecipeSyntax, _ sourceLocation: SourceLocation = #_sourceLocation) {
  var end = 0
  for token in syntax.tokens {
    #expect(token.span.start == end, "a gap before a token", sourceLocation: sourceLocation)
    end = token.span.end
  }
  #expect(end == syntax.file.bytes.count, "tokens end early", sourceLocation: sourceLocation)
}

func assertSurvivesDeletions(_ syntax: RecipeSyntax, _ sourceLocation: SourceLocation) {
  for token in syntax.tokens where !token.isTrivia && token.kind != .end {
    var bytes = syntax.file.bytes
    bytes.removeSubrange(token.span.range)
    let parsed = Parser.parse(SourceFile(path: "mutation", bytes: bytes))
    assertTiling(parsed.syntax, sourceLocation)
    if parsed.diagnostics.count > 8 {
      Issue.record(
        "\(parsed.diagnostics.count) problems without \(token): \(parsed.diagnostics.map(describe))",
        sourceLocation: sourceLocation)
    }
  }
}

private func removeMarkers(_ marked: String) -> (text: String, offsets: [Int]) {
  let markers = Set("1️⃣2️⃣3️⃣4️⃣5️⃣")
  var text = ""
  var offsets: [Int] = []
  for character in marked {
    if markers.contains(character) {
      offsets.append(text.utf8.count)
    } else {
      text.append(character)
    }
  }
  return (text, offsets)
}

func describe(_ diagnostic: Diagnostic) -> String {
  DiagnosticRenderer().render(diagnostic)
}

/// A path in `Tests/Golden`.
func goldenPath(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/\(name)").path
}

func contents(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(filePath: path)))
}

/// Compares with a golden file; with RECORD_GOLDENS=1 rewrites it, and fails so that nobody records by accident.
func assertGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let path = goldenPath(name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("cannot record \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  let golden = try? String(decoding: contents(path), as: UTF8.self)
  #expect(
    golden == text, "\(name) differs; RECORD_GOLDENS=1 rewrites it", sourceLocation: sourceLocation)
}
