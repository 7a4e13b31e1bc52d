/// A command line that a shell wants completed, as the words that it would run: without quotes, and put together again where
/// bash cuts at colons and equal signs.
struct ShellLine {
  /// The words in front of the one under the cursor, without the program's name.
  let before: [String]
  /// What of the word under the cursor stands before it.
  let word: String
  /// What bash has cut off the word and wants left off its completions: `sweep:` of `sweep:ol`.
  let cut: String

  /// - Parameter words: as they were typed, the program's name first.
  /// - Parameter index: the word under the cursor.
  init(_ words: [String], index: Int) {
    var joined: [String] = []
    var isGlued = false
    var cut = ""
    for word in words.prefix(index + 1).dropFirst() {
      let isBreak = Self.breaks.contains(word)
      if isBreak || isGlued, let last = joined.popLast() {
        cut = isBreak ? last + word : last
        joined.append(last + word)
      } else {
        cut = ""
        joined.append(word)
      }
      isGlued = isBreak
    }
    // A cursor behind a colon: the word goes on there.
    self.cut = cut
    word = joined.popLast().map(Self.unquoted) ?? ""
    before = joined.map(Self.unquoted)
  }

  /// The value of an option that stands before the cursor: `-c FILE`, `--config=FILE`.
  func value(of names: String...) -> String? {
    for (index, word) in before.enumerated() {
      if names.contains(word), index + 1 < before.count { return before[index + 1] }
      for name in names where name.hasPrefix("--") && word.hasPrefix(name + "=") {
        return String(word.dropFirst(name.count + 1))
      }
    }
    return nil
  }

  /// What bash makes words of their own, although no blank stands around them.
  private static let breaks: Set<String> = [":", "=", "@"]

  /// The word that a shell makes of what was typed. A quote that is still open reaches to the end.
  static func unquoted(_ typed: String) -> String {
    var text = ""
    var quote: Character?
    var isEscaped = false
    for character in typed {
      if isEscaped {
        // In double quotes a backslash stands for itself before most characters.
        if quote == "\"", !"\"\\$`".contains(character) { text.append("\\") }
        text.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else {
        text.append(character)
      }
    }
    return text
  }
}
