import Bytes
import Recipe

/// The TextMate grammar, which Visual Studio Code, Sublime Text and GitHub read, from the vocabulary.
package enum TextMateGrammar {
  package static var json: String {
    var writer = Writer()
    writer.object {
      $0.field(
        "information_for_contributors",
        "Written by `make generate` from the vocabulary of cachectl; do not edit.")
      $0.field("name", "cachectl recipe")
      $0.field("scopeName", "source.cachectl")
      $0.array("fileTypes", ["recipe"])
      $0.patterns(including: ["comment", "verb", "value", "list", "clause"])
      $0.object("repository") { repository in
        for rule in rules { repository.object(rule.name) { rule.write(to: &$0) } }
      }
    }
    return writer.text + "\n"
  }

  private struct Rule: Sendable {
    let name: String
    /// Nil for a rule that only names others.
    var scope: String?
    var fields: [(key: String, pattern: String)] = []
    var inside: [String]?

    func write(to writer: inout Writer) {
      if let scope { writer.field("name", scope + ".cachectl") }
      for field in fields { writer.field(field.key, field.pattern) }
      if let inside { writer.patterns(including: inside) }
    }
  }

  private static let rules: [Rule] = [
    match("comment", "comment.line.number-sign", "#.*$"),
    match(
      "verb", "keyword.control.verb",
      "^(?:\\s*(?:\(choice(EditorWords.plainVerbs)))|(?:\(choice(EditorWords.verbs))))\(wordEnd)"),
    match(
      "clause", "keyword.other.clause",
      "\(wordStart)(?:\(choice(EditorWords.clauses)))\(wordEnd)"),
    match(
      "function", "support.function",
      "\(wordStart)(?:\(choice(EditorWords.functions)))(?=\\()"),
    match(
      "filter", "support.function.filter",
      "(?<=\\|)\\s*(?:\(choice(EditorWords.filters)))\(wordEnd)"),
    match(
      "type", "storage.type", "(?<=:)\\s*(?:\(choice(EditorWords.types)))\(wordEnd)"),
    match("number", "constant.numeric", wordStart + EditorWords.numberPattern),
    match(
      "constant", "constant.language",
      "\(wordStart)(?:\(choice(Vocabulary.constantWords)))\(wordEnd)"),
    match(
      "operator", "keyword.operator",
      "==|!=|<=|>=|[<>+*/%=]|\\.\\.|(?<= )-(?= )"
        + "|\(wordStart)(?:\(choice(Vocabulary.operatorWords)))\(wordEnd)"),
    match("brace", "constant.character.escape.brace", "\\{\\{|\\}\\}"),
    match("escape", "constant.character.escape", "\\\\."),
    region("text", "string.quoted.triple", "\"\"\"", "\"\"\"", ["brace", "hole"]),
    region("rawText", "string.quoted.triple.raw", "'''", "'''", []),
    region(
      "string", "string.quoted.double", "\"", "\"|$", ["brace", "hole", "escape"]),
    region("raw", "string.quoted.single", "'", "'|$", []),
    region("command", "string.interpolated.command", "`", "`", ["brace", "hole"]),
    region(
      "hole", "meta.embedded.hole", "\\{[#*]?", "\\}", ["filter", "type", "value", "list"]),
    region("list", "meta.list", "\\[", "\\]", ["comment", "type", "value", "list"]),
    Rule(
      name: "value",
      inside: [
        "text", "rawText", "string", "raw", "command", "function", "constant", "number", "operator",
      ]),
  ]

  private static let wordStart = "(?<![\\w.-])"
  private static let wordEnd = "(?![\\w-])"

  private static func choice(_ words: [String]) -> String { words.joined(separator: "|") }

  private static func match(_ name: String, _ scope: String, _ pattern: String) -> Rule {
    Rule(name: name, scope: scope, fields: [("match", pattern)])
  }

  private static func region(
    _ name: String, _ scope: String, _ begin: String, _ end: String, _ inside: [String]
  ) -> Rule {
    Rule(name: name, scope: scope, fields: [("begin", begin), ("end", end)], inside: inside)
  }
}

/// JSON that people read in a diff: indented, a member a line.
private struct Writer {
  private(set) var text = ""
  private var depth = 0
  private var isFirst = true

  mutating func object(_ key: String? = nil, _ body: (inout Writer) -> Void) {
    begin(key, "{")
    body(&self)
    end("}")
  }

  mutating func field(_ key: String, _ value: String) {
    line(key)
    text += Self.quoted(value)
  }

  mutating func array(_ key: String, _ values: [String]) {
    line(key)
    text += "[" + values.map(Self.quoted).joined(separator: ", ") + "]"
  }

  mutating func patterns(including names: [String]) {
    line("patterns")
    let includes = names.map { "{ \"include\": \(Self.quoted("#" + $0)) }" }
    text += "[" + includes.joined(separator: ", ") + "]"
  }

  private mutating func begin(_ key: String?, _ bracket: String) {
    if let key { line(key) }
    text += bracket
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: String) {
    depth -= 1
    text += "\n" + String(repeating: "  ", count: depth) + bracket
    isFirst = false
  }

  private mutating func line(_ key: String) {
    text += (isFirst ? "\n" : ",\n") + String(repeating: "  ", count: depth)
    text += Self.quoted(key) + ": "
    isFirst = false
  }

  private static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer(capacity: text.utf8.count + 2)
    buffer.append(jsonString: text)
    return String(decoding: buffer.slice.buffer, as: UTF8.self)
  }
}
