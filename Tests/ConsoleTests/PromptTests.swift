import Platform
import Testing

@testable import Console

@Suite struct PromptTests {
  /// What the prompt writes and what it makes of the typed text.
  private func answer<Answer>(
    typing text: String, _ ask: (borrowing Prompt) -> Answer
  ) throws -> (Answer, shown: String) {
    let keyboard = try Descriptors.pipe()
    let screen = try Descriptors.pipe()
    defer {
      close(keyboard.reading)
      close(screen.reading)
    }
    try Descriptors.writeAll(text, to: keyboard.writing)
    close(keyboard.writing)
    let answer = ask(Prompt(reading: keyboard.reading, writing: screen.writing))
    close(screen.writing)
    return (answer, String(decoding: try Files.readToEnd(of: screen.reading), as: UTF8.self))
  }

  @Test(arguments: [
    ("y\n", true), ("YES\n", true), ("\n", false), ("n\n", false), ("yep\n", false), ("", false),
    ("y", false), (" y\n", false),
  ])
  func onlyYesIsYes(typed: String, expected: Bool) throws {
    let (isYes, shown) = try answer(typing: typed) { $0.confirm("Apply?") }
    #expect(isYes == expected)
    // Without an answer what comes next begins on a line of its own.
    #expect(shown == "Apply? [y/N] " + (typed.hasSuffix("\n") ? "" : "\n"))
  }

  @Test(arguments: [
    ("prod-eu\n", true), ("prod-us\n", false), ("y\n", false), ("prod-eu", false), ("\n", false),
    ("PROD-EU\n", false),
  ])
  func aNameMustBeTypedOut(typed: String, expected: Bool) throws {
    let (isYes, shown) = try answer(typing: typed) {
      $0.confirm("Apply?", byTyping: "prod-eu")
    }
    #expect(isYes == expected)
    #expect(shown.contains("\"prod-eu\""))
  }

  @Test func readsOneLineAndNoMore() throws {
    let keyboard = try Descriptors.pipe()
    let screen = try Descriptors.pipe()
    try Descriptors.writeAll("d\nw\nrest", to: keyboard.writing)
    close(keyboard.writing)
    let prompt = Prompt(reading: keyboard.reading, writing: screen.writing)
    #expect(prompt.ask("?") == "d")
    #expect(prompt.ask("?") == "w")
    #expect(prompt.ask("?") == nil, "a line that does not end is no answer")
    for end in [keyboard.reading, screen.reading, screen.writing] { close(end) }
  }
}
