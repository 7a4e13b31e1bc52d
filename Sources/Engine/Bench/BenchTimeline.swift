import Histogram

/// How a bench went, second by second of the measuring phase: what ended well, what did not, and how long it took.
///
/// A second keeps two kilobytes: latencies within 6 % (HdrHistogram, one digit), enough for a curve. Only filled where somebody wants
/// the curve. Each worker has its own; they are merged when the phase is over.
package struct BenchTimeline: Sendable {
  package struct Second: Sendable {
    package fileprivate(set) var ok = 0
    package fileprivate(set) var failed = 0
    fileprivate var latency = Histogram<UInt32>(
      highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .one)

    /// Nanoseconds; nil where nothing ended well.
    package func percentile(_ fraction: Double) -> Int64? {
      ok > 0 ? Int64(clamping: latency.valueAtPercentile(fraction * 100)) : nil
    }
  }

  package private(set) var seconds: [Second] = []
  /// What comes later is counted in the last second: a week is too long for a curve of seconds.
  private static let limit = 100_000

  package init() {}

  /// - Parameters:
  ///   - now: when it ended, in nanoseconds since the phase began.
  ///   - latency: nanoseconds.
  mutating func succeed(_ latency: Int64, at now: Int64) {
    let second = reach(now)
    seconds[second].ok += 1
    seconds[second].latency.record(UInt64(max(min(latency, 3_600_000_000_000), 0)))
  }

  mutating func fail(at now: Int64) { seconds[reach(now)].failed += 1 }

  private mutating func reach(_ now: Int64) -> Int {
    let second = min(Int(max(now, 0) / 1_000_000_000), Self.limit)
    while seconds.count <= second { seconds.append(Second()) }
    return second
  }

  mutating func merge(_ other: BenchTimeline) {
    for (index, second) in other.seconds.enumerated() {
      if index == seconds.count { seconds.append(Second()) }
      seconds[index].ok += second.ok
      seconds[index].failed += second.failed
      seconds[index].latency.add(second.latency)
    }
  }
}
