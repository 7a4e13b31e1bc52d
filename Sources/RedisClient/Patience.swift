import Platform

/// How long to wait for something on the way to a connection, and that a signal ends it.
///
/// Only a signal that arrives while we wait: after an earlier one there is still something to be cleaned up, or drained, for
/// which a connection is needed.
struct Patience {
  let deadline: MonotonicTime
  private let signals: Int

  /// Signals may arrive on another thread, where they wake no poll of ours.
  private static let look = Duration.milliseconds(100)

  /// - Parameter signals: that had arrived when the waiting began.
  init(until deadline: MonotonicTime, signals: Int = Interrupts.count) {
    self.deadline = deadline
    self.signals = signals
  }

  /// The signal that arrived meanwhile, or one of the last `more` of them.
  func signal(after more: Int = 1) -> Int32? {
    Interrupts.count >= signals + more ? Interrupts.signal ?? SIGTERM : nil
  }

  /// For poll, which comes back in between.
  func pollTimeout(from now: MonotonicTime) -> Int32 {
    min(deadline, now + Self.look).pollTimeout(from: now)
  }

  /// Waits on a descriptor; throws at the deadline, with the words, and at a signal.
  func wait(
    for events: Int16, on descriptor: Int32, or detail: String
  ) throws(OpenFailure) -> Bool {
    let now = MonotonicTime.now()
    if let signal = signal() { throw OpenFailure(.interrupted(signal), "stopped by a signal") }
    guard now < deadline else { throw OpenFailure(.timedOut, detail) }
    var waiting = pollfd(fd: descriptor, events: events, revents: 0)
    return poll(&waiting, 1, pollTimeout(from: now)) > 0
  }
}
