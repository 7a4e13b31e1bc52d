import Histogram

/// Times in nanoseconds, in constant memory: percentiles within 0.1 % from one nanosecond to an hour (HdrHistogram, three digits).
///
/// A value of about 270 KB, recorded into without allocation; a worker has its own for each op, and they are merged when it is done.
package struct LatencyHistogram: Sendable {
  /// What takes longer is counted as an hour.
  private static let longest: UInt64 = 3_600_000_000_000

  private var histogram = Histogram<UInt64>(
    highestTrackableValue: Self.longest, numberOfSignificantValueDigits: .three)
  /// Exact, both; nanoseconds.
  package private(set) var max: Int64 = 0
  package private(set) var min = Int64.max
  package private(set) var count = 0
  private var sum = 0.0

  package init() {}

  /// A time below zero, which no clock should give, counts as zero.
  @inline(__always)
  package mutating func record(_ nanoseconds: Int64) {
    let time = Swift.max(nanoseconds, 0)
    histogram.record(Swift.min(UInt64(time), Self.longest))
    count += 1
    sum += Double(time)
    if time > max { max = time }
    if time < min { min = time }
  }

  package mutating func merge(_ other: LatencyHistogram) {
    guard other.count > 0 else { return }
    histogram.add(other.histogram)
    count += other.count
    sum += other.sum
    max = Swift.max(max, other.max)
    min = Swift.min(min, other.min)
  }

  /// What was recorded since an earlier state of the same histogram, within its 0.1 %.
  func since(_ earlier: LatencyHistogram) -> LatencyHistogram {
    var recent = LatencyHistogram()
    for value in histogram.recordedValues() {
      let more = Int(value.count) - Int(earlier.histogram.countForValue(value.value))
      if more > 0 { recent.record(Int64(value.value), times: more) }
    }
    return recent
  }

  private mutating func record(_ nanoseconds: Int64, times: Int) {
    histogram.record(UInt64(nanoseconds), count: UInt64(times))
    count += times
    sum += Double(nanoseconds) * Double(times)
    max = Swift.max(max, nanoseconds)
    min = Swift.min(min, nanoseconds)
  }

  /// Forgets what was recorded and keeps its memory.
  package mutating func reset() {
    histogram.reset()
    (count, sum, max, min) = (0, 0, 0, .max)
  }

  /// The time within which this fraction of the recorded ends, in nanoseconds; nil without any.
  package func percentile(_ fraction: Double) -> Int64? {
    guard count > 0 else { return nil }
    let value = Int64(clamping: histogram.valueAtPercentile(fraction * 100))
    return Swift.min(Swift.max(value, min), max)
  }

  /// Nanoseconds; nil without any.
  package var mean: Double? { count > 0 ? sum / Double(count) : nil }

  /// The distribution as `.hgrm` text, in milliseconds: what HdrHistogram's plotters read.
  package var hgrm: String {
    var text = ""
    histogram.outputPercentileDistribution(to: &text, outputValueUnitScalingRatio: 1_000_000)
    return text
  }
}
