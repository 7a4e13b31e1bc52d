import Testing

@testable import cachectl

/// What of the typed lines may stand in a file.
@Suite struct HistoryFilterTests {
  @Test(arguments: [
    "AUTH hunter2", "auth user hunter2", "\"auth\" hunter2", "'AuTh' 'hunter2'",
    #""\x41UTH" hunter2"#, "hello 3 AUTH user hunter2", "acl setuser bob >hunter2",
    "ACL  \"SETUSER\" bob", "config set requirepass hunter2", "CONFIG SET maxmemory 1 MasterAuth x",
    "migrate h 6379 k 0 1000 auth hunter2", "MIGRATE h 1 \"\" 0 1 AUTH2 u p KEYS a",
    "auth \"hunter2", "sentinel set m auth-pass x", " get blank", "\tget tab",
  ]) func secretsAreNotKept(_ line: String) {
    #expect(HistoryFilter.line(for: .raw(line), typed: line) == nil)
  }

  @Test func alsoNotWithinWhatCarriesThem() {
    #expect(HistoryFilter.line(for: .meta("raw AUTH x"), typed: "\\raw AUTH x") == nil)
    #expect(HistoryFilter.line(for: .meta("c redis://u:p@h"), typed: "\\c redis://u:p@h") == nil)
    let statement = "do `CONFIG SET requirepass x`"
    #expect(HistoryFilter.line(for: .statement(statement), typed: statement) == nil)
  }

  @Test func whatIsKeptIsOneLine() {
    let typed = "sweep \"s:*\" {\n  where idle > 7d\n  rate 5k/s\n}"
    #expect(
      HistoryFilter.line(for: .statement(typed), typed: typed)
        == "sweep \"s:*\" where idle > 7d rate 5k/s")
    #expect(HistoryFilter.line(for: .raw("get auth"), typed: "get auth") == "get auth")
    #expect(HistoryFilter.line(for: .meta("d k"), typed: "\\d k") == "\\d k")
  }
}

/// A line as a shell hands it over.
@Suite struct ShellLineTests {
  @Test(arguments: [
    ("plain", "plain"), ("'a b'", "a b"), (#""a \"b\" $x""#, #"a "b" $x"#), (#"a\ b"#, "a b"),
    ("'open", "open"), (#""\d""#, #"\d"#), ("", ""),
  ]) func quotesAreTakenOff(_ typed: String, _ word: String) {
    #expect(ShellLine.unquoted(typed) == word)
  }

  @Test func whatBashCutsIsPutTogether() {
    let line = ShellLine(["cachectl", "run", "a.recipe", "sweep", ":", "ol"], index: 5)
    #expect(line.before == ["run", "a.recipe"])
    #expect(line.word == "sweep:ol" && line.cut == "sweep:")
    let open = ShellLine(["cachectl", "--config", "=", "c.recipe", "-s", "x", ":"], index: 6)
    #expect(open.value(of: "-c", "--config") == "c.recipe")
    #expect(open.word == "x:" && open.cut == "x:")
    let plain = ShellLine(["cachectl", "run", "'a b.recipe'", ""], index: 3)
    #expect(plain.before == ["run", "a b.recipe"])
    #expect(plain.word.isEmpty && plain.cut.isEmpty)
  }
}
