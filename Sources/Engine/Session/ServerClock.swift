import Platform
import RedisClient

/// The server's wall clock, read once and carried forward by our monotonic one, so that a jump of our own wall clock moves no
/// expiry. Milliseconds since 1970.
package struct ServerClock: Sendable {
  private let base: Int64
  private let readAt: MonotonicTime

  package init(milliseconds: Int64) {
    base = milliseconds
    readAt = .now()
  }

  package var now: Int64 {
    base + Int64(MonotonicTime.now().nanoseconds - readAt.nanoseconds) / 1_000_000
  }
}
