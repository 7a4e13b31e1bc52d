import Platform
import RedisClient

/// How long to wait for the holder of a lock. A signal ends the waiting.
struct LockPatience {
  let limit: Duration
  let interrupts: any InterruptSource

  /// Milliseconds between two looks: soon at first, then seldom enough to disturb nobody.
  private static let shortest: Int32 = 20
  private static let longest: Int32 = 500

  /// Tries until it is taken or the time is over; nil: somebody holds it.
  func take<Lock>(
    _ attempt: () throws(RunFailure) -> Lock?
  ) throws(RunFailure) -> Lock? {
    let deadline = MonotonicTime.now() + limit
    var pause = Self.shortest
    while true {
      if let lock = try attempt() { return lock }
      if let signal = interrupts.signal { throw .interrupted(signal) }
      guard MonotonicTime.now() < deadline else { return nil }
      _ = poll(nil, 0, pause)
      pause = min(pause * 2, Self.longest)
    }
  }

  /// What is said to whom did not get it.
  func refusal(_ what: String, _ holder: LockHolder?) -> RunFailure {
    let who = holder.map { " by \($0.description)" } ?? ""
    let advice = limit == .zero ? "--wait 5m waits for it" : "it was waited for \(limit.text)"
    return .locked("\(what) is held\(who); nothing was changed; \(advice)")
  }
}

extension Duration {
  /// `90 s`, `0.2 s`.
  fileprivate var text: String {
    let milliseconds = Int64(self / .milliseconds(1))
    return milliseconds % 1000 == 0
      ? "\(milliseconds / 1000) s" : "\(Double(milliseconds) / 1000) s"
  }
}
