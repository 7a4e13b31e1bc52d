/// `sweep` and `audit`: the two verbs that walk the keyspace.
extension Vocabulary {
  static let sweep = VerbRule(
    "sweep", .action, subject: .familyLabelOrPattern,
    clauses: selectionClauses + [
      PhraseRule(
        "by",
        [
          Parameter(
            "METHOD",
            words: [
              PhraseRule("unlink", doc: "removes them (the default)"),
              PhraseRule(
                "expire", [duration],
                options: [PhraseRule("jitter", [duration], doc: "spreads the expiries over this")],
                doc: "lets them expire soon; never lengthens a life"),
              PhraseRule(
                "rename", [keyTemplate],
                options: [PhraseRule("ttl", [duration], doc: "and lets them expire there")],
                doc: "moves them away"),
              PhraseRule("persist", doc: "takes their TTL away"),
            ])
        ], doc: "what is done to them", example: #"sweep "tmp:*" by expire 2m jitter 2m"#),
      PhraseRule(
        "undo", [Parameter("FOLDER", .template(.path))],
        options: [PhraseRule("max", [size], doc: "stops when the folder would exceed this")],
        doc: "keeps what is removed, for `cachectl undo`",
        example: #"sweep "tmp:*" undo "/var/tmp/undo" max 1GiB"#),
    ] + sharedClauses,
    doc: "Removes, expires or renames keys.", example: #"sweep "session:*" where idle > 7d"#)

  static let audit = VerbRule(
    "audit", .action, subject: .familyLabelOrPattern,
    clauses: selectionClauses + [
      PhraseRule(
        "report", [expression],
        options: [
          PhraseRule(
            "buckets", [Parameter("LIST", .expression([.list(.unknown)]))],
            doc: "the bounds to count between"),
          PhraseRule("by", [expression], doc: "groups by this"),
          PhraseRule("top", [number], doc: "only the largest groups"),
        ], repetition: .many, doc: "a distribution or a table",
        example: #"audit "s:*" report ttl buckets [1m 1h 1d] report bytes by prefix(1) top 10"#),
      PhraseRule(
        "sample", [Parameter("N|PERCENT", .expression([.number, .percent]))],
        doc: "looks at some of the keys only", example: #"audit "s:*" sample 10%"#),
    ] + sharedClauses,
    doc: "Says what is true of the keyspace, and fails when it is not.",
    example: #"audit "session:*" assert count(ttl == never) == 0"#)
}
