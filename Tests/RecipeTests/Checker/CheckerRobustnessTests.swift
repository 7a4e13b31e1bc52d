import Bytes
import SourceText
import Testing

@testable import Recipe

/// Whatever the parser lets through, the checker ends and says something or nothing; it never traps.
@Suite struct CheckerRobustnessTests {
  @Test func everyTokenOfTheExamplesMayBeMissing() throws {
    let bytes = try contents(goldenPath("syntax/language.recipe"))
    let tokens = Parser.parse(SourceFile(path: "whole", bytes: bytes)).syntax.tokens
    // Every third: all of them take a debug build a quarter of a minute, and have been tried.
    for (index, token) in tokens.enumerated() where !token.isTrivia && index % 3 == 0 {
      let rest = bytes[..<token.span.start] + bytes[token.span.end...]
      let parsed = Parser.parse(SourceFile(path: "mutated", bytes: Array(rest)))
      _ = Checker.check(parsed.syntax)
    }
  }

  @Test func anExpressionAsDeepAsTheParserAllows() throws {
    let conditions = (0..<490).map { "len != \($0)" }.joined(separator: " and ")
    let recipe = try checked("sweep \"x:*\" where \(conditions)")
    guard case .sweep(let sweep) = recipe.actions[0].body, let filter = sweep.filter else {
      throw Unexpected()
    }
    let scope = Scope(slotCount: 1, now: 0)
    scope.slots[0] = .integer(-1)
    #expect(filter.holds(in: scope))
    let nested = String(repeating: "(", count: 150) + "len > 1" + String(repeating: ")", count: 150)
    _ = try checked("sweep \"x:*\" where \(nested)")
    let signs = String(repeating: "not ", count: 150)
    _ = try checked("sweep \"x:*\" where \(signs) len > 1")
  }

  @Test func tenThousandExpansionsAreTheLimit() throws {
    let hundred = (0..<100).map { "\"\($0)\"" }.joined(separator: " ")
    let text = "sweep t match \"{a}:{b}\" each a in [\(hundred)] each b in [\(hundred)"
    #expect(try checked(text + "]").actions.count == 10_000)
    #expect(ids(text + " \"x\"]") == ["E0410"])
  }

  @Test func oneMistakeInAnExpandedStatementIsSaidOnce() {
    #expect(
      ids("sweep t match \"{a}:*\" where idel > 1d each a in [\"x\" \"y\" \"z\"]") == ["E0201"])
  }

  /// A mistake in one statement does not hide those in others, and has no consequences there.
  @Test func whatCouldBeReadIsCheckedAllTheSame() {
    let text = """
      source s csv "f.csv" columns [id:int name
      key k = "k:{id}" type strang
      warm k { from s value json [id nam] ttl 1h write always }
      sweep nothing where idle > 7d
      audit k assert share > 5
      """
    let parsed = Parser.parse(SourceFile(path: "test.recipe", text: text))
    #expect(!parsed.diagnostics.isEmpty && parsed.knowsItsStatements)
    let result = Checker.check(parsed.syntax, options: World.options)
    let errors = result.diagnostics.filter { $0.severity == .error }.map(\.id)
    #expect(errors == ["E0204"], "\(result.diagnostics.map(\.message))")
    #expect(
      !Parser.parse(SourceFile(path: "test.recipe", text: "sorce s csv \"f\"")).knowsItsStatements)
  }
}
