import RowSources

/// Batches of commands that must not run twice, on their way from rows to the server: one is answered, the next is written down as an
/// intent, a third is read (docs/decisions/0058).
///
/// `IntentWindow` says what may be done when; here are the memory of the batches, and the thread that waits for the disk. On the
/// thread of the run. To be closed.
final class IntendedBatches {
  /// Where a batch stands from being read until it is sent.
  final class Place {
    var writes = WriteBatch()
    var rows: Int { writes.records.reduce(0) { $0 + Int($1.rows) } }
  }

  private let journal: StatementJournal
  private let writer: JournalWriter
  /// What became of rows that never came to be sent.
  private let others: () -> ItemLedger
  private var window: IntentWindow
  private var free = [Place(), Place()]
  /// Read, and not being written down yet.
  private var waiting: Place?
  /// Being written down, then on disk and to be sent.
  private var front: Place?
  private var isFrontOnDisk = false
  /// The disk took no more.
  private var isBroken = false

  /// So many commands are a batch where the recipe does not say: the time they take is to be more than that of a sync.
  static let size = 5000

  /// Nil where nothing is written down.
  /// - Parameter position: the first row.
  init?(
    _ journal: StatementJournal, at position: SourcePosition?, others: @escaping () -> ItemLedger
  ) throws(RunFailure) {
    guard let writer = try journal.writer() else { return nil }
    self.journal = journal
    self.writer = writer
    self.others = others
    window = IntentWindow(at: Self.edge(position, others, journal))
  }

  /// Ends the thread. What was read and neither sent nor written down will be read again, with what is wrong with it.
  func close() {
    writer.close()
    if !isEmpty { journal.rowRejects.forget() }
  }

  private static func edge(
    _ position: SourcePosition?, _ others: () -> ItemLedger, _ journal: StatementJournal
  ) -> IntentWindow.Edge {
    IntentWindow.Edge(
      position: position, others: ItemCounts(others()), rejects: journal.rowRejects.count)
  }

  // MARK: Reading

  /// Everything that was read was sent.
  var isEmpty: Bool { front == nil && waiting == nil }

  /// A place for the next batch; nil while the last one waits.
  /// - Parameter ahead: it may be read before the last one was sent.
  func place(ahead: Bool) -> Place? {
    waiting == nil && (ahead || front == nil) ? free.last : nil
  }

  /// The place holds the rows up to a position. There may be none to send among them.
  func didRead(_ place: Place, upTo position: SourcePosition?) {
    guard place.writes.count > 0 else { return }
    precondition(place === free.last, "a batch was read into a place that was not given")
    free.removeLast()
    waiting = place
    window.read(rows: place.rows, upTo: Self.edge(position, others, journal))
  }

  // MARK: Writing down

  var isWriting: Bool { writer.isBusy }

  /// Goes on with what is written down, as far as that can be without waiting.
  func advance() throws(RunFailure) {
    try look(for: 0)
    guard front == nil, let place = waiting, window.canWrite else { return }
    waiting = nil
    front = place
    isFrontOnDisk = false
    writer.begin(
      window.intent,
      rejects: journal.rejects.take(upTo: window.rejects)
        + journal.rowRejects.take(upTo: window.intentRejects))
  }

  /// Waits for the disk, at most so long. Nothing else is to be done meanwhile.
  func wait(milliseconds: Int32) throws(RunFailure) { try look(for: milliseconds) }

  private func look(for milliseconds: Int32) throws(RunFailure) {
    do throws(RunFailure) {
      guard writer.isBusy, try writer.isDone(within: milliseconds) else { return }
    } catch {
      isBroken = true
      throw error
    }
    window.didWrite()
    isFrontOnDisk = true
  }

  // MARK: Sending

  /// Takes the batch that is on disk: it is about to be sent, all of it. The place is given again when the next batch is read.
  func take() -> Place? {
    guard isFrontOnDisk, let place = front else { return nil }
    window.willSend()
    free.append(place)
    front = nil
    isFrontOnDisk = false
    return place
  }

  // MARK: Replies

  /// How many rows have ended when the oldest batch is answered.
  var boundary: Int { window.boundary }

  /// The rows before the boundary have ended, and no other.
  func settle(_ ledger: ItemLedger) {
    window.settle(ItemCounts(ledger), rejects: journal.rejects.count)
  }

  /// Replies will not come in the order of batches.
  func merge() { window.merge() }

  // MARK: The end

  /// Everything that was sent is answered: writes down where rows go on.
  /// - Parameter position: behind the last row, where all rows that were read were sent; else what was read is given up.
  func finish(_ ledger: ItemLedger, at position: SourcePosition?, isWhole: Bool) throws(RunFailure)
  {
    while writer.isBusy { try look(for: 1000) }
    if isBroken { return }
    if isWhole {
      return try journal.write(
        Checkpoint(counts: ItemCounts(ledger) + ItemCounts(others()), position: position))
    }
    try journal.write(window.rest, isShortOfIntent: true)
  }
}
