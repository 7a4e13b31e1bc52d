/// Functions, filters, attributes and types.
extension Vocabulary {
  private static let condition_ = FunctionParameter("CONDITION", .boolean)
  private static let attribute = FunctionParameter("ATTRIBUTE")
  private static let operation = FunctionParameter("OPERATION")

  package static let functions: [FunctionRule] = [
    FunctionRule("now", [], .time, doc: "the time at which the run began", example: "now()"),
    FunctionRule(
      "hour", [FunctionParameter("TIME", .time, optional: true)], .number,
      doc: "the hour, 0 to 23, of a time or of now", example: "hour()"),
    FunctionRule(
      "age", [FunctionParameter("TIME", .time)], .duration, doc: "how long ago a time was",
      example: "age(updated_at)"),
    FunctionRule(
      "time", [FunctionParameter("X", .number, .text), FunctionParameter("UNIT", .text)], .time,
      doc: "a time from a number or text: 's', 'ms' or 'iso'", example: "time(created, 's')"),
    FunctionRule(
      "count", [condition_], .number, doc: "how many keys this is true of",
      example: "count(ttl == never)"),
    FunctionRule(
      "share", [condition_], .percent, doc: "the share of keys this is true of",
      example: "share(ttl > 24h)"),
    FunctionRule(
      "cliff", [FunctionParameter("WINDOW", .duration)], .percent,
      doc: "the largest share of keys that expires within any such window", example: "cliff(60s)"),
    FunctionRule(
      "sum", [attribute], .unknown, doc: "the sum over keys", example: "sum(bytes)"),
    FunctionRule("min", [attribute], .unknown, doc: "the least", example: "min(ttl)"),
    FunctionRule("max", [attribute], .unknown, doc: "the greatest", example: "max(bytes)"),
    FunctionRule(
      "prefix", [FunctionParameter("N", .number)], .text,
      doc: "the first N parts of the key, by `:`", example: "prefix(1)"),
    FunctionRule(
      "lower", [FunctionParameter("TEXT", .text)], .text, doc: "in small letters",
      example: "lower(name)"),
    FunctionRule(
      "upper", [FunctionParameter("TEXT", .text)], .text, doc: "in capital letters",
      example: "upper(name)"),
    FunctionRule(
      "length", [FunctionParameter("TEXT", .text)], .number, doc: "how many characters",
      example: "length(name)"),
    FunctionRule(
      "sent", [operation], .percent, doc: "the share of scheduled operations that were sent",
      example: "sent(all)"),
    FunctionRule(
      "rate", [operation], .rate, doc: "operations a second that a bench measured",
      example: "rate(all)"),
    FunctionRule(
      "errors", [operation], .percent, doc: "the share of a bench's operations that failed",
      example: "errors(all)"),
    FunctionRule(
      "blob",
      [
        FunctionParameter("SIZE", .size, .range(.size)),
        FunctionParameter("COMPRESSIBLE", .percent, optional: true),
      ], .text, doc: "random bytes of this size, of which so many compress away",
      example: "blob(200B..2KiB)"),
    FunctionRule(
      "uniform", [FunctionParameter("RANGE", .range(.number), .range(.duration))], .number,
      doc: "each equally often",
      example: "uniform(1..1M)"),
    FunctionRule(
      "zipf", [FunctionParameter("RANGE", .range(.number)), FunctionParameter("S", .number)],
      .number, doc: "few very often, most seldom", example: "zipf(1..1M, 0.99)"),
    FunctionRule(
      "gauss", [FunctionParameter("RANGE", .range(.number)), FunctionParameter("SD", .number)],
      .number, doc: "around the middle", example: "gauss(1..1M, 1000)"),
    FunctionRule(
      "latest", [FunctionParameter("RANGE", .range(.number)), FunctionParameter("S", .number)],
      .number, doc: "the newest most often", example: "latest(1..1M, 0.99)"),
    FunctionRule(
      "seq", [FunctionParameter("RANGE", .range(.number))], .number, doc: "one after another",
      example: "seq(1..1M)"),
    FunctionRule(
      "scramble", [FunctionParameter("N", .number)], .number,
      doc: "scatters the popular ones over the range", example: "scramble(zipf(1..1M, 0.99))"),
    FunctionRule(
      "lognormal", [FunctionParameter("MEDIAN", .duration), FunctionParameter("SIGMA", .number)],
      .duration, doc: "a latency with a long tail", example: "lognormal(40ms, 0.5)"),
  ]

  /// `p5`, `p50`, `p99`, `p999`: from `p9…` on the digits after the first two are decimals, so `p999` is the 99.9th percentile.
  package static let percentile = FunctionRule(
    "p50", [attribute], .unknown,
    doc: "a percentile: p0 to p100; p995 and p999 are 99.5 % and 99.9 %", example: "p99(ttl)")

  package static func function(_ name: String) -> FunctionRule? {
    functions.first { $0.name == name } ?? (percentileFraction(name) == nil ? nil : percentile)
  }

  /// The fraction that a percentile's name says: `p5` is 0.05, `p99` is 0.99, `p999` is 0.999, `p100` is 1. Nil for what looks
  /// like one and is none: nobody means the 20.0th by `p200`.
  package static func percentileFraction(_ name: String) -> Double? {
    guard let digits = percentileDigits(name) else { return nil }
    if digits == [1, 0, 0] { return 1 }
    if digits.count == 1 { return digits[0] / 100 }
    guard digits.count == 2 || digits[0] == 9 else { return nil }
    return digits.reversed().reduce(0) { ($0 + $1) / 10 }
  }

  /// Whether a name is a `p` and digits.
  package static func looksLikePercentile(_ name: String) -> Bool {
    percentileDigits(name) != nil
  }

  private static func percentileDigits(_ name: String) -> [Double]? {
    let digits = name.utf8.dropFirst()
    guard name.utf8.first == UInt8(ascii: "p"), (1...6).contains(digits.count),
      digits.allSatisfy({ UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") })
    else { return nil }
    return digits.map { Double($0 - UInt8(ascii: "0")) }
  }

  package static let filters: [FilterRule] = [
    FilterRule("lower", [.text], [], .text, doc: "in small letters", example: "{x | lower}"),
    FilterRule("upper", [.text], [], .text, doc: "in capital letters", example: "{x | upper}"),
    FilterRule("trim", [.text], [], .text, doc: "without blanks around", example: "{x | trim}"),
    FilterRule("sha1", [], [], .text, doc: "the SHA-1 of the text, in hex", example: "{x | sha1}"),
    FilterRule("crc16", [], [], .number, doc: "the cluster's key hash", example: "{x | crc16}"),
    FilterRule(
      "pad", [],
      [FunctionParameter("WIDTH", .number), FunctionParameter("WITH", .text, optional: true)],
      .text, doc: "padded on the left to a width, with 0 or a text", example: "{x | pad 8}"),
    FilterRule(
      "slice", [.text],
      [FunctionParameter("START", .number), FunctionParameter("LENGTH", .number, optional: true)],
      .text, doc: "a part, counted from 0 in characters", example: "{x | slice 0 2}"),
    FilterRule(
      "date", [.time], [FunctionParameter("FORMAT", .text)], .text,
      doc: "a time as strftime writes it, UTC", example: "{x | date '%Y%m%d'}"),
    FilterRule(
      "s", [.duration, .time], [], .number, doc: "in whole seconds", example: "{x | s}"),
    FilterRule(
      "ms", [.duration, .time], [], .number, doc: "in milliseconds", example: "{x | ms}"),
    FilterRule("json", [], [], .json, doc: "as a JSON value", example: "{x | json}"),
    FilterRule(
      "default", [], [FunctionParameter("VALUE")], .unknown, doc: "this where it is null",
      example: "{x | default 'none'}"),
    FilterRule(
      "urlencode", [.text], [], .text, doc: "percent-encoded", example: "{x | urlencode}"),
    FilterRule("base64", [.text], [], .text, doc: "in base64", example: "{x | base64}"),
  ]

  package static func filter(_ name: String) -> FilterRule? {
    filters.first { $0.name == name }
  }

  package static let attributes: [AttributeRule] = [
    AttributeRule("key", .text, .none, doc: "the key itself"),
    AttributeRule("ttl", .duration, .silent, doc: "the time it still lives, or never"),
    AttributeRule("idle", .duration, .silent, doc: "how long ago it was last used"),
    AttributeRule("freq", .number, .silent, doc: "how often it is used (LFU policies)"),
    AttributeRule("type", .text, .silent, doc: "string, hash, list, set, zset or stream"),
    AttributeRule("bytes", .size, .silent, doc: "the memory it takes"),
    AttributeRule("len", .number, .touching, doc: "how many elements, or bytes of a string"),
    AttributeRule("field", .text, .touching, doc: "`field.NAME`: a field of a hash"),
  ]

  package static func attribute(_ name: String) -> AttributeRule? {
    attributes.first { $0.name == name }
  }

  package static let types: [TypeRule] = [
    TypeRule("text", .text, doc: "text as it is"),
    TypeRule("int", .number, doc: "a whole number"),
    TypeRule("float", .number, doc: "a number"),
    TypeRule("bool", .boolean, doc: "true or false"),
    TypeRule("time", .time, doc: "a time in ISO 8601"),
    TypeRule("duration", .duration, doc: "a duration such as 1h30m"),
    TypeRule("size", .size, doc: "a size such as 2KiB"),
    TypeRule("json", .json, doc: "a JSON value"),
  ]

  package static func type(_ name: String) -> TypeRule? { types.first { $0.name == name } }
}
