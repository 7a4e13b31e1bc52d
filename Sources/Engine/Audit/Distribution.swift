import Histogram

/// Values of one attribute over all keys, in constant memory: percentiles within 0.1 % (HdrHistogram, three digits).
struct Distribution {
  /// The relative error that a percentile may have.
  static let error = 0.001

  private var histogram: Histogram<UInt64> = {
    var histogram = Histogram<UInt64>(
      highestTrackableValue: 1 << 40, numberOfSignificantValueDigits: .three)
    histogram.autoResize = true
    return histogram
  }()
  private(set) var count = 0

  mutating func record(_ value: Int64) {
    histogram.record(UInt64(max(value, 0)))
    count += 1
  }

  /// The value below which this fraction of the values lies; nil without values.
  func percentile(_ fraction: Double) -> Int64? {
    guard count > 0 else { return nil }
    return Int64(clamping: histogram.valueAtPercentile(fraction * 100))
  }

  /// How many values lie below each bound, and at or above the last: within the error of the histogram, as percentiles are.
  func counts(between bounds: [Int64]) -> [Int] {
    var counts = Array(repeating: 0, count: bounds.count + 1)
    var index = 0
    for entry in histogram.recordedValues() {
      while index < bounds.count, entry.value >= UInt64(bounds[index]) { index += 1 }
      counts[index] += Int(entry.count)
    }
    return counts
  }
}
