import Recipe

/// What is true of the keyspace.
package struct AuditReport: Sendable {
  package struct Cliff: Sendable {
    /// Milliseconds.
    package let window: Int64
    /// Where the window begins: milliseconds since 1970.
    package let at: Int64
    package let keys: Int
    package let share: Double
  }

  package struct Buckets: Sendable {
    package let name: String
    /// The upper end of each bucket, as it would be typed; the last bucket has none.
    package let bounds: [String]
    package let counts: [Int]
  }

  /// How many keys expire when, in steps of one length.
  package struct Timeline: Sendable {
    /// Milliseconds since 1970.
    package let start: Int64
    /// Milliseconds.
    package let step: Int64
    package let counts: [Int]
    /// Keys that expire after the last step: a long tail would hide everything before it.
    package let later: Int

    package init(start: Int64, step: Int64, counts: [Int], later: Int) {
      self.start = start
      self.step = step
      self.counts = counts
      self.later = later
    }
  }

  /// Percentiles, sum and largest of one quantity; nil without values.
  package struct Summary: Sendable {
    package let name: String
    package let type: ValueType
    package let count: Int
    package let percentiles: (p10: Int64, p50: Int64, p90: Int64, p99: Int64)?
    /// Nil where a sum means nothing.
    package let sum: Int64?
    package let largest: Int64
  }

  /// The groups in which most of a quantity is, the largest first.
  package struct Groups: Sendable {
    package struct Row: Sendable {
      /// Unescaped; nil for keys of which it is null.
      package let group: [UInt8]?
      package let keys: Int
      /// Nil where keys alone are counted.
      package let sum: Int64?
      package let largest: Int64?
      /// Of the sum, or of the keys.
      package let share: Double
    }

    package let name: String
    package let by: String
    package let type: ValueType
    package let rows: [Row]
    /// Groups that `rows` leaves out, and what they have.
    package let others: (groups: Int, keys: Int, sum: Int64?)
    /// No sum (or number of keys) is short by more than this; 0 up to 100,000 groups.
    package let error: Int64
  }

  /// The buckets of each of the groups of most keys, the largest first. Keys without a value are in none.
  package struct GroupBuckets: Sendable {
    package struct Row: Sendable {
      /// Unescaped; nil for keys of which it is null.
      package let group: [UInt8]?
      package let keys: Int
      package let counts: [Int]
      package let share: Double
    }

    package let name: String
    package let by: String
    /// As in `Buckets`.
    package let bounds: [String]
    package let rows: [Row]
    /// Groups that `rows` leaves out, and their keys.
    package let others: (groups: Int, keys: Int)
    /// No group is short of more keys than this; 0 up to `limit` groups.
    package let error: Int64
    package let limit: Int
  }

  package enum Report: Sendable {
    case buckets(Buckets)
    case summary(Summary)
    case groups(Groups)
    case groupBuckets(GroupBuckets)
  }

  package var keys = 0
  /// Only some of the keys were looked at; counts are of these.
  package var isSample = false
  /// Of the whole server's lookups since its statistics began; nil where there were too few to say.
  package var hitRate: Double?
  package var types: [(name: String, count: Int)] = []
  package var withoutTTL = 0
  /// Milliseconds.
  package var ttl: (p10: Int64, p50: Int64, p90: Int64, p99: Int64)?
  /// The largest share that expires within one minute, and within every other window that the statement asks for.
  package var cliffs: [Cliff] = []
  /// How long keys have to live, in steps that suit a person; nil without any TTL.
  package var lifetimes: Buckets?
  /// Nil where nobody asked for sizes.
  package var sizes: Buckets?
  package var timeline: Timeline?
  package var reports: [Report] = []

  /// Of one minute.
  package var cliff: Cliff? { cliffs.first }
}

extension AuditReport.Summary {
  init(name: String, type: ValueType, _ summary: ValueSummary) {
    self.name = name
    self.type = type
    count = summary.values.count
    let values = summary.values
    if let p10 = values.percentile(0.1), let p50 = values.percentile(0.5),
      let p90 = values.percentile(0.9), let p99 = values.percentile(0.99)
    {
      percentiles = (p10, p50, p90, p99)
    } else {
      percentiles = nil
    }
    sum = type == .duration ? nil : summary.sum
    largest = summary.largest
  }
}

extension AuditReport.GroupBuckets {
  init(name: String, by: String, bounds: [String], _ table: GroupTable, top: Int) {
    self.name = name
    self.by = by
    self.bounds = bounds
    rows = table.heaviest(top).map { group in
      Row(
        group: group.name, keys: group.keys, counts: group.counts,
        share: Double(group.keys) / Double(max(table.keys, 1)))
    }
    others = (
      groups: table.groups.count - rows.count + table.forgotten,
      keys: table.keys - rows.reduce(0) { $0 + $1.keys }
    )
    error = table.error
    limit = table.limit
  }
}

extension AuditReport.Groups {
  init(name: String, by: String, type: ValueType, adds: Bool, _ table: GroupTable, top: Int) {
    self.name = name
    self.by = by
    self.type = type
    let total = Double(max(table.weight, 1))
    rows = table.heaviest(top).map { group in
      Row(
        group: group.name, keys: group.keys, sum: adds ? group.weight : nil,
        largest: adds ? group.largest : nil, share: Double(group.weight) / total)
    }
    let (keys, sum) = rows.reduce((0, Int64(0))) { ($0.0 + $1.keys, $0.1 &+ ($1.sum ?? 0)) }
    others = (
      groups: table.groups.count - rows.count + table.forgotten, keys: table.keys - keys,
      sum: adds ? table.weight &- sum : nil
    )
    error = table.error
  }
}
