/// The numbers about a run that a guard or an assertion of a verb may name.
///
/// One table: name, meaning, type, the verbs that know it, and when it is known.
struct AggregateNames {
  struct Rule {
    let name: String
    let aggregate: Aggregate
    let type: ValueType
    let verbs: Set<String>
    let moment: Guard.Moment

    init(
      _ name: String, _ aggregate: Aggregate, _ type: ValueType, _ verbs: Set<String>,
      _ moment: Guard.Moment
    ) {
      self.name = name
      self.aggregate = aggregate
      self.type = type
      self.verbs = verbs
      self.moment = moment
    }
  }

  static let rules: [Rule] = [
    Rule("rows", .rows, .number, ["warm"], .before),
    Rule("keys", .keys, .number, ["sweep", "audit"], .before),
    Rule("share", .share, .percent, ["sweep"], .before),
    Rule("scanned", .scanned, .number, ["sweep", "audit"], .before),
    Rule("planned", .planned, .number, ["warm", "sweep", "deploy"], .before),
    Rule("ok", .ok, .number, ["warm", "sweep", "deploy"], .during),
    Rule("failed", .failed, .number, ["warm", "sweep", "deploy"], .during),
    Rule("skipped", .skipped, .number, ["warm", "sweep", "deploy"], .during),
    Rule("unknown", .unknown, .number, ["warm", "sweep", "deploy"], .during),
    Rule("evicted", .evicted, .number, ["warm", "sweep"], .during),
    Rule(
      "server.p99", .serverP99, .duration, ["warm", "sweep", "audit", "deploy", "bench"],
      .during),
    Rule(
      "server.memory", .serverMemory, .size, ["warm", "sweep", "audit", "deploy", "bench"],
      .during),
    Rule(
      "server.evictions", .serverEvictions, .number,
      ["warm", "sweep", "audit", "deploy", "bench"],
      .during),
    Rule(
      "server.hit_rate", .serverHitRate, .percent,
      ["warm", "sweep", "audit", "deploy", "bench"],
      .during),
    Rule("origin.loads", .originLoads, .number, ["bench"], .during),
    Rule("origin.peak", .originPeak, .rate, ["bench"], .during),
    Rule("origin.rate", .originRate, .rate, ["bench"], .during),
    Rule("origin.concurrent", .originConcurrent, .number, ["bench"], .during),
    Rule("origin.writes", .originWrites, .number, ["bench"], .during),
    Rule("origin.lost", .originLost, .number, ["bench"], .during),
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: rules.map { ($0.name, $0) })

  static func moment(of aggregate: Aggregate) -> Guard.Moment {
    rules.first { $0.aggregate == aggregate }?.moment ?? .during
  }

  static func isKnownSomewhere(_ name: String) -> Bool { byName[name] != nil }

  static func verbs(knowing name: String) -> [String] { byName[name]?.verbs.sorted() ?? [] }

  let verb: String

  func find(_ name: String) -> Rule? {
    guard let rule = Self.byName[name], rule.verbs.contains(verb) else { return nil }
    return rule
  }

  var names: [String] { Self.rules.filter { $0.verbs.contains(verb) }.map(\.name) }
}
