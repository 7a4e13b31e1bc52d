import Platform

/// A token bucket: so many items a second, in bursts of at most 100 ms.
///
/// Pure: the clock is an argument, in nanoseconds of any monotonic clock.
package struct Pacer: Sendable {
  private var perNanosecond: Double
  private var burst: Double
  private var tokens: Double
  private var refilled: Int64?

  /// - Parameter rate: items per second; nil is no limit.
  package init?(rate: Double?) {
    guard let rate, rate > 0 else { return nil }
    perNanosecond = rate / 1e9
    burst = max(rate / 10, 1)
    tokens = 0
  }

  /// Another pace from here on.
  package mutating func change(to rate: Double) {
    perNanosecond = rate / 1e9
    burst = max(rate / 10, 1)
    tokens = min(tokens, burst)
  }

  /// How many items may go now.
  package mutating func allowance(now: Int64) -> Int {
    if let refilled {
      tokens = min(tokens + Double(now - refilled) * perNanosecond, burst)
    } else {
      tokens = 1
    }
    refilled = now
    return max(Int(tokens), 0)
  }

  /// Takes what was sent; it may go below zero when an item could not be split.
  package mutating func spend(_ items: Int) { tokens -= Double(items) }

  /// Milliseconds until one item may go.
  package var wait: Int64 {
    tokens >= 1 ? 0 : max(Int64((1 - tokens) / perNanosecond / 1e6), 1)
  }
}

extension Optional where Wrapped == Pacer {
  /// Without a pacer everything may go.
  package mutating func allowance(now: @autoclosure () -> Int64) -> Int {
    guard self != nil else { return .max }
    return self?.allowance(now: now()) ?? .max
  }

  package mutating func spend(_ items: Int) { self?.spend(items) }

  /// The pace that `rate auto` found; nil leaves it as it is.
  package mutating func follow(_ rate: Double?) {
    guard let rate else { return }
    if self == nil { self = Pacer(rate: rate) } else { self?.change(to: rate) }
  }
}
