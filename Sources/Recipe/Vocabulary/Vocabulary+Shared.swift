/// Clauses that several verbs take.
extension Vocabulary {
  /// What every action takes.
  package static let sharedClauses: [PhraseRule] = [
    PhraseRule(
      "to", [Parameter("SERVER", .name(.server))], doc: "the server to act on",
      example: #"sweep "tmp:*" to staging"#),
    PhraseRule(
      "when", [condition], doc: "acts only when this holds at the start",
      example: #"sweep "tmp:*" when hour() in 0..6"#),
    PhraseRule(
      "each",
      [
        Parameter("NAME", .name(.new)),
        word(
          "in", Parameter("LIST", .expression([.list(.unknown)])),
          doc: "the values, known before the run"),
      ],
      repetition: .many, doc: "one statement for each value of a list; two make a product",
      example: #"sweep tmp match "{t}:tmp:*" each t in ["a" "b" "c"]"#),
    PhraseRule(
      "batch", [number], doc: "how many commands to send before a reply is awaited",
      example: #"sweep "tmp:*" batch 500"#),
    PhraseRule(
      "rate",
      [
        Parameter(
          "RATE",
          accepting: [
            .expression([.rate]),
            .word(
              PhraseRule(
                "auto", doc: "as fast as the server stands: by latency, memory, evictions, replicas"
              )),
          ])
      ], doc: "how many keys, or bytes, a second at most",
      example: #"sweep "tmp:*" rate 5k/s"#),
    PhraseRule(
      "guard", [condition],
      options: [
        PhraseRule(
          "else",
          [
            Parameter(
              "ACTION",
              words: [
                PhraseRule("stop", doc: "ends the run with exit 4 (the default)"),
                PhraseRule("pause", [duration], doc: "waits and looks again"),
                PhraseRule("warn", doc: "goes on, and says so"),
              ])
          ], doc: "what to do when it does not hold"),
        sayOption,
      ],
      repetition: .conjunction, doc: "what must hold before and during the run",
      example: #"sweep "tmp:*" guard keys <= 100k guard server.p99 < 5ms else pause 10s"#),
    PhraseRule(
      "assert", [condition],
      options: [
        PhraseRule(
          "else", [choice("ACTION", ("warn", "warns instead of failing"))],
          doc: "what to do when it does not hold"),
        sayOption,
      ],
      repetition: .many, doc: "what must hold afterwards; exit 3 otherwise",
      example: #"audit "s:*" assert share(ttl > 24h) < 0.1% say "too long""#),
    PhraseRule(
      "lock", [Parameter("NAME", .template(.plain), optional: true)],
      options: [
        PhraseRule(
          "server",
          [word("lease", duration, doc: "how long the lock outlives its holder")],
          doc: "locks on the server, across machines"),
        PhraseRule("wait", [duration], doc: "how long to wait for the holder"),
      ],
      doc: "one run of this at a time",
      example: #"sweep "tmp:*" lock "nightly" server lease 60s wait 5m"#),
    PhraseRule(
      "fail",
      [
        choice(
          "ACTION", ("stop", "ends at the first failed item"),
          ("continue", "goes on and itemises the failed ones"))
      ], doc: "what to do when an item fails", example: #"sweep "tmp:*" fail continue"#),
    PhraseRule(
      "tolerate", [percent], doc: "the share of failed items that still counts as success",
      example: #"sweep "tmp:*" tolerate 0.1%"#),
    PhraseRule(
      "doc", [text], doc: "what it is for, in a sentence",
      example: #"sweep "tmp:*" doc "left by crashed imports""#),
  ]

  private static let sayOption = PhraseRule(
    "say", [text], doc: "the sentence to show when it does not hold")

  /// The action clauses without those that a verb replaces by its own.
  static func actionClauses(without words: String...) -> [PhraseRule] {
    sharedClauses.filter { !words.contains($0.word) }
  }

  /// Rows from a source: its name, then the query or structure where the source needs one.
  static func fromClause(required: Bool, example: String) -> PhraseRule {
    let top = PhraseRule("top", [number], doc: "only this many, the highest scores first")
    return PhraseRule(
      "from", [sourceName],
      options: [
        PhraseRule("sql", [sql], doc: "the query; holes are bound parameters"),
        PhraseRule("set", [keyTemplate], doc: "the members of a set"),
        PhraseRule("zset", [keyTemplate], options: [top], doc: "members and scores, highest first"),
        PhraseRule("list", [keyTemplate], doc: "the elements of a list"),
        PhraseRule("hash", [keyTemplate], doc: "the fields of a hash"),
        PhraseRule("stream", [keyTemplate], doc: "the entries of a stream"),
        PhraseRule("names", [pattern], doc: "the names of keys that match a pattern"),
        PhraseRule(
          "grouped", [word("by", columnName, doc: "the column")],
          doc: "in a warm: rows of one key come together, by this column"),
      ],
      required: required, doc: "where the rows come from", example: example)
  }

  static let whereClause = PhraseRule(
    "where", [condition], repetition: .conjunction,
    doc: "only those for which this is true; several are joined by `and`",
    example: #"sweep "session:*" where idle > 7d"#)

  /// What `sweep` and `audit` select keys by.
  static let selectionClauses: [PhraseRule] = [
    PhraseRule(
      "match", [pattern], doc: "keys that match a pattern",
      example: #"sweep reports match "report:*""#),
    PhraseRule(
      "tag", [keyTemplate], doc: "keys of a tag", example: #"sweep by_tag tag "cat:{category}""#),
    PhraseRule(
      "keys", [Parameter("KEYS", .list(.templates(.key)), .expression([.list(.text)]))],
      doc: "these keys", example: #"sweep two keys ["a" "b"]"#),
    fromClause(
      required: false,
      example: #"sweep gone from shop sql "SELECT id FROM gone" key "product:{id}""#),
    PhraseRule(
      "key", [keyTemplate], doc: "the key of each row",
      example: #"sweep gone from shop sql "SELECT id FROM gone" key "product:{id}""#),
    whereClause,
    PhraseRule(
      "scan", [word("rate", rate, doc: "keys a second")], doc: "how fast to walk the keyspace",
      example: #"sweep "tmp:*" scan rate 50k/s"#),
    PhraseRule(
      "allow", [choice("WHAT", ("touch", "probes that reset a key's idle time"))],
      doc: "permits what is otherwise refused", example: #"audit "s:*" allow touch"#),
  ]
}
