import RESP
import RedisClient

/// What to do when the server is out of memory: pause a few times, ever longer, so that something may expire; then stop.
struct MemoryPressure {
  private var pauses = 0
  private var refusalsSincePause = 0
  private var until: MonotonicTime?
  private(set) var failure: RunFailure?

  private static let pauseLimit = 5
  /// A full window may be refused before the first reply is read: that is one refusal, not thousands.
  private static let window = 10_000

  var isPausing: Bool {
    guard let until else { return false }
    return MonotonicTime.now() < until
  }

  mutating func tighten(_ error: ServerError) {
    if isPausing { return }
    refusalsSincePause += 1
    if until == nil || refusalsSincePause > Self.window { pause(error) }
  }

  /// A write went through: what is refused after it is a new matter.
  mutating func relax() {
    guard pauses > 0, !isPausing else { return }
    pauses = 0
    until = nil
    refusalsSincePause = 0
  }

  private mutating func pause(_ error: ServerError) {
    pauses += 1
    refusalsSincePause = 0
    guard pauses <= Self.pauseLimit else {
      failure = .server(error, doing: "writing; it stayed out of memory")
      return
    }
    until = MonotonicTime.now() + .milliseconds(50 << pauses)
  }
}
