import Foundation
import LuaScript
import SourceText
import Testing

@testable import Recipe

/// `Tests/Golden/diagnostics/ID.recipe` → `ID.txt`, for the checker: every id has one, and every problem in it is of that id.
@Suite struct CheckerGoldenTests {
  @Test(
    arguments: CheckerDiagnosticID.allCases.map(\.rawValue)
      + LuaDiagnosticID.allCases.map(\.rawValue))
  func everyDiagnosticHasAGolden(_ id: String) throws {
    let bytes = try contents(goldenPath("diagnostics/\(id).recipe"))
    let parsed = Parser.parse(SourceFile(path: "\(id).recipe", bytes: bytes))
    #expect(parsed.diagnostics.isEmpty, "the parser stumbles first")
    var options = World.options
    // A first line `# --set a=b` is a flag of the command line.
    for flag in parsed.syntax.file.text(Span(0, bytes.count)).matches(of: /--set (\w+)=(\S+)/) {
      options.settings.append((String(flag.1), String(flag.2)))
    }
    let result = Checker.check(parsed.syntax, options: options)
    #expect(!result.diagnostics.isEmpty)
    #expect((result.recipe == nil) == id.hasPrefix("E"))
    for diagnostic in result.diagnostics {
      #expect(diagnostic.id == id, "\(diagnostic.message)")
      #expect(!diagnostic.message.isEmpty && diagnostic.help != nil, "says what to write instead")
    }
    assertGolden(
      DiagnosticRenderer().render(result.diagnostics), "diagnostics/\(id).txt")
  }

  @Test func everyGoldenIsInTheCatalogue() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: goldenPath("diagnostics"))
    let found = Set(files.filter { $0.hasSuffix(".recipe") }.map { String($0.dropLast(7)) })
    let known =
      ParserDiagnosticID.allCases.map(\.rawValue) + CheckerDiagnosticID.allCases.map(\.rawValue)
      + LuaDiagnosticID.allCases.map(\.rawValue)
    #expect(found.subtracting(known).isEmpty)
  }
}

/// The files that a recipe under test finds.
enum World {
  static var options: CheckerOptions {
    var options = CheckerOptions()
    options.folder = "/recipes"
    options.now = 1_764_000_000_000
    options.columns = { source in
      guard case .csv(let format) = source.kind, format.path == "/recipes/feed.csv" else {
        return nil
      }
      return ["id", "name", "price", "stock"].map { name in
        Column(name: name, type: format.columns.first { $0.name == name }?.type ?? .text)
      }
    }
    options.load = { path in
      guard let text = files[path] else {
        return .failure(path == "/recipes/folder" ? .isDirectory : .missing)
      }
      let parsed = Parser.parse(SourceFile(path: path, text: text))
      return .success(LoadedRecipe(syntax: parsed.syntax, diagnostics: parsed.diagnostics))
    }
    options.read = read
    return options
  }

  /// `/recipes/lua/…` is `Tests/Golden/diagnostics/lua/…`; elsewhere there is one script that needs none of it.
  private static func read(_ path: String) -> Result<[UInt8], LoadFailure> {
    if path == "/recipes/lua/locked.lua" { return .failure(.unreadable("permission denied")) }
    let golden = goldenPath("diagnostics/\(path.dropFirst("/recipes/".count))")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: golden, isDirectory: &isFolder) else {
      return .failure(.missing)
    }
    guard !isFolder.boolValue, let bytes = try? contents(golden) else {
      return .failure(.isDirectory)
    }
    return .success(bytes)
  }

  private static let files = [
    "/recipes/common.recipe":
      "param since = 24h\nkey common = \"common:{id}\" type string ttl 1m..1h\n",
    "/recipes/actions.recipe": "audit \"*\" assert keys > 0\n",
    "/recipes/circle.recipe": "use \"back.recipe\"\n",
    "/recipes/back.recipe": "use \"circle.recipe\"\n",
  ]
}
