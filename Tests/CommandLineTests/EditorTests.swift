import Foundation
import TestSupport
import Testing

/// The grammars of editors, as an editor reads them.
@Suite struct EditorTests {
  /// What Vim colours at the first place of a text in a recipe: the name of its syntax group.
  private static let script = """
    function! Group(text)
      call cursor(1, 1)
      if search('\\V' . a:text, 'cW') == 0
        return a:text . ': not found'
      endif
      return a:text . ': ' . synIDattr(synID(line('.'), col('.'), 1), 'name')
    endfunction
    call writefile(map(readfile('texts'), 'Group(v:val)'), 'groups')
    """

  @Test func vimColoursARecipe() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file(
      "a.recipe",
      """
      # a comment: warm
      key session = "session:{id:int}" type hash ttl 5m..24h
      warm session {
        from  feed
        key   "s:{name | upper}"
        where lower(region) == 'eu' and not night
        value json [id type title=name]
        ttl   1h30m jitter 10%
        rate  5k/s
        write stale 20%
      }
      do `SET k {x}` assert ok == true
      """)
    let wanted = [
      ("# a", "Comment"), ("key session", "Verb"), ("\"session", "String"), ("int}", "Type"),
      ("type hash", "Clause"), ("5m..", "Number"), ("..24h", "Operator"), ("warm session", "Verb"),
      ("from", "Clause"), ("key   ", "Clause"), ("upper}", "Filter"), ("where", "Clause"),
      ("lower(", "Function"), ("'eu'", "Raw"), ("and not", "Operator"), ("json [", "Clause"),
      ("1h30m", "Number"), ("jitter", "Clause"), ("10%", "Number"), ("5k/s", "Number"),
      ("stale", "Clause"), ("do `", "Verb"), ("`SET", "Command"), ("{x}", "HoleEdge"),
      ("true", "Constant"),
    ]
    _ = try folder.file("texts", wanted.map { $0.0 + "\n" }.joined())
    _ = try folder.file("ask.vim", Self.script)
    let plugin = "\(Program.repository)/contrib/editors/vim"
    let vim = try StartedProgram(
      "/usr/bin/env",
      [
        "vim", "-es", "-u", "NONE", "-N", "--cmd", "set runtimepath^=\(plugin)", "-c",
        "syntax on", "-c", "edit a.recipe", "-c", "setfiletype cachectl", "-c", "source ask.vim",
        "-c", "qall!",
      ],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"],
      folder: folder.path)
    _ = try vim.finish("")
    let groups = try String(contentsOfFile: "\(folder.path)/groups", encoding: .utf8)
    #expect(
      groups.split(separator: "\n").map(String.init)
        == wanted.map { "\($0.0): cachectl\($0.1)" })
  }

  @Test func theTextMateGrammarIsWholeAndItsExpressionsAreValid() throws {
    let path = "\(Program.repository)/contrib/editors/vscode/syntaxes/cachectl.tmLanguage.json"
    let grammar = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
        as? [String: Any])
    let rules = try #require(grammar["repository"] as? [String: [String: Any]])
    for (name, rule) in rules.sorted(by: { $0.key < $1.key }) {
      for key in ["match", "begin", "end"] {
        guard let pattern = rule[key] as? String else { continue }
        #expect(throws: Never.self, "\(name) \(key)") {
          try NSRegularExpression(pattern: pattern)
        }
      }
      for pattern in rule["patterns"] as? [[String: String]] ?? [] {
        let include = try #require(pattern["include"])
        #expect(rules[String(include.dropFirst())] != nil, "\(name) includes \(include)")
      }
    }
    func first(_ rule: String, in text: String) throws -> String? {
      let pattern = try #require(rules[rule]?["match"] as? String)
      let range = NSRange(text.startIndex..., in: text)
      return try NSRegularExpression(pattern: pattern).firstMatch(in: text, range: range)
        .flatMap { Range($0.range, in: text) }.map { String(text[$0]) }
    }
    #expect(try first("verb", in: "sweep tmp where idle > 1h30m") == "sweep")
    #expect(try first("clause", in: "  where idle > 7d") == "where")
    #expect(try first("number", in: "where idle > 1h30m") == "1h30m")
    #expect(try first("number", in: "rate 5k/s") == "5k/s")
    #expect(try first("function", in: "assert count(ttl)") == "count")
    #expect(try first("type", in: "{id:int}") == "int")
  }
}
