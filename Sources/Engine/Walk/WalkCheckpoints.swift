/// How a sweep writes down how far it is (docs/decisions/0059): where its walk goes on when everything that it found is acted on.
///
/// Keys that failed, or of which nobody knows, are to be found again: the walk's place does not move over them. What was removed is not
/// found again, so it counts also when it lies behind the place.
final class WalkCheckpoints {
  private let journal: StatementJournal
  /// What earlier runs did.
  private let carried: ItemLedger
  private let isPaced: Bool
  /// What became of the keys that this run has acted on.
  private let ledger: () -> ItemLedger
  private var clock = CheckpointClock()
  private var place: WalkPlace?

  init(
    _ journal: StatementJournal, from place: WalkPlace?, carried: ItemLedger, isPaced: Bool,
    ledger: @escaping () -> ItemLedger
  ) {
    self.journal = journal
    self.place = place
    self.carried = carried
    self.isPaced = isPaced
    self.ledger = ledger
  }

  /// Nothing more is to be read until what was read is acted on.
  func wantsIdle() -> Bool { clock.wantsIdle() }

  /// It is time to write.
  var isWanted: Bool { clock.isWanted }

  /// Everything that the walk found before its place is acted on, and answered.
  /// - Parameter place: nil where the run ends with keys that were found and not acted on.
  func note(_ found: WalkPlace?) throws(RunFailure) {
    defer { clock.didWrite(isPaced: isPaced) }
    let ledger = ledger()
    if let found, ledger.failed + ledger.unknown == 0 { place = found }
    guard let place else { return }
    // What was not sent is found again.
    let stopped = ledger.skipReasons[SkipReason.stopped.rawValue] ?? 0
    let counts =
      ItemCounts(carried) + ItemCounts(ok: ledger.ok, skipped: ledger.skipped - stopped)
    try journal.write(Checkpoint(counts: counts), place: place)
  }
}
