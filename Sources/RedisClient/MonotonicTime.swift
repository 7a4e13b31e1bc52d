import Platform

/// A moment on the clock that never jumps, in nanoseconds. Deadlines are made of these; wall-clock time is the server's.
package struct MonotonicTime: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  package static func now() -> MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(
      nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  package static func + (time: MonotonicTime, delay: Duration) -> MonotonicTime {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(delay.nanoseconds)
    return MonotonicTime(nanoseconds: overflow ? .max : sum)
  }

  package func duration(since earlier: MonotonicTime) -> Duration {
    .nanoseconds(nanoseconds - earlier.nanoseconds)
  }

  /// Whole milliseconds until this moment, rounded up, as `poll` takes them; 0 when it has passed.
  func pollTimeout(from now: MonotonicTime) -> Int32 {
    guard self > now else { return 0 }
    let milliseconds = (nanoseconds - now.nanoseconds + 999_999) / 1_000_000
    return Int32(clamping: milliseconds)
  }
}

extension Duration {
  /// Saturates at 292 years.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : scaled + attoseconds / 1_000_000_000
  }
}
