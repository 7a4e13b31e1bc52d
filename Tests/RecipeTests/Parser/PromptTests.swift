import SourceText
import Testing

@testable import Recipe

@Suite struct PromptTests {
  @Test func unfinishedTextAsksForMore() {
    func why(_ text: String) -> RecipeIncompleteness? { .of(Array(text.utf8)) }
    #expect(why("sweep session {") == .openBlock)
    #expect(why("let x = [1 2") == .openBracket)
    #expect(why("warm p { from s sql \"\"\"SELECT") == .openText)
    #expect(why("do `PING") == .openCommand)
    #expect(why("let x = a and # more") == .danglingOperator)
    #expect(why("sweep session where idle > 7d") == nil)
    #expect(why("use \"abc") == nil)
    #expect(why("sweep session { by unlink }") == nil)
    #expect(why("get product:17 }") == nil)
  }

  @Test func theExpectedSetIsWhatTheSignaturesAllow() {
    func expected(_ text: String) -> ExpectedSet {
      Parser.expectedSet(at: text.utf8.count, in: Array(text.utf8))
    }
    #expect(expected("").verbs.count == Vocabulary.verbs.count)
    #expect(expected("sw").verbs.count == Vocabulary.verbs.count)
    #expect(expected("sweep ").subject != nil)
    let clauses = expected("sweep session wh")
    #expect(clauses.phrases.contains { $0.word == "where" } && clauses.verbs.isEmpty)
    #expect(
      expected("sweep session by ").parameters.first?.words.map(\.word).contains("unlink") == true)
    #expect(expected("sweep session where idle > ").takesValue)
    let options = expected("sweep session by expire 2m ").phrases.map(\.word)
    #expect(options.first == "jitter" && options.contains("rate"))
    #expect(expected("warm p from ").parameters.map(\.label) == ["SOURCE"])
    let scripts = expected("deploy d scripts [take ")
    #expect(scripts.list?.label == "SCRIPTS" && scripts.phrases.isEmpty && !scripts.takesValue)
    #expect(expected("deploy d scripts [take] ").phrases.contains { $0.word == "drift" })
    let values = expected("sweep session where region in [")
    #expect(values.isInList && values.list == nil && values.takesValue && values.phrases.isEmpty)
  }
}
