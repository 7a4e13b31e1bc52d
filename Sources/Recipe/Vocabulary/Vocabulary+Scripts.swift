/// `lua`, `deploy` and `do`: scripts, and one raw command.
extension Vocabulary {
  private static func values(_ label: String) -> Parameter {
    Parameter(label, .list(.values([])))
  }

  static let lua = VerbRule(
    "lua", .declaration, subject: .name,
    clauses: [
      PhraseRule(
        "file", [path], required: true, doc: "the script, read byte for byte",
        example: #"lua take file "lua/take.lua""#),
      PhraseRule(
        "kind",
        [
          choice(
            "KIND", ("script", "for EVALSHA (the default)"), ("library", "a function library"))
        ], doc: "a script or a function library",
        example: #"lua limits file "lua/limits.lua" kind library"#),
      PhraseRule(
        "pin", [text], doc: "its digest, kept by `cachectl lua pin`",
        example:
          #"lua take file "lua/take.lua" pin "sha1:2f9c0b7e61d84a5f93c2be7710a4d86e5b9f3c12""#),
      PhraseRule(
        "keys", [number], doc: "how many keys it takes",
        example: #"lua take file "lua/take.lua" keys 1"#),
      PhraseRule(
        "flags", [Parameter("FLAGS", .list(.names(.any)))], doc: "the flags of its shebang",
        example: #"lua take file "lua/take.lua" flags [no-writes]"#),
      PhraseRule(
        "test",
        [
          Parameter(
            "function",
            .word(
              PhraseRule(
                "function", [Parameter("NAME", .name(.any))], doc: "which one of a library")),
            optional: true),
          Parameter(
            "keys", .word(PhraseRule("keys", [values("KEYS")], doc: "scratch keys")),
            optional: true),
          Parameter(
            "args", .word(PhraseRule("args", [values("ARGS")], doc: "arguments")), optional: true),
          word("expect", expression, doc: "the reply"),
        ], repetition: .many, doc: "a call and its reply; tests run in order",
        example: ##"lua take file "t.lua" test keys ["t:{#run}:a"] args [10 1] expect [1 9]"##),
      PhraseRule(
        "doc", [text], doc: "what it is for, in a sentence",
        example: #"lua take file "lua/take.lua" doc "takes one token""#),
    ],
    doc: "A Lua script or function library, pinned and tested.",
    example: #"lua take file "lua/take.lua""#)

  static let deploy = VerbRule(
    "deploy", .action, subject: .name,
    clauses: [
      PhraseRule(
        "scripts", [Parameter("SCRIPTS", .list(.names(.script)))], required: true,
        doc: "what to load", example: "deploy limiter scripts [take limits]"),
      PhraseRule(
        "drift",
        [
          choice(
            "ACTION", ("abort", "refuses (the default)"), ("report", "says so and leaves it"),
            ("overwrite", "loads ours"))
        ], doc: "what to do when a server holds something else",
        example: "deploy limiter scripts [take] drift report"),
    ] + sharedClauses,
    doc: "Loads scripts on every node that may run them, and verifies them.",
    example: "deploy limiter scripts [take limits] drift abort")

  static let doVerb = VerbRule(
    "do", .action, subject: .command,
    clauses: actionClauses(without: "batch", "rate", "guard", "fail", "tolerate"),
    doc: "Sends one raw command and checks its reply.",
    example: #"do `CONFIG GET maxmemory-policy` assert reply.maxmemory-policy like "allkeys-*""#)

  static func later(_ verb: String) -> String {
    "`\(verb)` is parsed and checked, but cannot be planned yet"
  }
}
