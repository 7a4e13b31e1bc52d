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

  /// The time now, UTC, to the millisecond, as RFC 3339: `2026-11-24T03:17:00.120Z`.
  package static func timestamp() -> String { timestamp(milliseconds: wallMilliseconds()) }

  /// A time in milliseconds since 1970, in the same form.
  package static func timestamp(milliseconds: Int) -> String {
    var (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    if rest < 0 { (seconds, rest) = (seconds - 1, rest + 1000) }
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let day = [(Int(parts.tm_year) + 1900, 4), (Int(parts.tm_mon) + 1, 2), (Int(parts.tm_mday), 2)]
    let clock = [(Int(parts.tm_hour), 2), (Int(parts.tm_min), 2), (Int(parts.tm_sec), 2)]
    return day.map(padded).joined(separator: "-") + "T" + clock.map(padded).joined(separator: ":")
      + ".\(padded(rest, 3))Z"
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else {
      preconditionFailure("clock \(clock) cannot be read: errno \(errno)")
    }
    return time
  }
}
