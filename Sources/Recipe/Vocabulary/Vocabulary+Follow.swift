/// `follow` and `flush`: event-driven invalidation and write-behind. Designed now, built later.
extension Vocabulary {
  private static let keyList = Parameter("KEYS", .list(.templates(.key)))

  static let follow = VerbRule(
    "follow", .action, subject: .name,
    clauses: [
      PhraseRule(
        "from", [sourceName],
        options: [
          PhraseRule("slot", [text], doc: "a logical replication slot"),
          PhraseRule("stream", [text], doc: "a stream of Debezium events"),
          PhraseRule(
            "table", [text],
            options: [PhraseRule("by", [columnName], doc: "its ascending column")],
            doc: "an outbox table"),
        ], required: true, doc: "where the changes come from",
        example: #"follow cdc from shop slot "cachectl" on products unlink ["p:{id}"]"#),
      PhraseRule(
        "on", [Parameter("TABLE", .name(.any))],
        options: [
          PhraseRule("insert", doc: "only inserts"),
          PhraseRule(
            "update", [],
            options: [
              PhraseRule(
                "of", [Parameter("COLUMNS", .list(.columns))], doc: "only when one of these changes"
              )
            ], doc: "only updates"),
          PhraseRule("delete", doc: "only deletes"),
          PhraseRule("unlink", [keyList], doc: "removes these keys"),
        ], repetition: .many, doc: "what a change of a table invalidates",
        example: #"follow cdc from shop slot "c" on products update of [name] unlink ["p:{id}"]"#),
      PhraseRule(
        "debounce", [duration],
        options: [PhraseRule("max", [number], doc: "sends when this many wait")],
        doc: "collects changes for this long",
        example: #"follow cdc from shop slot "c" debounce 200ms max 1k"#),
      PhraseRule(
        "mode",
        [
          choice(
            "MODE", ("drain", "stops when caught up, for cron"),
            ("tail", "goes on, as a service"))
        ], doc: "when to stop", example: #"follow cdc from shop slot "c" mode drain"#),
    ] + sharedClauses,
    doc: "Invalidates keys as the system of record changes.",
    example: #"follow cdc from shop slot "c" on products unlink ["p:{id}"] mode tail"#,
    pending: later("follow"))

  static let flush = VerbRule(
    "flush", .action, subject: .name,
    clauses: [
      PhraseRule(
        "take",
        [
          Parameter(
            "QUEUE",
            words: [
              PhraseRule(
                "stream", [keyTemplate],
                options: [
                  PhraseRule("group", [text], required: true, doc: "the consumer group"),
                  PhraseRule("batch", [number], doc: "entries at a time"),
                  PhraseRule("block", [duration], doc: "how long to wait for entries"),
                  PhraseRule(
                    "claim", [duration], doc: "takes over entries that are pending this long"),
                ], doc: "a stream with a consumer group")
            ])
        ], required: true, doc: "where the writes wait",
        example: #"flush cart take stream "wb:cart" group "g" batch 500 into shop sql "…""#),
      PhraseRule(
        "dedupe", [word("by", columnName, doc: "the column")],
        options: [
          PhraseRule(
            "keep", [choice("WHICH", ("last", "the newest"), ("first", "the oldest"))],
            doc: "which one is written")
        ], doc: "writes one entry of several for the same thing",
        example: #"flush cart take stream "q" group "g" dedupe by id keep last into shop sql "…""#),
      PhraseRule(
        "into", [sourceName],
        options: [PhraseRule("sql", [sql], doc: "the statement; holes are bound parameters")],
        required: true, doc: "where the writes go",
        example: #"flush cart take stream "q" group "g" into shop sql "…""#),
      PhraseRule(
        "retry", [number],
        options: [PhraseRule("backoff", [durationRange], doc: "shortest and longest pause")],
        doc: "how often to try again",
        example: #"flush c take stream "q" group "g" into shop sql "…" retry 5 backoff 1s..30s"#),
      PhraseRule(
        "dead", [keyTemplate], doc: "the stream for entries that cannot be written",
        example: #"flush c take stream "q" group "g" into shop sql "…" dead "q:dead""#),
    ] + actionClauses(without: "batch"),
    doc: "Writes queued changes to the system of record.",
    example: #"flush cart take stream "wb:cart" group "g" into shop sql "INSERT …""#,
    pending: later("flush"))
}
