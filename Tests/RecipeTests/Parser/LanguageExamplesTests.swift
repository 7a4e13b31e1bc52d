import Foundation
import SourceText
import Testing

@testable import Recipe

@Test func everyExampleOfTheLanguageParses() throws {
  let path = fixturePath("Fixtures/language.recipe")
  let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
  let parsed = Parser.parse(SourceFile(path: "language.recipe", bytes: bytes))
  for diagnostic in parsed.diagnostics { Issue.record("\(describe(diagnostic))") }
  #expect(parsed.syntax.statements.count > 30)
}

func fixturePath(_ name: String, file: String = #filePath) -> String {
  URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent().path + "/" + name
}

func describe(_ diagnostic: Diagnostic) -> String {
  let position = diagnostic.location?.position
  return "\(position?.line ?? 0):\(position?.column ?? 0) \(diagnostic.id) \(diagnostic.message)"
    + " | \(diagnostic.label) | \(diagnostic.help ?? "")"
}
