import RedisClient

/// When a run stops sending until its window is empty, to write down how far it is: about once a second on a fast link; on a slow one
/// less often, so that emptying the window stays below a fortieth of the time. At most ten seconds apart.
struct CheckpointClock {
  private var due: Int64
  private var drainingSince: Int64?

  /// Nanoseconds.
  private static let interval: Int64 = 1_000_000_000
  private static let longestInterval: Int64 = 10_000_000_000
  private static let drainShare: Int64 = 40

  init() { due = MonotonicTime.now().nanoseconds + Self.interval }

  /// Nothing more is to be sent until the window is empty.
  mutating func wantsIdle() -> Bool {
    if drainingSince != nil { return true }
    let now = MonotonicTime.now().nanoseconds
    if now >= due { drainingSince = now }
    return drainingSince != nil
  }

  /// It is empty, and it is time to write.
  var isWanted: Bool { drainingSince != nil }

  /// It was written.
  /// - Parameter isPaced: emptying the window took no longer than what was in it may take at its pace: no time was lost.
  mutating func didWrite(isPaced: Bool = false) {
    let now = MonotonicTime.now().nanoseconds
    let drained = isPaced ? 0 : now - (drainingSince ?? now)
    due = now + min(max(Self.interval, drained * Self.drainShare), Self.longestInterval)
    drainingSince = nil
  }
}
