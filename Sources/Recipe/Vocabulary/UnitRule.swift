/// One unit that touches a number.
package struct UnitRule: Sendable {
  package enum Kind: Sendable {
    /// A factor of a plain number: k, M, G.
    case multiplier
    /// In milliseconds.
    case duration
    /// Of a duration, too, in microseconds: for what is compared with a latency.
    case microseconds
    /// In bytes.
    case size
  }

  package let word: String
  package let kind: Kind
  package let factor: Int64
  package let doc: String

  init(_ word: String, _ kind: Kind, _ factor: Int64, doc: String) {
    self.word = word
    self.kind = kind
    self.factor = factor
    self.doc = doc
  }
}

extension Vocabulary {
  package static let units: [UnitRule] = [
    UnitRule("k", .multiplier, 1_000, doc: "a thousand"),
    UnitRule("M", .multiplier, 1_000_000, doc: "a million (`m` is minutes)"),
    UnitRule("G", .multiplier, 1_000_000_000, doc: "a thousand million"),
    UnitRule("us", .microseconds, 1, doc: "microseconds, of a latency"),
    UnitRule("ms", .duration, 1, doc: "milliseconds"),
    UnitRule("s", .duration, 1_000, doc: "seconds"),
    UnitRule("m", .duration, 60_000, doc: "minutes (`M` is a million)"),
    UnitRule("h", .duration, 3_600_000, doc: "hours"),
    UnitRule("d", .duration, 86_400_000, doc: "days"),
    UnitRule("w", .duration, 604_800_000, doc: "weeks"),
    UnitRule("B", .size, 1, doc: "bytes"),
    UnitRule("KB", .size, 1_000, doc: "1,000 bytes"),
    UnitRule("MB", .size, 1_000_000, doc: "1,000,000 bytes"),
    UnitRule("GB", .size, 1_000_000_000, doc: "1,000,000,000 bytes"),
    UnitRule("KiB", .size, 1 << 10, doc: "1,024 bytes"),
    UnitRule("MiB", .size, 1 << 20, doc: "1,048,576 bytes"),
    UnitRule("GiB", .size, 1 << 30, doc: "1,073,741,824 bytes"),
  ]

  private static let unitIndex = WordIndex(units.map(\.word))

  static func unit(_ key: WordKey?) -> UnitRule? { unitIndex.find(key).map { units[$0] } }

  /// What people write when they mean one of ours.
  static let unitAliases: [(alias: String, word: String)] = [
    ("K", "k"), ("g", "G"), ("b", "B"), ("sec", "s"), ("secs", "s"), ("second", "s"),
    ("seconds", "s"), ("S", "s"), ("min", "m"), ("mins", "m"), ("minute", "m"), ("minutes", "m"),
    ("hr", "h"), ("hrs", "h"), ("hour", "h"), ("hours", "h"), ("H", "h"), ("day", "d"),
    ("days", "d"), ("D", "d"), ("week", "w"), ("weeks", "w"), ("W", "w"), ("msec", "ms"),
    ("millis", "ms"), ("usec", "us"), ("µs", "us"), ("μs", "us"), ("kb", "KB"), ("kB", "KB"),
    ("mb", "MB"), ("Mb", "MB"), ("gb", "GB"),
    ("Gb", "GB"), ("kib", "KiB"), ("kiB", "KiB"), ("mib", "MiB"), ("gib", "GiB"), ("Ki", "KiB"),
    ("Mi", "MiB"), ("Gi", "GiB"),
  ]
}
