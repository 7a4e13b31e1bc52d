import Foundation
import TestSupport
import Testing

/// The prompt, driven through a real terminal.
@Suite struct ReplTests {
  let server: TestServer
  let home: TemporaryFolder

  init() throws {
    server = try TestServer()
    home = try TemporaryFolder()
    for number in 1...3 {
      _ = try server.raw("SET", "session:eu:\(number)", "v\(number)", "EX", "900")
    }
  }

  private func session(columns: UInt16 = 100) throws -> TerminalSession {
    let session = try TerminalSession(
      "-s", "unix://\(server.socketPath)", home: home.path, columns: columns)
    try session.wait(for: "3 keys")
    try session.wait(for: "> ")
    return session
  }

  private func integer(_ command: String...) throws -> Int? {
    try TestClient(server).pipeline([command]).first?.integer
  }

  @Test func aStatementOfSeveralLinesIsPlannedAskedAndApplied() throws {
    let prompt = try session()
    try prompt.enter(#"sweep "session:*" where ttl > 1m {"#, until: "2…> ")
    try prompt.enter("rate 5k/s", until: "3…> ")
    try prompt.enter("}", until: "Apply? [y/N] ")
    #expect(try integer("DBSIZE") == 3)
    try prompt.enter("y", until: "3 ok")
    try prompt.wait(for: "> ")
    #expect(try integer("DBSIZE") == 0)
    prompt.type("\\q\r")
    #expect(try prompt.exitCode() == 0)
  }

  @Test func aQuestionAnsweredWithEnterRemovesNothing() throws {
    let prompt = try session()
    try prompt.enter(#"sweep "session:*""#, until: "Apply? [y/N] ")
    try prompt.enter("", until: "> ")
    #expect(try integer("DBSIZE") == 3)
  }

  @Test func tabCompletesVerbsClausesColumnsAndKeys() throws {
    _ = try home.file("feed.csv", "sku,amount\na,1\n")
    let prompt = try session()
    // libedit draws only what is new: what Tab adds.
    prompt.type("swe")
    try prompt.wait(for: "swe")
    prompt.type("\t")
    try prompt.wait(for: "ep ")
    prompt.type("\"sess\t")
    try prompt.wait(for: "ion:eu:")
    prompt.type("*\" whe\t")
    try prompt.wait(for: "when")
    prompt.type("r\t")
    try prompt.wait(for: "e ")
    prompt.type("idl\t")
    try prompt.wait(for: "e ")
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    prompt.type("source feed csv \"fe\t")
    try prompt.wait(for: "ed.csv")
    try prompt.enter("\" header on", until: "declared source feed")
    prompt.type("warm w from fe\t")
    try prompt.wait(for: "ed ")
    prompt.type("key \"p:{sk\t")
    try prompt.wait(for: "u")
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    _ = try home.file("take.lua", "return 1\n")
    _ = try home.file("tally.lua", "return 2\n")
    try prompt.enter(
      #"lua take file "take.lua" test keys ["{#run}"] args [10 1] expect 1"#,
      until: "declared lua take")
    try prompt.enter(#"lua tally file "tally.lua" keys 2"#, until: "declared lua tally")
    // Both, with what a call takes; then the one that is meant.
    prompt.type("deploy d scripts [ta\t\t")
    try prompt.wait(for: "1 key, args 10 1")
    try prompt.wait(for: "2 keys")
    try prompt.wait(for: "[ta")
    prompt.type("k\t")
    try prompt.wait(for: "e ")
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    prompt.type("config ge\t")
    try prompt.wait(for: "t ")
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    prompt.type("get session:eu:\t")
    prompt.type("\t")
    try prompt.wait(for: "session:eu:3")
  }

  @Test func rawCommandsAreRenderedByTypeAndHostileBytesEscaped() throws {
    _ = try server.raw("SET", "evil", "\u{1B}]0;owned\u{7}")
    _ = try server.raw("HSET", "h", "name", "Lamp")
    let prompt = try anySession()
    try prompt.enter("get evil", until: #"\x1b]0;owned"#)
    try prompt.enter("hgetall h", until: "(1 row)")
    try prompt.enter(#"get "session:eu:1" | tr a-z A-Z"#, until: "V1")
  }

  private func anySession() throws -> TerminalSession {
    let session = try TerminalSession("-s", "unix://\(server.socketPath)", home: home.path)
    try session.wait(for: "keys")
    try session.wait(for: "> ")
    return session
  }

  @Test func ctrlCEndsALineAndAStreamAndTheSessionGoesOn() throws {
    let prompt = try session()
    prompt.type("half a li")
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    try prompt.enter("subscribe news", until: "reading messages")
    try prompt.wait(for: "(integer) 1")
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    try prompt.enter("ping", until: "PONG")
  }

  @Test func aPasteRunsOnlyOnEnter() throws {
    let prompt = try session()
    prompt.type("\u{1B}[200~del session:eu:1\ndel session:eu:2\n\u{1B}[201~")
    try prompt.wait(for: "eu:2")
    _ = prompt.settle(milliseconds: 200)
    #expect(try integer("DBSIZE") == 3)
    prompt.type("\r")
    try prompt.wait(for: "(integer) 1")
    try prompt.wait(for: "(integer) 1")
    #expect(try integer("DBSIZE") == 1)
  }

  @Test func aMistakeIsPutBackForEditing() throws {
    let prompt = try session()
    try prompt.enter(#"sweep "session:*" wher ttl > 1m"#, until: "did you mean `where`?")
    try prompt.wait(for: #"> sweep "session:*" wher ttl > 1m"#)
  }

  @Test func aLostServerIsSaidAndConnectedToAgain() throws {
    let prompt = try session()
    server.crash()
    try server.restart()
    _ = prompt.settle(milliseconds: 1_100)
    try prompt.enter("ping", until: "connecting again")
    try prompt.wait(for: "PONG")
  }

  @Test func secretsStayOutOfTheHistoryWhichIsPrivate() throws {
    let prompt = try session()
    try prompt.enter("AUTH hunter2", until: "> ")
    try prompt.enter(#"config  SET "requirepass" hunter2x"#, until: "[y/N] ")
    try prompt.enter("n", until: "> ")
    _ = prompt.settle(milliseconds: 200)
    try prompt.enter(" get blank", until: "> ")
    try prompt.enter("echo kept", until: "kept\"")
    // A Ctrl-D typed ahead is nothing: no terminal keeps it when the prompt begins to read by the key.
    try prompt.wait(for: "> ")
    prompt.type("\u{4}")
    #expect(try prompt.exitCode() == 0)
    let path = "\(home.path)/state/cachectl/history"
    let history = try String(contentsOfFile: path, encoding: .utf8)
    #expect(history.contains("echo kept"))
    #expect(!history.contains("hunter2"))
    #expect(!history.contains("blank"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func productionRefusesRawWritesAndPlansAreConfirmedByName() throws {
    let config = try home.file(
      "config.recipe", "server shop url \"unix://\(server.socketPath)\" class production\n")
    let prompt = try TerminalSession("-c", config, "-s", "shop", home: home.path)
    try prompt.wait(for: "PRODUCTION")
    try prompt.wait(for: "!> ")
    try prompt.enter("del session:eu:1", until: "refused")
    try prompt.wait(for: "!> ")
    try prompt.enter(#"sweep "session:*""#, until: "type \"shop\"")
    try prompt.enter("y", until: "!> ")
    #expect(try integer("DBSIZE") == 3)
  }

  /// libedit takes what stands between two colours for one of them, when it is told so.
  @Test(arguments: ["xterm-256color", "screen-256color", "vt100"])
  func theMarksOfThePromptAreSeenInColour(terminal: String) throws {
    let config = try home.file(
      "config.recipe",
      """
      server shop url "unix://\(server.socketPath)" class production
      server far url "redis://127.0.0.1:1"

      """)
    let prompt = try TerminalSession(
      "-c", config, "-s", "shop", home: home.path,
      environment: ["TERM": terminal, "NO_COLOR": "", "CLICOLOR_FORCE": "1"])
    try prompt.wait(for: "shop:0!> ")
    try prompt.enter("\\begin", until: "shop:0!*> ")
    try prompt.enter("\\discard", until: "shop:0!> ")
    try prompt.enter("\\unsafe 5m", until: "shop:0!!> ")
    try prompt.enter("\\c far", until: "far:0?> ")
  }

  @Test func dangerousCommandsOnProductionWantItsName() throws {
    let config = try home.file(
      "config.recipe",
      """
      server shop url "unix://\(server.socketPath)" class production
      server kept url "unix://\(server.socketPath)" class production protect ["perm:*"]

      """)
    let prompt = try TerminalSession("-c", config, "-s", "kept", home: home.path)
    try prompt.wait(for: "!> ")
    try prompt.enter("\\unsafe 5m", until: "!!> ")
    try prompt.enter("set perm:1 x", until: "matches protect")
    try prompt.enter("flushall", until: "protects some")
    try prompt.enter("\\c shop", until: "shop:0!> ")
    try prompt.enter("\\unsafe 5m", until: "!!> ")
    try prompt.enter("flushall", until: "type \"shop\"")
    try prompt.enter("y", until: "not sent")
    try prompt.wait(for: "!!> ")
    #expect(try integer("DBSIZE") == 3)
    try prompt.enter("flushall", until: "type \"shop\"")
    try prompt.enter("shop", until: "OK")
    #expect(try integer("DBSIZE") == 0)
  }

  @Test func whatIsStagedStaysWithItsServer() throws {
    let prompt = try session()
    try prompt.enter("\\begin", until: "> ")
    try prompt.enter(#"sweep "session:eu:1""#, until: "staged")
    try prompt.enter("\\c unix://\(server.socketPath)", until: "\\discard first")
    try prompt.enter("select 3", until: "\\discard first")
    try prompt.enter("\\q", until: "\\discard first")
    try prompt.enter("\\discard", until: "discarded 1")
    try prompt.enter("select 3", until: ":3> ")
  }

  @Test func aParameterTakesOnlyWhatItsTypeIs() throws {
    let prompt = try session()
    try prompt.enter("param days = 5", until: "declared")
    try prompt.enter("\\set days=hello", until: "E0307")
    // The line is put back for editing.
    try prompt.wait(for: "> ")
    prompt.type("\u{15}")
    try prompt.enter("\\set", until: "days = 5")
    try prompt.enter("\\set days=7", until: "> ")
    try prompt.enter("\\set", until: "days = 7")
    try prompt.enter("\\set other=1", until: "no parameter `other` is declared yet")
  }

  @Test func statementsAreStagedAndAppliedTogether() throws {
    let prompt = try session()
    try prompt.enter("\\begin", until: "> ")
    try prompt.enter(#"sweep "session:eu:1""#, until: "staged")
    #expect(try integer("DBSIZE") == 3)
    try prompt.enter("\\apply", until: "Apply? [y/N] ")
    try prompt.enter("y", until: "1 ok")
    #expect(try integer("DBSIZE") == 2)
  }

  @Test func aNarrowWindowAndADumbTerminalWork() throws {
    let narrow = try TerminalSession(
      "-s", "unix://\(server.socketPath)", home: home.path, columns: 20)
    try narrow.wait(for: "> ")
    try narrow.enter("ping", until: "PONG")
    let dumb = try TerminalSession(
      "-s", "unix://\(server.socketPath)", home: home.path, environment: ["TERM": "dumb"])
    try dumb.wait(for: "> ")
    try dumb.enter("ping", until: "PONG")
  }

  @Test func aLongPasteIsAMarkUntilItRuns() throws {
    let prompt = try session()
    let lines = (0..<10_000).map { "set pasted:\($0) x" }.joined(separator: "\n")
    prompt.type("\u{1B}[200~\(lines)\u{1B}[201~")
    try prompt.wait(for: "[paste 1: 10,000 lines]")
    #expect(try integer("DBSIZE") == 3)
    try prompt.enter("", until: "OK")
    prompt.type("dbsize\r")
    try prompt.wait(for: "(integer) 10003", seconds: 90)
  }

  /// A line of a megabyte is one command, and an unfinished quote is no command at all.
  @Test func aLineOfAMegabyteAndAnUnfinishedQuote() throws {
    let prompt = try session()
    let value = String(repeating: "x", count: 1 << 20)
    prompt.type("\u{1B}[200~set big \(value)\u{1B}[201~\r")
    try prompt.wait(for: "OK", seconds: 60)
    try prompt.enter("strlen big", until: "(integer) 1048576")
    try prompt.wait(for: "> ")
    try prompt.enter(#"set quoted "half"#, until: "quote")
    #expect(try integer("EXISTS", "quoted") == 0)
  }

  @Test func anUnknownWordIsSaidAndPutBack() throws {
    let prompt = try session()
    try prompt.enter("gett session:eu:1", until: "no command `gett`; did you mean `get`?")
    try prompt.wait(for: "> gett session:eu:1")
    prompt.type("\u{15}")
    try prompt.enter(#"sweeep "x""#, until: "did you mean the verb `sweep`?")
    try prompt.wait(for: "[y/N] ")
    try prompt.enter("n", until: "> sweeep")
  }

  @Test func viModeCompletesAndTakesAPaste() throws {
    _ = try home.file(".editrc", "bind -v\n")
    let prompt = try session()
    // What it was completed to shows in what is done: vi mode draws only the letters that changed.
    try prompt.enter("swe\t\"none:*\"", until: "matched 0")
    prompt.type("\u{1B}[200~get session:eu:1\u{1B}[201~")
    try prompt.enter("", until: "v1")
  }

  @Test func aKeyIsDescribedByItsType() throws {
    _ = try server.raw("XADD", "events", "7-1", "name", "Lamp")
    _ = try server.raw("PFADD", "visitors", "a", "b", "c")
    _ = try server.raw("SET", "doc", #"{"id":17,"tags":["a"]}"#)
    let prompt = try anySession()
    try prompt.enter("\\d events", until: "name=Lamp")
    try prompt.enter("\\d visitors", until: "≈ 3")
    try prompt.enter("\\d nothing", until: "no key nothing")
    try prompt.enter("\\x", until: "laid out")
    try prompt.enter("get doc", until: #"  "id": 17,"#)
  }

  @Test func ctrlCEndsALongSweepAndTheSessionGoesOn() throws {
    let prompt = try session()
    try prompt.enter(#"sweep "session:*" rate 1/s"#, until: "Apply? [y/N] ")
    prompt.type("y\r")
    _ = prompt.settle(milliseconds: 500)
    prompt.type("\u{3}")
    try prompt.wait(for: "> ")
    try prompt.enter("ping", until: "PONG")
  }

  /// Planning, scanning, at the question, with a pager open: the line is given up, and the session goes on.
  @Test func ctrlCAtEveryMomentGivesThePromptBack() throws {
    for number in 1...2000 { _ = try server.raw("SET", "many:\(number)", "x") }
    let pager = try home.file("pager", "#!/bin/sh\necho paging\nexec sleep 600\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: pager)
    let prompt = try TerminalSession(
      "-s", "unix://\(server.socketPath)", home: home.path, environment: ["PAGER": pager])
    try prompt.wait(for: "2.00 k keys")
    try prompt.wait(for: "> ")
    func giveUp(_ what: String) throws {
      prompt.type("\u{3}")
      try prompt.wait(for: "> ")
      try prompt.enter("echo after-\(what)", until: "\"after-\(what)\"")
      try prompt.wait(for: "> ")
    }
    // The second page would come after minutes.
    prompt.type(#"sweep "many:*" scan rate 5/s guard keys < 5k"# + "\r")
    try waitUntilScanned()
    try giveUp("planning")
    _ = try server.raw("CONFIG", "RESETSTAT")
    prompt.type(#"audit "many:*" scan rate 5/s"# + "\r")
    try waitUntilScanned()
    try giveUp("scanning")
    try prompt.enter(#"sweep "many:*""#, until: "Apply? [y/N] ")
    try giveUp("asking")
    for number in 1...100 { _ = try server.raw("RPUSH", "long", "element \(number)") }
    try prompt.enter("lrange long 0 -1", until: "paging")
    try giveUp("paging")
    #expect(try integer("DBSIZE") == 2004)
  }

  /// Until the server has answered a SCAN.
  private func waitUntilScanned() throws {
    let end = Date(timeIntervalSinceNow: 30)
    while try !server.raw("INFO", "commandstats").contains("cmdstat_scan:") {
      guard Date() < end else { throw TestFailure("nothing was scanned") }
      usleep(5000)
    }
  }

  /// Names of scripts, after `scripts [`, from what was declared at this prompt.
  @Test func tabCompletesScriptNames() throws {
    _ = try home.file("take.lua", "return redis.call('GET', KEYS[1])\n")
    let prompt = try session()
    try prompt.enter(#"lua take_token file "take.lua" keys 1"#, until: "declared lua take_token")
    try prompt.wait(for: "> ")
    prompt.type("deploy d scripts [ta\t")
    try prompt.wait(for: "ke_token")
  }

  /// The columns of a statement's source, also within the list of a value.
  @Test func tabCompletesColumnsInAList() throws {
    _ = try home.file("feed.csv", "sku,amount\na,1\n")
    let prompt = try session()
    try prompt.enter(#"source feed csv "feed.csv" header on"#, until: "declared source feed")
    try prompt.wait(for: "> ")
    prompt.type(#"warm w from feed key "p:{sku}" value json [sku am"# + "\t")
    try prompt.wait(for: "ount")
  }

  /// On production keys are looked for only while `\unsafe` lasts.
  @Test func keysOfProductionAreOfferedWhenAskedFor() throws {
    let config = try home.file(
      "config.recipe", "server shop url \"unix://\(server.socketPath)\" class production\n")
    let prompt = try TerminalSession("-c", config, "-s", "shop", home: home.path)
    try prompt.wait(for: "!> ")
    prompt.type("get sess\t")
    try prompt.wait(for: "GET key")
    try prompt.wait(for: "> get sess")
    prompt.type("\u{15}")
    try prompt.enter("\\unsafe 5m", until: "!!> ")
    prompt.type("get sess\t")
    try prompt.wait(for: "ion:eu:")
  }

  @Test func aServerThatStaysAwayLeavesThePromptUsable() throws {
    let prompt = try session()
    server.crash()
    _ = prompt.settle(milliseconds: 1_100)
    prompt.type("ping\r")
    try prompt.wait(for: "connecting again")
    prompt.type("\u{3}")
    try prompt.wait(for: "?> ")
    try server.restart()
    try prompt.enter("ping", until: "PONG")
  }

  @Test func liftedSafeModeIsShownAndEndsByItself() throws {
    let config = try home.file(
      "config.recipe", "server shop url \"unix://\(server.socketPath)\" class production\n")
    let prompt = try TerminalSession("-c", config, "-s", "shop", home: home.path)
    try prompt.wait(for: "!> ")
    try prompt.enter("\\unsafe 2s", until: "!!> ")
    try prompt.enter("del session:eu:1", until: "[y/N] ")
    try prompt.enter("y", until: "(integer) 1")
    _ = prompt.settle(milliseconds: 2_100)
    try prompt.enter("del session:eu:2", until: "refused")
    try prompt.wait(for: "shop:0!> ")
    #expect(try integer("DBSIZE") == 2)
  }

  /// Reading a paste takes time in proportion to its length.
  @Test func aLongListIsReadAtOnce() throws {
    let prompt = try session()
    let keys = (1...8000).map { "\"k:\($0)\"\n" }.joined()
    prompt.type("\u{1B}[200~sweep s keys [\n\(keys)]\u{1B}[201~")
    try prompt.wait(for: "[paste")
    prompt.type("\r")
    try prompt.wait(for: "matched")
  }
}
