import Planner
import Recipe
import SourceText
import TestSupport
import Testing

/// Every row of the vocabulary is either carried out or refused by name: nothing that a recipe can say is passed over.
@Suite struct VocabularyCoverageTests {
  /// Misplaced: the checker says that it has no meaning there, and what to write instead.
  enum Fate { case runs, refused, misplaced }

  struct Row: Sendable, CustomTestStringConvertible {
    let path: String
    let fate: Fate
    let recipe: String

    init(_ path: String, _ fate: Fate, _ recipe: String) {
      self.path = path
      self.fate = fate
      self.recipe = recipe
    }

    var testDescription: String { path }
  }

  private static let prelude = """
    secret dsn env "DSN"
    server staging url "redis://127.0.0.1:6379"
    source feed csv "f.csv" columns [id:int name price:float days:int lon:float lat:float]
    source shop sqlite "shop.db"
    source live redis
    lua take file "lua/take_token.lua"
    key p = "p:{id:int}" type string
    key s = "s:{region}:{id:int}"

    """

  /// Clauses that every action takes, for one verb.
  private static func common(_ verb: String, _ start: String) -> [Row] {
    func row(_ path: String, _ fate: Fate, _ clauses: String) -> Row {
      Row("\(verb) \(path)", fate, "\(start) \(clauses)")
    }
    let isCounted = ["warm", "sweep", "audit"].contains(verb)
    let isGuarded = isCounted || verb == "bench"
    let before =
      verb == "warm"
      ? "rows >= 1"
      : verb == "bench"
        ? "server.p99 < 5ms" : verb == "deploy" ? "planned >= 1" : "keys >= 1"
    let assertion =
      verb == "do"
      ? "reply == 1"
      : verb == "bench" ? "rate(all) > 1/s" : verb == "audit" ? "keys >= 1" : "ok >= 1"
    let rows =
      [
        row("to", .runs, "to staging"), row("when", .runs, "when hour() in 0..6"),
        row("each", .runs, #"each x in ["a" "b"]"#), row("each in", .runs, #"each x in ["a" "b"]"#),
        row("rate", verb == "deploy" ? .refused : .runs, "rate 5k/s"),
        row("guard", isGuarded ? .runs : .refused, "guard \(before)"),
        row("guard else", isGuarded ? .runs : .refused, "guard \(before) else stop"),
        row("guard else stop", isGuarded ? .runs : .refused, "guard \(before) else stop"),
        row(
          "guard else pause", isCounted ? .runs : .refused, "guard server.p99 < 5ms else pause 10s"),
        row("guard else warn", isGuarded ? .runs : .refused, "guard \(before) else warn"),
        row("guard say", isGuarded ? .runs : .refused, #"guard \#(before) say "x""#),
        row("assert", .runs, "assert \(assertion)"),
        row("assert else", .runs, "assert \(assertion) else warn"),
        row("assert else warn", .runs, "assert \(assertion) else warn"),
        row("assert say", .runs, #"assert \#(assertion) say "x""#),
        row("lock", .runs, #"lock "x""#), row("lock server", .runs, "lock server lease 60s"),
        row("lock server lease", .runs, "lock server lease 60s"),
        row("lock wait", .runs, "lock wait 5m"), row("fail", .runs, "fail stop"),
        row("fail stop", .runs, "fail stop"), row("fail continue", .runs, "fail continue"),
        row("tolerate", .runs, "tolerate 1%"), row("doc", .runs, #"doc "x""#),
      ]
      + (verb == "bench"
        ? []
        : [
          row("rate auto", isCounted ? .runs : .refused, "rate auto"),
          row("batch", verb == "deploy" ? .refused : .runs, "batch 10"),
        ])
    guard verb == "do" else { return rows }
    let ofMany = ["batch", "rate", "guard", "fail", "tolerate"].map { "do \($0)" }
    return rows.filter { row in !ofMany.contains { row.path.hasPrefix($0) } }
  }

  private static let from = [
    ("from", "from feed", Fate.runs),
    ("from sql", #"from shop sql "SELECT id, name FROM p""#, .runs),
    ("from set", #"from live set "x""#, .runs), ("from zset", #"from live zset "x""#, .runs),
    ("from zset top", #"from live zset "x" top 10"#, .runs),
    ("from list", #"from live list "x""#, .runs), ("from hash", #"from live hash "x""#, .runs),
    ("from stream", #"from live stream "x""#, .runs),
    ("from names", #"from live names "x:*""#, .runs),
    ("from grouped", "from feed grouped by id", .runs),
    ("from grouped by", "from feed grouped by id", .runs),
  ]

  private static func warm(_ path: String, _ fate: Fate, _ clauses: String) -> Row {
    Row("warm \(path)", fate, "warm p from feed \(clauses)")
  }

  private static let warmRows: [Row] =
    from.map { path, clause, fate in
      Row("warm \(path)", fate, #"warm w \#(clause) key "w:1" value text "x" ttl 1h"#)
    } + [
      warm("where", .runs, #"where days > 1 value text "x" ttl 1h"#),
      warm("key", .runs, #"key "k:{id}" value text "x" ttl 1h"#),
      warm("value", .runs, #"value text "x" ttl 1h"#),
      warm("value text", .runs, #"value text "x" ttl 1h"#),
      warm("value json", .runs, "value json [id name] ttl 1h"),
      warm("value json row", .runs, "value json row ttl 1h"),
      warm("ttl", .runs, #"value text "x" ttl days * 1d"#),
      warm("ttl within", .runs, #"value text "x" ttl days * 1d within 1h..2d"#),
      warm("ttl jitter", .runs, #"value text "x" ttl 1h jitter 10%"#),
      warm("write", .runs, #"value text "x" ttl 1h write always"#),
      warm("write always", .runs, #"value text "x" ttl 1h write always"#),
      warm("write missing", .runs, #"value text "x" ttl 1h write missing"#),
      warm("write stale", .runs, #"value text "x" ttl 1h write stale 20%"#),
      warm("write changed", .runs, #"value text "x" ttl 1h write changed"#),
      warm("write changed touch", .runs, #"value text "x" ttl 1h write changed touch"#),
      warm("resume", .runs, #"value text "x" ttl 1h resume by id"#),
      warm("resume by", .runs, #"value text "x" ttl 1h resume by id"#),
      warm("verify", .runs, #"value text "x" ttl 1h verify 10%"#),
      warm("verify all", .runs, #"value text "x" ttl 1h verify all"#),
    ]
    + [
      ("hash", "hash [id name]"), ("hash row", "hash row"), ("set", #"set "x""#),
      ("list", #"list "x""#), ("zset", #"zset member "x" score days"#),
      ("zset member", #"zset member "x" score days"#),
      ("zset score", #"zset member "x" score days"#),
      ("zset score sum", #"zset member "x" score days sum"#),
      ("zset top", #"zset member "x" score days top 5"#), ("hll", #"hll "x""#),
      ("stream", "stream [id]"), ("stream row", "stream row"),
      ("stream maxlen", "stream row maxlen 10"),
      ("stream maxlen approx", "stream row maxlen 10 approx"),
      ("geo", #"geo member "x" at lon lat"#), ("geo member", #"geo member "x" at lon lat"#),
      ("geo at", #"geo member "x" at lon lat"#),
    ].map { path, value in
      Row("warm value \(path)", .runs, #"warm w from feed key "k" value \#(value) ttl 1h"#)
    }
    + [
      Row(
        "warm write replace", .runs,
        "warm w from feed key \"k\" value hash row ttl 1h write replace"),
      Row(
        "warm write append", .runs,
        "warm w from feed key \"k\" value set \"x\" ttl 1h write append"),
    ] + common("warm", #"warm p from feed value text "x" ttl 1h"#)

  private static func selection(_ verb: String) -> [Row] {
    from.map { path, clause, fate in
      let isGrouped = path.hasPrefix("from grouped")
      return Row(
        "\(verb) \(path)", isGrouped ? .misplaced : fate, #"\#(verb) x \#(clause) key "p:1""#)
    } + [
      Row("\(verb) match", .runs, #"\#(verb) x match "x:*""#),
      Row("\(verb) tag", .runs, #"\#(verb) x tag "cat:1""#),
      Row("\(verb) keys", .runs, #"\#(verb) x keys ["a" "b"]"#),
      Row("\(verb) key", .runs, #"\#(verb) x from feed key "p:{id}""#),
      Row("\(verb) where", .runs, #"\#(verb) s where region == "eu" and ttl > 1h"#),
      Row("\(verb) scan", .runs, #"\#(verb) "x:*" scan rate 5k/s"#),
      Row("\(verb) scan rate", .runs, #"\#(verb) "x:*" scan rate 5k/s"#),
      Row("\(verb) allow", .runs, #"\#(verb) "x:*" where len > 3 allow touch"#),
      Row("\(verb) allow touch", .runs, #"\#(verb) "x:*" where field.a == "b" allow touch"#),
    ] + common(verb, #"\#(verb) "x:*""#)
  }

  private static let sweepRows =
    selection("sweep") + [
      Row("sweep by", .runs, #"sweep "x:*" by unlink"#),
      Row("sweep by unlink", .runs, #"sweep "x:*" by unlink"#),
      Row("sweep by expire", .runs, #"sweep "x:*" by expire 1m"#),
      Row("sweep by expire jitter", .runs, #"sweep "x:*" by expire 1m jitter 1m"#),
      Row("sweep by rename", .runs, #"sweep "x:*" by rename "trash:{#key}""#),
      Row("sweep by rename ttl", .runs, #"sweep "x:*" by rename "trash:{#key}" ttl 1d"#),
      Row("sweep by persist", .runs, #"sweep "x:*" by persist"#),
      Row("sweep undo", .runs, #"sweep "x:*" undo "/tmp/undo""#),
      Row("sweep undo max", .runs, #"sweep "x:*" undo "/tmp/undo" max 1GiB"#),
    ]

  private static let auditRows =
    selection("audit") + [
      Row("audit report", .runs, #"audit "x:*" report bytes"#),
      Row("audit report buckets", .runs, #"audit "x:*" report ttl buckets [1m 1h]"#),
      Row("audit report by", .runs, #"audit "x:*" report bytes by type"#),
      Row("audit report top", .runs, #"audit "x:*" report bytes by type top 10"#),
      Row("audit sample", .runs, #"audit "x:*" sample 10%"#),
    ]

  private static let deployRows =
    [
      Row("deploy scripts", .runs, "deploy d scripts [take]"),
      Row("deploy drift", .runs, "deploy d scripts [take] drift abort"),
      Row("deploy drift abort", .runs, "deploy d scripts [take] drift abort"),
      Row("deploy drift report", .runs, "deploy d scripts [take] drift report"),
      Row("deploy drift overwrite", .runs, "deploy d scripts [take] drift overwrite"),
    ] + common("deploy", "deploy d scripts [take]")

  private static func bench(_ path: String, _ fate: Fate, _ clauses: String) -> Row {
    Row("bench \(path)", fate, "bench `SET b:{n} x` pick n = uniform(1..100) \(clauses)")
  }

  private static func operation(_ path: String, _ fate: Fate, _ operation: String) -> Row {
    Row(
      "bench op\(path)", fate, "bench b pick n = uniform(1..100) key \"b:{n}\" op 100% \(operation)"
    )
  }

  /// What only a strategy notices.
  private static func laboratory(_ path: String, _ clauses: String) -> Row {
    Row(
      "bench \(path)", .runs,
      "bench b pick n = uniform(1..100) key \"b:{n}\" op 100% read aside ttl 1m \(clauses)")
  }

  private static let benchRows: [Row] =
    [
      bench("pick", .runs, ""), bench("key", .runs, #"key "b:{n}""#),
      bench("conns", .runs, "conns 64"),
      bench("depth", .runs, "depth 16"), bench("threads", .runs, "threads 2"),
      bench("seed", .runs, "seed 42"), bench("rate open", .runs, "rate 5k/s open"),
      bench("rate over", .runs, "rate 1k/s..5k/s over 1m"), bench("for", .runs, "for 10s"),
      bench("phase", .runs, "phase measure 10s"), bench("phase fill", .runs, "phase fill 100"),
      bench("phase warmup", .runs, "phase warmup 10s"),
      bench("phase measure", .runs, "phase measure 10s"),
      operation("", .runs, "get `GET b:{n}`"), operation(" read", .runs, "read aside"),
      operation(" read aside", .runs, "read aside"),
      operation(" read through", .runs, "read through"),
      operation(" read ttl", .runs, "read aside ttl 1m"),
      operation(" read jitter", .runs, "read aside ttl 1m jitter 10%"),
      operation(" read size", .runs, "read aside size 1KiB"),
      operation(" write", .runs, "write through"),
      operation(" write through", .runs, "write through"),
      operation(" write behind", .runs, "write behind"),
      operation(" write ttl", .runs, "write through ttl 1m"),
      operation(" write jitter", .runs, "write through ttl 1m jitter 10%"),
      operation(" write flush", .runs, "write behind flush 100ms"),
      operation(" write size", .runs, "write through size 1KiB"),
      laboratory("origin", "origin 40ms"), laboratory("origin limit", "origin 40ms limit 9"),
      laboratory("origin errors", "origin 40ms errors 1%"),
      laboratory("protect", #"protect "lock(5s)""#),
      bench("at", .runs, #"at 5s flush clean "b:*""#),
      bench("at expire", .runs, #"at 5s expire all clean "b:*""#),
      bench("at expire all", .runs, #"at 5s expire all clean "b:*""#),
      bench("at invalidate", .runs, #"at 5s invalidate "b:*" clean "b:*""#),
      laboratory("at slow", "origin 40ms at 5s slow origin 10"),
      laboratory("at slow origin", "origin 40ms at 5s slow origin 10"),
      bench("at flush", .runs, #"at 5s flush clean "b:*""#), bench("clean", .runs, #"clean "b:*""#),
    ] + common("bench", "bench `GET b:1`")

  static let rows =
    warmRows + sweepRows + auditRows + deployRows + benchRows + common("do", "do `PING`")

  @Test(arguments: rows) func isCarriedOutOrRefusedByName(_ row: Row) throws {
    guard row.fate != .misplaced else {
      #expect(throws: TestFailure.self) { _ = try Compiled(Self.prelude + row.recipe) }
      return
    }
    let refusal = try Compiled(Self.prelude + row.recipe).refusal(
      columns: ["id", "name", "price", "days", "lon", "lat"].map { Column(name: $0) })
    switch row.fate {
    case .runs, .misplaced: #expect(refusal == nil, "\(refusal?.message ?? "")")
    case .refused:
      #expect(refusal?.id == "G001")
      #expect(refusal?.message.contains("not built yet") == true, "\(refusal?.message ?? "")")
      #expect(refusal?.location != nil)
    }
  }

  /// The table above has a row for each row of the vocabulary.
  @Test func everyRowIsThere() {
    func paths(_ rules: [PhraseRule], _ path: String) -> [String] {
      rules.flatMap { rule -> [String] in
        let path = "\(path) \(rule.word)"
        let inner = rule.signature.options + rule.signature.parameters.flatMap(\.words)
        return [path] + paths(inner, path)
      }
    }
    let known = Set(Self.rows.map(\.path))
    let actions = Vocabulary.verbs.filter { $0.kind == .action && $0.pending == nil }
    #expect(actions.map(\.word).sorted() == ["audit", "bench", "deploy", "do", "sweep", "warm"])
    let all = actions.flatMap { paths($0.clauses, $0.word) }
    #expect(Set(all).subtracting(known) == [])
    #expect(known.subtracting(all) == [])
  }

  @Test(arguments: [
    #"follow cdc from shop slot "c" on p unlink ["p:{id}"]"#,
    #"flush cart take stream "wb" group "g" into shop sql "INSERT INTO c VALUES ({id})""#,
  ])
  func verbsOfOpenIssuesAreRefused(_ recipe: String) throws {
    let refusal = try Compiled(Self.prelude + recipe).refusal()
    #expect(refusal?.id == "G001")
    #expect(refusal?.message.contains("not built yet") == true)
  }

  /// What is not a clause of its own: names, a way to report.
  @Test(arguments: ["deploy d scripts [take] assert server.p99 < 5ms"])
  func namesThatNobodyComputesAreRefused(_ recipe: String) throws {
    let lines = recipe.replacing(" warm t", with: "\nwarm t")
    let refusal = try Compiled(Self.prelude + lines).refusal()
    #expect(refusal?.id == "G001", "\(refusal?.message ?? "it was lowered")")
    #expect(refusal?.message.contains("not built yet") == true)
  }

  @Test func otherSourcesAreRefused() throws {
    let refusal = try Compiled(
      """
      secret dsn env "DSN"
      source other postgres dsn
      warm w from other sql "SELECT line FROM t" key "k:{line}" value text "x" ttl 1h
      """
    ).refusal()
    #expect(refusal?.message.contains("not built yet") == true)
  }
}
