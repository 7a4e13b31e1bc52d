/// The two clocks. Deadlines, pacing and latency use the monotonic one, which never jumps; the wall
/// clock is for what people and other programs read. Any thread.
package enum Clocks {
  /// Nanoseconds since some point in the past, never going back.
  package static func monotonicNanoseconds() -> Int {
    let time = read(CLOCK_MONOTONIC)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Milliseconds since 1970, UTC.
  package static func wallMilliseconds() -> Int {
    let time = read(CLOCK_REALTIME)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else {
      preconditionFailure("clock \(clock) cannot be read: errno \(errno)")
    }
    return time
  }
}
