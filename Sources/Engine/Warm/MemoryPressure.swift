import RESP
import RedisClient

/// What to do when the server is out of memory: pause a few times, ever longer, so that something may expire; then stop.
///
/// A full window may be refused before the first reply is read: that is one refusal, not thousands. So after a pause a single
/// row goes, and only its refusal is the next one.
struct MemoryPressure {
  private var pauses = 0
  private var until: MonotonicTime?
  private(set) var failure: RunFailure?

  private static let pauseLimit = 5

  var isPausing: Bool {
    guard let until else { return false }
    return MonotonicTime.now() < until
  }

  /// A pause is over, and nothing was written since.
  var isInDoubt: Bool { until != nil && !isPausing }

  /// - Parameter isAlone: no other command was in flight with the one that was refused.
  mutating func tighten(_ error: ServerError, isAlone: Bool) {
    if until == nil || isInDoubt && isAlone { pause(error) }
  }

  /// A write went through: what is refused after it is a new matter.
  mutating func relax() {
    guard pauses > 0, !isPausing else { return }
    pauses = 0
    until = nil
  }

  private mutating func pause(_ error: ServerError) {
    pauses += 1
    guard pauses <= Self.pauseLimit else {
      failure = .server(error, doing: "writes, and went on doing so,")
      return
    }
    until = MonotonicTime.now() + .milliseconds(50 << pauses)
  }
}
