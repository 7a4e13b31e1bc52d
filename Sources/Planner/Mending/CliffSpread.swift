/// Over which stretch of time the keys of one cliff are spread: milliseconds from now.
///
/// Lives are only ever shortened, so it ends before the cliff; and it is no longer than it must be, so that lives are shortened no
/// more than they must be.
struct CliffSpread {
  /// The cliff's keys: those that have more than `from` and at most `to` to live.
  let from: Int64
  let to: Int64
  /// They expire `after` from now, and up to `jitter` later.
  let after: Int64
  let jitter: Int64
  /// How late it may be run: by then the cliff is nearer by as much.
  let slack: Int64
  /// Of all keys, how many will then expire within a window, as a mean.
  let share: Double

  /// Nil where the cliff is too near.
  ///
  /// - Parameter room: how long a stretch it should be, in milliseconds. Chance puts some more keys into one window than into
  ///   another, and several cliffs may be spread over the same time: for n of them, n + 1 times what the mean needs.
  init?(_ peak: AuditFindings.Peak, room wanted: Double, window: Int64, _ now: Int64) {
    let distance = peak.at - now
    slack = min(distance / 5, 600_000)
    let last = distance - slack
    let first = max(last / 20, 1000)
    guard last > first else { return nil }
    let room = last - first
    jitter = wanted < Double(room) ? Self.whole(Int64(wanted)) : Self.whole(room)
    after = Self.whole(last - jitter)
    share = peak.share * Double(window) / Double(max(jitter, 1))
    from = Self.whole(last)
    to = Self.whole(distance + window + 1000)
  }

  /// Whole seconds, where there are any: a person will read them.
  private static func whole(_ milliseconds: Int64) -> Int64 {
    milliseconds >= 10_000 ? milliseconds / 1000 * 1000 : max(milliseconds, 1)
  }
}
