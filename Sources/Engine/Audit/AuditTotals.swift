import Bytes
import Recipe

/// The sums of an audit while it runs.
struct AuditTotals {
  var keys = 0
  /// By the walk's number of the type's name.
  var types: [Int64: Int] = [:]
  var withoutTTL = 0
  var ttl = Distribution()
  /// Empty where sizes are not asked for.
  var sizes = Distribution()
  private var counts: [Int]
  private var distributions: [Distribution?]
  private var extents: [ValueExtent]
  private var timelines: [ExpiryTimeline]
  private var timelineOfMeasure: [Int: Int] = [:]
  private var buckets: [[Int]]
  private var groups: [GroupTable?]
  private var summaries: [ValueSummary?]

  /// The window of the `cliff` that every audit reports, in milliseconds.
  static let standardWindow: Int64 = 60_000

  init(_ audit: Audit) {
    counts = audit.measures.map { _ in 0 }
    distributions = audit.measures.map { if case .percentile = $0 { Distribution() } else { nil } }
    extents = audit.measures.map { _ in ValueExtent() }
    timelines = [ExpiryTimeline(window: Self.standardWindow)]
    buckets = audit.reports.map { report in
      guard case .buckets(_, _, _, let bounds) = report else { return [] }
      return Array(repeating: 0, count: bounds.count + 1)
    }
    groups = audit.reports.map { report in
      switch report {
      case .groups: GroupTable()
      case .groupBuckets(_, _, _, let bounds, _, _, _): GroupTable(buckets: bounds.count + 1)
      case .buckets, .summary: nil
      }
    }
    summaries = audit.reports.map { if case .summary = $0 { ValueSummary() } else { nil } }
    for case (let index, .cliff(let window)) in audit.measures.enumerated() {
      if let known = timelines.firstIndex(where: { $0.window == window }) {
        timelineOfMeasure[index] = known
      } else {
        timelineOfMeasure[index] = timelines.count
        timelines.append(ExpiryTimeline(window: window))
      }
    }
  }

  mutating func expire(at moment: Int64) {
    for index in timelines.indices { timelines[index].record(moment) }
  }

  mutating func measure(_ index: Int, _ audit: Audit, _ scope: Scope) {
    switch audit.measures[index] {
    case .count(let predicate), .share(let predicate):
      if case .boolean(true) = predicate.evaluate(in: scope) { counts[index] += 1 }
    case .percentile(_, let formula, _):
      if let value = formula.evaluate(in: scope).magnitude { distributions[index]?.record(value) }
    case .extent(_, let formula, _): extents[index].record(formula.evaluate(in: scope))
    case .cliff: break
    }
  }

  /// - Parameter scratch: where a group's name is rendered that is no text.
  mutating func report(
    _ index: Int, _ audit: Audit, _ scope: Scope, scratch: inout ByteBuffer
  ) {
    switch audit.reports[index] {
    case .buckets(_, let formula, _, let bounds):
      guard let magnitude = formula.evaluate(in: scope).magnitude else { return }
      buckets[index][Self.bucket(magnitude, bounds)] += 1
    case .summary(_, let formula, _):
      if let magnitude = formula.evaluate(in: scope).magnitude {
        summaries[index]?.record(magnitude)
      }
    case .groups(_, let formula, let type, let by, _, _):
      // Lifetimes are not added: the sum of two means nothing.
      let value = type == .duration ? nil : formula.map { $0.evaluate(in: scope).magnitude ?? 0 }
      let name = Self.name(of: by, scope, &scratch)
      groups[index]?.add(name, value: value)
    case .groupBuckets(_, let formula, _, let bounds, let by, _, _):
      guard let magnitude = formula.evaluate(in: scope).magnitude else { return }
      let name = Self.name(of: by, scope, &scratch)
      groups[index]?.add(name, value: nil, bucket: Self.bucket(magnitude, bounds))
    }
  }

  private static func bucket(_ magnitude: Int64, _ bounds: [Int64]) -> Int {
    bounds.firstIndex { magnitude < $0 } ?? bounds.count
  }

  /// What a group is called; nil where that is null.
  private static func name(
    of by: Formula, _ scope: Scope, _ scratch: inout ByteBuffer
  ) -> ByteSlice? {
    let group = by.evaluate(in: scope)
    scratch.removeAll()
    return !group.isNull && group.append(to: &scratch) ? scratch.slice : nil
  }

  // MARK: Results

  /// The peaks of all windows that are looked at, the standard one first; none without a TTL.
  var peaks: [(window: Int64, peak: ExpiryTimeline.Peak)] {
    timelines.compactMap { timeline in timeline.peak.map { (timeline.window, $0) } }
  }

  /// When keys expire, in at most so many steps.
  func timeline(steps: Int) -> AuditReport.Timeline? { timelines[0].profile(steps: steps) }

  /// How many keys a `count` or a `share` found.
  func count(of measure: Int) -> Int { counts[measure] }

  /// The windows of a `cliff` in which more than this share of the keys expires.
  func peaks(of measure: Int, above share: Double) -> [ExpiryTimeline.Peak] {
    timelineOfMeasure[measure].map { timelines[$0].peaks(above: Int(share * Double(keys))) } ?? []
  }

  func counts(ofReport index: Int) -> [Int] { buckets[index] }

  func groups(ofReport index: Int) -> GroupTable? { groups[index] }

  func summary(ofReport index: Int) -> ValueSummary? { summaries[index] }

  /// What a measure came to, in the type that its assertion compares.
  func value(of index: Int, _ audit: Audit) -> Value {
    switch audit.measures[index] {
    case .count: .integer(Int64(counts[index]))
    case .share: share(counts[index])
    case .percentile(let fraction, _, let type):
      distributions[index]?.percentile(fraction).map { Value(magnitude: $0, type) } ?? .null
    case .extent(let extent, _, let type): extents[index].value(extent, type)
    case .cliff: share(timelines[timelineOfMeasure[index] ?? 0].peak?.keys ?? 0)
    }
  }

  private func share(_ count: Int) -> Value {
    .percent(keys == 0 ? 0 : Double(count) / Double(keys))
  }
}

extension Value {
  /// The value as a whole number in its own unit; nil for null, `never` and what is no amount.
  var magnitude: Int64? {
    switch self {
    case .integer(let value), .duration(let value), .size(let value), .time(let value): value
    case .real(let value), .rate(let value), .latency(let value): Int64(exactly: value.rounded())
    case .decimal(let digits):
      DecimalText.double(digits).flatMap { Int64(exactly: $0.rounded()) }
    case .null, .never, .boolean, .text, .json, .percent: nil
    }
  }

  init(magnitude: Int64, _ type: ValueType) {
    switch type {
    case .duration: self = .duration(magnitude)
    case .size: self = .size(magnitude)
    case .time: self = .time(magnitude)
    default: self = .integer(magnitude)
    }
  }
}
