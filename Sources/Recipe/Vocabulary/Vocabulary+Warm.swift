/// `warm`: fill the cache from the system of record.
extension Vocabulary {
  static let warm = VerbRule(
    "warm", .action, subject: .familyOrLabel,
    clauses: [
      fromClause(
        required: true, example: #"warm p from shop sql "SELECT id FROM p" value json row ttl 1h"#),
      PhraseRule(
        "where", [condition], repetition: .conjunction,
        doc: "only rows for which this is true; several are joined by `and`",
        example: "warm p from feed where stock > 0 value json row ttl 1h"),
      PhraseRule(
        "key", [keyTemplate], doc: "the key of each row, where the family does not say it",
        example: #"warm p from feed key "p:{id}" value json row ttl 1h"#),
      PhraseRule(
        "value", [valueParameter], required: true, doc: "what is stored",
        example: #"warm p from feed value text "{name}" ttl 1h"#),
      PhraseRule(
        "ttl", [duration],
        options: [
          PhraseRule("within", [durationRange], doc: "clamps a computed TTL"),
          PhraseRule(
            "jitter", [Parameter("JITTER", .expression([.percent, .duration]))],
            doc: "shortens each TTL by up to this, the same way each time"),
        ],
        required: true, doc: "how long it lives; `never` is said out loud",
        example: "warm p from feed value json row ttl days * 0.5 within 10m..24h jitter 10%"),
      PhraseRule(
        "write", [writeParameter], doc: "which keys are written",
        example: "warm p from feed value json row ttl 1h write stale 20%"),
      PhraseRule(
        "resume", [word("by", columnName, doc: "the source's only sort key, strictly increasing")],
        doc: "lets an interrupted run go on where it stopped",
        example: "warm p from feed value json row ttl 1h resume by id"),
      PhraseRule(
        "verify",
        [
          Parameter(
            "PERCENT|all", .word(PhraseRule("all", doc: "every key")), .expression([.percent]))
        ], doc: "how many of the written keys are read back",
        example: "warm p from feed value json row ttl 1h verify all"),
    ] + sharedClauses,
    doc: "Fills the cache from the system of record.",
    example: #"warm product from feed value json [id name] ttl 1h jitter 10% write missing"#)

  private static let members = PhraseRule(
    "member", [valueText], required: true, doc: "the member, rendered from each row")

  private static let columnsOrRow = Parameter(
    "COLUMNS|row", .word(PhraseRule("row", doc: "every column")), .list(.columns))

  private static let valueParameter = Parameter(
    "VALUE",
    words: [
      PhraseRule("text", [valueText], doc: "a string"),
      PhraseRule("json", [columnsOrRow], doc: "a JSON object as a string"),
      PhraseRule("hash", [columnsOrRow], doc: "a hash, a field for each column"),
      PhraseRule("set", [valueText], doc: "a set, a member for each row"),
      PhraseRule("list", [valueText], doc: "a list, an element for each row"),
      PhraseRule(
        "zset", [],
        options: [
          members,
          PhraseRule(
            "score", [Parameter("EXPR", .expression([.number]))],
            options: [PhraseRule("sum", doc: "adds up the scores of equal members")],
            required: true, doc: "the member's score"),
          PhraseRule("top", [number], doc: "keeps only the highest scores"),
        ], doc: "a sorted set"),
      PhraseRule("hll", [valueText], doc: "a HyperLogLog: counts different texts"),
      PhraseRule(
        "stream", [columnsOrRow],
        options: [
          PhraseRule(
            "maxlen", [number],
            options: [PhraseRule("approx", doc: "may keep a few more, which is faster")],
            doc: "trims the stream to this many entries")
        ], doc: "an entry of a stream for each row"),
      PhraseRule(
        "geo", [],
        options: [
          members,
          PhraseRule(
            "at",
            [
              Parameter("LONGITUDE", .expression([.number])),
              Parameter("LATITUDE", .expression([.number])),
            ], required: true, doc: "longitude, then latitude"),
        ], doc: "a geo index"),
    ])

  private static let writeParameter = Parameter(
    "MODE",
    words: [
      PhraseRule("always", doc: "every key"),
      PhraseRule("missing", doc: "only keys that are not there"),
      PhraseRule(
        "stale", [percent], doc: "only where missing, or less than this share of the TTL is left"),
      PhraseRule(
        "changed", [],
        options: [PhraseRule("touch", doc: "refreshes the TTL of an equal value")],
        doc: "only where the value differs"),
      PhraseRule("replace", doc: "builds the whole key beside and renames it over"),
      PhraseRule("append", doc: "adds to what is there"),
    ])
}
