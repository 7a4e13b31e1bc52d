import Planner

/// A measured number and where, with 95 % confidence, the true one lies.
package struct Interval: Equatable, Sendable {
  package let value: Double
  package let low: Double
  package let high: Double

  package init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = min(low, value)
    self.high = max(high, value)
  }

  /// The mean of samples, by its standard error; nil with fewer than three: nothing is known of their spread.
  init?(meanOf samples: [Double]) {
    guard samples.count >= 3 else { return nil }
    let count = Double(samples.count)
    let mean = samples.reduce(0, +) / count
    let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let error = 1.96 * (variance / count).squareRoot()
    self.init(mean, low: mean - error, high: mean + error)
  }

  package func overlaps(_ other: Interval) -> Bool { low <= other.high && other.low <= high }
}

extension LatencyHistogram {
  /// A percentile in milliseconds, and the percentiles between which the true one lies: those whose ranks are 1.96 standard deviations of
  /// the binomial distribution apart. No assumption about the shape; that operations do not depend on each other is one.
  package func interval(_ fraction: Double) -> Interval? {
    guard let value = percentile(fraction) else { return nil }
    let spread = 1.96 * (fraction * (1 - fraction) / Double(count)).squareRoot()
    let low = percentile(Swift.max(fraction - spread, 0)) ?? value
    let high = percentile(Swift.min(fraction + spread, 1)) ?? value
    return Interval(Double(value) / 1e6, low: Double(low) / 1e6, high: Double(high) / 1e6)
  }
}
