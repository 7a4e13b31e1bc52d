/// How long to wait before the next attempt: twice as long each time, up to a limit, and never twice the same, so that
/// many clients of a server that comes back do not knock at once.
struct Backoff: Sendable {
  private var state: UInt64
  private var ceiling = Self.first

  private static let first: Duration = .milliseconds(25)
  private static let longest: Duration = .milliseconds(800)

  init(seed: UInt64) { state = seed }

  /// Between half the ceiling and the ceiling.
  mutating func next() -> Duration {
    let delay = ceiling / 2 + .nanoseconds(random(below: ceiling.nanoseconds / 2))
    ceiling = min(ceiling * 2, Self.longest)
    return delay
  }

  /// xorshift64*: jitter needs no better, and a seed makes a test repeat itself.
  private mutating func random(below limit: Int64) -> Int64 {
    state |= 1
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int64((state &* 0x2545_F491_4F6C_DD1D) % UInt64(limit))
  }
}
