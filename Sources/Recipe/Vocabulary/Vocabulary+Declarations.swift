/// What a recipe declares before it acts.
extension Vocabulary {
  static let declarations = [use, param, letVerb, secret, server, source, key, lua]

  private static let docClause = PhraseRule(
    "doc", [text], doc: "what it is for, in a sentence",
    example: #"param since = 24h doc "only rows changed within this window""#)

  static let use = VerbRule(
    "use", .declaration, subject: .string, clauses: [],
    doc: "Reads the declarations of another recipe in the same folder.",
    example: #"use "common.recipe""#)

  static let param = VerbRule(
    "param", .declaration, subject: .binding, clauses: [docClause],
    doc: "A value that `--set NAME=VALUE` may replace.",
    example: #"param since = 24h doc "only rows changed within this window""#)

  static let letVerb = VerbRule(
    "let", .declaration, subject: .binding, clauses: [docClause],
    doc: "A name for an expression.", example: "let night = hour() in 0..6")

  static let secret = VerbRule(
    "secret", .declaration, subject: .name,
    clauses: [
      PhraseRule(
        "env", [text], doc: "read from this environment variable",
        example: #"secret shop_dsn env "SHOP_DSN""#),
      PhraseRule(
        "file", [path], doc: "read from this file, which others may not read",
        example: #"secret shop_dsn file "/etc/cachectl/shop.dsn""#),
      PhraseRule(
        "credential", [text], doc: "read from this systemd credential",
        example: #"secret cache_pw credential "cache_pw""#),
      docClause,
    ],
    doc: "A text that is never printed and stands only where a secret is accepted.",
    example: #"secret shop_dsn env "SHOP_DSN""#)

  static let server = VerbRule(
    "server", .declaration, subject: .name,
    clauses: [
      PhraseRule(
        "url", [Parameter("URL", .template(.url), .name(.secret))], required: true,
        doc: "where it is: redis, rediss, unix, redis-sentinel, redis-cluster or sandbox",
        example: #"server local url "redis://127.0.0.1:6379/0""#),
      PhraseRule(
        "user", [text], doc: "the ACL user",
        example: #"server a url "redis://a:6379" user "cachectl""#),
      PhraseRule(
        "password", [Parameter("SECRET", .name(.secret))], doc: "the secret to authenticate with",
        example: #"server a url "redis://a:6379" password cache_pw"#),
      PhraseRule(
        "ca", [path], doc: "certificate authorities for rediss, instead of the system's",
        example: #"server a url "rediss://a:6379" ca "/etc/ssl/cache-ca.pem""#),
      PhraseRule(
        "cert", [path], doc: "our client certificate for rediss",
        example: #"server a url "rediss://a:6379" cert "me.pem" key "me.key""#),
      PhraseRule(
        "key", [path], doc: "the key of our client certificate",
        example: #"server a url "rediss://a:6379" cert "me.pem" key "me.key""#),
      PhraseRule(
        "class",
        [
          choice(
            "CLASS", ("dev", "asks before something is removed"),
            ("staging", "asks before anything is changed"),
            ("production", "takes plans only, applied by typing the server's name"))
        ],
        doc: "how careful to be with it",
        example: #"server a url "redis://a:6379" class staging"#),
      PhraseRule(
        "ceiling", [],
        options: [
          PhraseRule("rate", [rate], doc: "the most keys, or bytes, a second"),
          PhraseRule("batch", [number], doc: "the most commands in a batch"),
        ],
        doc: "limits that no recipe may exceed",
        example: #"server a url "redis://a:6379" ceiling rate 20k/s batch 1000"#),
      PhraseRule(
        "protect", [Parameter("PATTERNS", .list(.templates(.glob)))],
        doc: "keys that no recipe may touch",
        example: #"server a url "redis://a:6379" protect ["config:*" "billing:*"]"#),
      docClause,
    ],
    doc: "A server by name: where it is, how to log in, how careful to be.",
    example: #"server staging url "redis://127.0.0.1:6380/0" class staging"#)

  static let source = VerbRule(
    "source", .declaration, subject: .name,
    clauses: [
      PhraseRule(
        "postgres", [Parameter("DSN", .name(.secret))],
        doc: "a PostgreSQL database", example: "source shop postgres shop_dsn"),
      PhraseRule(
        "sqlite", [path], doc: "an SQLite file, read only",
        example: #"source dims sqlite "/var/lib/app/dims.db""#),
      PhraseRule(
        "csv", [path],
        options: [
          PhraseRule(
            "header", [Parameter("on|off", .expression([.boolean]))],
            doc: "whether the first row names the columns"),
          PhraseRule("null", [text], doc: "the text that stands for null"),
          PhraseRule(
            "columns", [Parameter("COLUMNS", .list(.columns))],
            doc: "names and types of the columns"),
        ],
        doc: "a CSV file; \"-\" is stdin",
        example: #"source feed csv "p.csv" header on null "" columns [sku amount:float]"#),
      PhraseRule(
        "jsonl", [path], doc: "a file of one JSON object a line; \"-\" is stdin",
        example: #"source hits jsonl "/var/log/app/hits.jsonl""#),
      PhraseRule(
        "lines", [path], doc: "a file of lines, each a row with the column `line`",
        example: #"source dead lines "-""#),
      PhraseRule(
        "redis", [Parameter("SERVER", .name(.server), .template(.url), optional: true)],
        doc: "a structure of this server, or of another one", example: "source hot redis"),
      docClause,
    ],
    doc: "Where rows come from.", example: #"source feed csv "prices.csv" header on"#)

  static let key = VerbRule(
    "key", .declaration, subject: .binding,
    clauses: [
      PhraseRule(
        "type",
        [
          choice(
            "TYPE", ("string", "text or JSON"), ("hash", "fields"), ("list", "a list"),
            ("set", "a set"), ("zset", "a sorted set"), ("stream", "a stream"),
            ("hll", "a HyperLogLog"), ("geo", "a geo index"))
        ],
        doc: "what every key of the family holds",
        example: #"key price = "price:{sku}" type hash"#),
      PhraseRule(
        "ttl", [durationRange], doc: "the range of TTLs that its data can stand",
        example: #"key price = "price:{sku}" type hash ttl 1h..6h"#),
      PhraseRule(
        "tag", [keyTemplate], repetition: .many, doc: "a tag that each of its keys belongs to",
        example: #"key product = "product:{id:int}" tag "cat:{category_id}""#),
      docClause,
    ],
    doc: "A family of keys: its template, its type, the TTLs its data can stand.",
    example: #"key product = "product:{id:int}" type string ttl 10m..36h"#)
}
