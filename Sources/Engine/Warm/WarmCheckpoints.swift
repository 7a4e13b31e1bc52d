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
  private var clock = CheckpointClock()

  init(_ journal: StatementJournal) { self.journal = journal }

  /// Nothing more is to be sent until the window is empty.
  func wantsIdle() -> Bool { clock.wantsIdle() }

  /// Nothing is in flight: writes down where the rows go on, if it is time to.
  func idle(at position: SourcePosition?, _ ledger: () -> ItemLedger) throws(RunFailure) {
    guard clock.isWanted else { return }
    try write(ledger(), at: position)
    clock.didWrite()
  }

  /// What became of all rows so far, and where they go on. Nothing is in flight.
  func write(_ ledger: ItemLedger, at position: SourcePosition?) throws(RunFailure) {
    // What a full server refused may go well the next time: it is not left behind.
    guard ledger.transientFailures == 0 else { return }
    try journal.write(Checkpoint(counts: ItemCounts(ledger), position: position))
  }
}
