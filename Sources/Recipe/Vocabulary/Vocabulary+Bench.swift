/// `bench`: a workload as a file, thresholds as exit codes.
extension Vocabulary {
  static let bench = VerbRule(
    "bench", .action, subject: .nameOrCommand,
    clauses: [
      PhraseRule(
        "pick", [Parameter("NAME = DISTRIBUTION", .binding)], repetition: .many,
        doc: "a variable drawn for each operation: uniform, zipf, gauss, latest or seq",
        example: "bench b pick n = scramble(zipf(1..1M, 0.99)) op 100% get `GET k:{n}`"),
      PhraseRule(
        "key", [keyTemplate], doc: "the key that operations work on",
        example: #"bench b pick n = uniform(1..1k) key "bench:{n}" op 100% read aside ttl 60s"#),
      PhraseRule(
        "conns", [number], doc: "how many connections", example: "bench `PING` conns 64 depth 16"),
      PhraseRule(
        "depth", [number], doc: "how many commands in flight on each",
        example: "bench `PING` conns 64 depth 16"),
      PhraseRule("threads", [number], doc: "how many threads", example: "bench `PING` threads 2"),
      PhraseRule(
        "seed", [number], doc: "the same seed sends the same commands",
        example: "bench `PING` seed 42"),
      PhraseRule(
        "rate", [Parameter("RATE", .expression([.rate, .range(.rate)]))],
        options: [
          PhraseRule(
            "open", doc: "says aloud that the schedule waits for nobody, as any rate does"),
          PhraseRule("over", [duration], doc: "the time a ramp takes"),
        ],
        doc:
          "operations a second by a schedule, or a ramp; without it each connection waits for its replies",
        example: "bench `PING` rate 10k/s..80k/s over 2m"),
      PhraseRule("for", [duration], doc: "how long to measure", example: "bench `PING` for 30s"),
      PhraseRule(
        "phase",
        [
          Parameter(
            "PHASE",
            words: [
              PhraseRule("fill", [number], doc: "writes this many keys first"),
              PhraseRule("warmup", [duration], doc: "runs without measuring"),
              PhraseRule("measure", [duration], doc: "runs and measures"),
            ])
        ], repetition: .many, doc: "what is done in turn",
        example: "bench `PING` phase warmup 5s phase measure 1m"),
      PhraseRule(
        "op",
        [Parameter("WEIGHT", .expression([.percent, .number])), operation, operationCommand],
        repetition: .many, doc: "an operation and how often it is chosen",
        example: "bench b pick n = seq(1..9) op 5% top `ZRANGE top:{n} 0 9 REV`"),
      PhraseRule(
        "origin", [Parameter("LATENCY", .expression([]))],
        options: [
          PhraseRule(
            "limit", [Parameter("LIMIT", .expression([.rate, .number]))],
            doc: "the most it serves"),
          PhraseRule("errors", [percent], doc: "the share of loads that fail"),
        ], doc: "what stands behind the cache",
        example:
          "bench b pick n = zipf(1..9, 1) key \"b:{n}\" op 100% read aside ttl 9s origin lognormal(40ms, 0.5) limit 300/s errors 0.5%"
      ),
      PhraseRule(
        "protect", [expression], doc: "the defence against a stampede",
        example:
          #"bench b pick n = zipf(1..9, 1) key "b:{n}" op 100% read aside ttl 9s origin 40ms protect "lock(5s)""#
      ),
      PhraseRule(
        "at", [duration, event], repetition: .many, doc: "something that happens in the run",
        example:
          #"bench b pick n = seq(1..9) key "b:{n}" op 100% read aside for 2m at 30s expire all at 1m invalidate "b:*""#
      ),
      PhraseRule(
        "clean", [pattern], doc: "removes its own keys afterwards",
        example: #"bench `PING` clean "bench:*""#),
    ] + actionClauses(without: "rate", "batch"),
    doc: "Measures a server, or a caching strategy.",
    example: "bench `GET k:{n}` pick n = zipf(1..1M, 0.99) conns 50 depth 16 for 30s")

  private static let strategyOptions = [
    PhraseRule("ttl", [duration], doc: "the TTL of what it writes"),
    PhraseRule(
      "jitter", [Parameter("JITTER", .expression([.percent, .duration]))],
      doc: "shortens each TTL by up to this"),
    PhraseRule(
      "size", [Parameter("SIZE", .expression([.size, .range(.size)]))],
      doc: "the size of what it writes"),
  ]

  /// `read aside …`, `write behind …`, or a name of one's own and a command.
  private static let operation = Parameter(
    "OPERATION",
    .word(
      PhraseRule(
        "read",
        [
          choice(
            "STRATEGY", ("aside", "GET; on a miss load and SET"),
            ("through", "the cache loads"))
        ],
        options: strategyOptions, doc: "reads through a strategy")),
    .word(
      PhraseRule(
        "write",
        [choice("STRATEGY", ("through", "origin and cache"), ("behind", "cache first"))],
        options: strategyOptions + [
          PhraseRule("flush", [duration], doc: "how often `write behind` writes to the origin")
        ], doc: "writes through a strategy")),
    .name(.new))

  private static let operationCommand = Parameter("COMMAND", .command, optional: true)

  private static let event = Parameter(
    "EVENT",
    words: [
      PhraseRule("expire", [choice("WHAT", ("all", "every key"))], doc: "expires keys at once"),
      PhraseRule("invalidate", [pattern], doc: "removes keys by pattern"),
      PhraseRule("slow", [word("origin", number, doc: "by this factor")], doc: "slows the origin"),
      PhraseRule("flush", doc: "empties the cache"),
    ])
}
