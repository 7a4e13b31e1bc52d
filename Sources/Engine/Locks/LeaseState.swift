import RedisClient
import Synchronization

/// Whether a lease still holds: written by the thread that renews it, read by the thread of the run before it sends.
///
/// Lost once is lost for good. The clock decides, too: a process that was stopped for longer than its lease must not send
/// anything on the grounds that nobody has told it yet.
final class LeaseState: Sendable {
  /// Nanoseconds of the monotonic clock.
  private let validUntil: Atomic<Int64>
  private let hasLost = Atomic(false)
  private let reason = Mutex("")

  init(validUntil: MonotonicTime) { self.validUntil = Atomic(validUntil.nanoseconds) }

  func renew(until moment: MonotonicTime) {
    validUntil.store(moment.nanoseconds, ordering: .releasing)
  }

  func lose(_ text: String) {
    reason.withLock { if $0.isEmpty { $0 = text } }
    hasLost.store(true, ordering: .releasing)
  }

  /// Why it is lost; nil while it holds.
  var loss: String? {
    guard isLost else { return nil }
    return reason.withLock { $0 }
  }

  var isLost: Bool {
    if hasLost.load(ordering: .acquiring) { return true }
    guard MonotonicTime.now().nanoseconds >= validUntil.load(ordering: .acquiring) else {
      return false
    }
    lose("it could not be renewed in time")
    return true
  }
}
