import Bytes
import Recipe

/// The sums of an audit while it runs.
struct AuditTotals {
  var keys = 0
  /// By the walk's number of the type's name.
  var types: [Int64: Int] = [:]
  var withoutTTL = 0
  var ttl = Distribution()
  private var counts: [Int]
  private var distributions: [Distribution?]
  private var timelines: [ExpiryTimeline]
  private var timelineOfMeasure: [Int: Int] = [:]
  private var buckets: [[Int]]

  /// The window of the `cliff` that every audit reports, in milliseconds.
  static let standardWindow: Int64 = 60_000

  init(_ audit: Audit) {
    counts = audit.measures.map { _ in 0 }
    distributions = audit.measures.map { if case .percentile = $0 { Distribution() } else { nil } }
    timelines = [ExpiryTimeline(window: Self.standardWindow)]
    buckets = audit.reports.map { report in
      guard case .buckets(_, _, _, let bounds) = report else { return [] }
      return Array(repeating: 0, count: bounds.count + 1)
    }
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
    case .cliff:
      break
    }
  }

  mutating func report(_ index: Int, _ audit: Audit, _ scope: Scope) {
    guard case .buckets(_, let formula, _, let bounds) = audit.reports[index] else { return }
    let value = formula.evaluate(in: scope)
    guard let magnitude = value.magnitude else { return }
    let place = bounds.firstIndex { magnitude < $0 } ?? bounds.count
    buckets[index][place] += 1
  }

  // MARK: Results

  var standardPeak: ExpiryTimeline.Peak? { timelines[0].peak }

  func counts(ofReport index: Int) -> [Int] { buckets[index] }

  /// What a measure came to, in the type that its assertion compares.
  func value(of index: Int, _ audit: Audit) -> Value {
    switch audit.measures[index] {
    case .count: .integer(Int64(counts[index]))
    case .share: share(counts[index])
    case .percentile(let fraction, _, let type):
      distributions[index]?.percentile(fraction).map { Value(magnitude: $0, type) } ?? .null
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
    case .real(let value), .rate(let value): Int64(exactly: value.rounded())
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
