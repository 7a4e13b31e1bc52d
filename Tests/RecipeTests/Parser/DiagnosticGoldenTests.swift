import Foundation
import SourceText
import Testing

@testable import Recipe

@Suite struct DiagnosticGoldenTests {
  /// `Tests/Golden/diagnostics/ID.recipe` → `ID.txt`; every problem in it is of that id.
  @Test(arguments: ParserDiagnosticID.allCases)
  func everyDiagnosticHasAGolden(_ id: ParserDiagnosticID) throws {
    let bytes = try contents(goldenPath("diagnostics/\(id.rawValue).recipe"))
    let file = SourceFile(path: "\(id.rawValue).recipe", bytes: bytes)
    let parsed = Parser.parse(file)
    assertTiling(parsed.syntax)
    #expect(!parsed.diagnostics.isEmpty)
    for diagnostic in parsed.diagnostics {
      #expect(diagnostic.id == id.rawValue)
      #expect(diagnostic.help != nil, "says what to write instead")
    }
    assertGolden(DiagnosticRenderer().render(parsed.diagnostics), "diagnostics/\(id.rawValue).txt")
  }

  @Test func everyGoldenIsInTheCatalogue() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: goldenPath("diagnostics"))
    let ours = files.filter { $0.hasPrefix("E00") || $0.hasPrefix("E01") }
      .map { String($0.prefix(5)) }.filter { $0 != "E0107" }
    #expect(Set(ours) == Set(ParserDiagnosticID.allCases.map(\.rawValue)))
  }
}
