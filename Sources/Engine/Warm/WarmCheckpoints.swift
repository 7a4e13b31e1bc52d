import RedisClient
import RowSources

/// How a warm writes down how far it is.
///
/// A checkpoint is taken when nothing is in flight: then everything before the source's position is accounted for, whatever order
/// replies came in. So the run stops sending about once a second until its window is empty, and goes on: on a fast link that
/// costs a round trip; on a slow one it is done less often, so that it stays below a fortieth of the time. Commands that must not run
/// twice are written down before they are sent: `IntendedBatches`.
final class WarmCheckpoints {
  private let journal: StatementJournal
  private var due: Int64
  private var drainingSince: Int64?

  /// Nanoseconds.
  private static let interval: Int64 = 1_000_000_000
  private static let longestInterval: Int64 = 10_000_000_000
  private static let drainShare: Int64 = 40

  init(_ journal: StatementJournal) {
    self.journal = journal
    due = MonotonicTime.now().nanoseconds + Self.interval
  }

  /// Nothing more is to be sent until the window is empty.
  func wantsIdle() -> Bool {
    if drainingSince != nil { return true }
    let now = MonotonicTime.now().nanoseconds
    if now >= due { drainingSince = now }
    return drainingSince != nil
  }

  /// Nothing is in flight: writes down where the rows go on, if it is time to.
  func idle(at position: SourcePosition?, _ ledger: () -> ItemLedger) throws(RunFailure) {
    guard let since = drainingSince else { return }
    drainingSince = nil
    try write(ledger(), at: position)
    let now = MonotonicTime.now().nanoseconds
    due = now + min(max(Self.interval, (now - since) * Self.drainShare), Self.longestInterval)
  }

  /// What became of all rows so far, and where they go on. Nothing is in flight.
  func write(_ ledger: ItemLedger, at position: SourcePosition?) throws(RunFailure) {
    // What a full server refused may go well the next time: it is not left behind.
    guard ledger.transientFailures == 0 else { return }
    try journal.write(Checkpoint(counts: ItemCounts(ledger), position: position))
  }
}
