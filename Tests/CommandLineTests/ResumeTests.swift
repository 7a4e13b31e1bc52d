import Foundation
import TestSupport
import Testing

/// A run that was stopped goes on where it was: nothing is missed, nothing unsafe is done twice, the numbers add up.
@Suite struct ResumeTests {
  private let bench: JobBench

  init() throws { bench = try JobBench() }

  enum Stop: CaseIterable, CustomTestStringConvertible {
    case interrupt, terminate, kill

    var signal: Int32 {
      [.interrupt: SIGINT, .terminate: SIGTERM, .kill: SIGKILL][self] ?? SIGKILL
    }
    var exit: Int32 { [.interrupt: 130, .terminate: 143, .kill: 137][self] ?? 137 }
    var testDescription: String { "\(self)" }
  }

  /// Each recipe, how it is stopped, and when: eight moments in the long form, one of them else.
  @Test(arguments: JobBench.Recipe.allCases, Stop.allCases)
  func goesOnWhereItWas(_ recipe: JobBench.Recipe, _ stop: Stop) throws {
    let moments = JobBench.Moment.all
    for moment in LongForm.isWanted ? moments : moments.shuffled().suffix(1) {
      try goOn(recipe, stop, at: moment)
    }
  }

  private func goOn(_ recipe: JobBench.Recipe, _ stop: Stop, at moment: JobBench.Moment) throws {
    try bench.prepare(recipe)
    let stopped = try bench.start(recipe, stoppedBy: stop.signal, at: moment)
    let context: Comment = "\(recipe), \(stop) at \(moment)"
    // One that was faster than the signal has nothing left to do: on a busy machine any of them may be.
    guard stopped != 0 else { return try judge(recipe, unknown: 0) }
    #expect(stopped == stop.exit, context)
    let before = try bench.rows(recipe)
    #expect(before.total <= JobBench.rowCount, context)
    try bench.client.call("CONFIG", "RESETSTAT")
    let hasBegun = try bench.hasRuns()
    if case .rows = moment {
      #expect(hasBegun, context)
    } else {
      // It had changed nothing yet.
      #expect(before.total == (recipe.isSweep ? JobBench.rowCount : 0), context)
    }
    let result =
      hasBegun
      ? try bench.program("job", "resume", "last", "-y", "--json") : try bench.run(recipe, "--json")
    if result.exit == 0, result.errors.contains("nothing to go on with") {
      // It was killed between its last word to its diary and its end.
      return try judge(recipe, unknown: 0)
    }
    let statement = try #require(try result.statements().last, "\(context): \(result.errors)")
    func count(_ name: String) -> Int { statement[name] as? Int ?? -1 }
    #expect(
      count("planned") == count("ok") + count("failed") + count("skipped") + count("unknown"),
      context)
    if !recipe.isSweep { #expect(count("planned") == JobBench.rowCount, "\(statement)") }
    if recipe.isUnsafe {
      #expect(stop == .kill || count("unknown") == 0, context)
      #expect(result.exit == (count("unknown") > 0 ? 5 : 0), "\(context): \(result.errors)")
      #expect(try bench.rows(recipe).most <= 1, "a row was written twice: \(context)")
    } else {
      #expect(result.exit == 0, "\(context): \(result.errors)")
      #expect(try bench.rows(recipe).digest == bench.expected(recipe), context)
    }
    if recipe.writesWithSET, moment == .rows(9000) {
      // There was a checkpoint by then, and it was gone on from.
      #expect(try bench.calls("set") < JobBench.rowCount, context)
    }
    try judge(recipe, unknown: count("unknown"))
  }

  private func judge(_ recipe: JobBench.Recipe, unknown: Int) throws {
    let twin = try bench.undisturbed(recipe)
    try Checker.judge(bench.server, recipe.claims(unknown: unknown, twin: twin))
    try bench.forgetRuns()
  }

  @Test func whatChangedIsRefused() throws {
    try bench.prepare(.strings)
    let stopped = try bench.start(.strings, stoppedBy: SIGINT, after: 100)
    #expect(stopped == 130)
    let before = try bench.rows(.strings).total

    let recipe = try bench.text(of: .strings)
    try bench.write(recipe + "\n# another word\n", for: .strings)
    var result = try bench.run(.strings, "--resume", "last")
    #expect(result.exit == 4 && result.errors.contains("the recipe"), "\(result.errors)")
    try bench.write(recipe, for: .strings)

    result = try bench.run(.strings, "--resume", "last", "--set", "life=2h")
    #expect(result.exit == 4 && result.errors.contains("--set"), "\(result.errors)")

    result = try bench.run(.strings, "--resume", "last", "-s", "unix:///nonexistent/s")
    #expect(result.exit == 4 || result.exit == 64, "\(result.errors)")

    try bench.touchInput()
    result = try bench.run(.strings, "--resume", "last")
    #expect(result.exit == 4 && result.errors.contains("has changed"), "\(result.errors)")
    #expect(try bench.rows(.strings).total == before)
  }

  @Test func anotherStartOfTheServerIsRefused() throws {
    try bench.prepare(.strings)
    #expect(try bench.start(.strings, stoppedBy: SIGINT, after: 100) == 130)
    try bench.server.restart()
    let result = try bench.run(.strings, "--resume", "last")
    #expect(result.exit == 4 && result.errors.contains("started again"), "\(result.errors)")
    #expect(try bench.server.raw("DBSIZE") == ":0\r\n")
  }

  @Test func saysHowToGoOnAndWhenThereIsNothingToDo() throws {
    try bench.prepare(.strings)
    let stopped = try bench.start(.strings, stoppedBy: SIGTERM, after: 100)
    #expect(stopped == 143)
    #expect(bench.errors.contains("go on with: cachectl job resume r-"), "\(bench.errors)")
    #expect(bench.errors.contains("--yes"))
    let id = try #require(bench.errors.firstMatch(of: /resume (r-[0-9A-Z]{6})/)?.1)
    let result = try bench.program("job", "resume", String(id), "--yes", "--json")
    #expect(result.exit == 0, "\(result.errors)")
    #expect(try bench.rows(.strings).total == JobBench.rowCount)
    let again = try bench.program("job", "resume", "last", "--yes")
    #expect(again.exit == 0 && again.errors.contains("nothing to go on with"), "\(again.errors)")
    #expect(try bench.program("job", "resume", "r-NOBODY").exit == 64)
  }

  @Test func aFullDiskStopsBeforeTheNextChange() throws {
    try bench.prepare(.strings)
    let result = try bench.run(.strings, environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(result.exit == 74 && result.errors.contains("XDG_STATE_HOME"), "\(result.errors)")
    #expect(try bench.server.raw("DBSIZE") == ":0\r\n")
    // What changes nothing needs no state.
    let plan = try bench.program(
      "plan", bench.path(.strings), "-s", bench.address,
      environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(plan.exit == 0, "\(plan.errors)")
  }

  /// Rows that fail behind the last one that is written are counted once, however often the run is gone on with.
  @Test func rowsThatFailAtTheEndAreCountedOnce() throws {
    try bench.prepare(.strings)
    try bench.write(
      "source feed csv \"few.csv\" columns [q v:int]\n"
        + "warm q from feed key \"q:{q}\" value list \"{v}\" ttl never write append rate 100/s",
      for: .strings)
    _ = try bench.folder.file("few.csv", "q,v\n1,1\n1,2\n2,x\n1,x\n")
    var result = try bench.run(.strings, "--json")
    for _ in 0..<3 {
      let statements = try #require(try result.json()["statements"] as? [[String: Any]])
      #expect(statements[0]["planned"] as? Int == 4 && statements[0]["failed"] as? Int == 2)
      result = try bench.program("job", "resume", "last", "-y", "--json")
    }
  }

  @Test func rejectsComeBackAsRows() throws {
    try bench.prepare(.strings)
    _ = try bench.server.raw("RPUSH", "s:7", "a list")
    try bench.write(
      "source feed csv \"feed.csv\" columns [id:int name]\n"
        + "warm s from feed key \"s:{id}\" value hash [id name] ttl 1h jitter 10%",
      for: .strings)
    // A hash into a list: WRONGTYPE for that row alone.
    let result = try bench.run(.strings)
    #expect(result.exit == 5, "\(result.errors)")
    let csv = try bench.program("job", "show", "last", "--rejects", "-f", "csv")
    #expect(csv.output.contains("statement,line,key,command,code,reason"))
    #expect(csv.output.contains("s:7"))
    let json = try bench.program("job", "show", "last", "--rejects", "-f", "ndjson").output
    #expect(json.contains("\"key\":\"s:7\""))
  }

  @Test func jobsAreListedShownAndForgotten() throws {
    try bench.prepare(.strings)
    #expect(try bench.run(.strings).exit == 0)
    let list = try bench.program("job", "list", "--json").json()
    let runs = try #require(list["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    #expect(runs[0]["state"] as? String == "done")
    #expect(runs[0]["ok"] as? Int == JobBench.rowCount && runs[0]["exit"] as? Int == 0)
    let shown = try bench.program("job", "show", "--json").json()
    #expect((shown["recipe_digest"] as? String)?.hasPrefix("sha1:") == true)
    let id = try #require(shown["run"] as? String)
    // Who, where, what, on which server, and how it ended.
    let trail = try bench.program("job", "log", "--json").json()
    let entries = try #require(trail["entries"] as? [[String: Any]])
    #expect(entries.map { $0["event"] as? String } == ["begin", "end"])
    let last = try #require(entries.last)
    let texts = last.compactMapValues { $0 as? String }
    #expect(texts["run"] == id && last["exit"] as? Int == 0 && texts["server"] == bench.address)
    #expect(texts["recipe_digest"]?.hasPrefix("sha1:") == true)
    #expect(texts["host"]?.isEmpty == false && texts["user"]?.isEmpty == false)
    #expect(try bench.program("job", "discard", id).exit == 0)
    #expect(try bench.program("job", "show", id).exit == 64)
    let log = try bench.program("job", "log", "-f", "tsv").output
    #expect(log.contains("discard") && log.contains("begin") && log.contains("end"))
  }
}
