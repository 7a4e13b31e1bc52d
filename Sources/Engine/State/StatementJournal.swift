import RowSources

/// The diary of one statement: how far it is, what failed, and what may have been sent and must not be sent again.
///
/// Where there is no store (a sandbox, a test) there is no diary, and everything that asks for one goes on without.
final class StatementJournal {
  /// The same statement of the run that this one goes on.
  let earlier: StatementRecord?
  let rejects = RejectLog()
  /// Of rows that no command could be made of: they are read before others are answered.
  let rowRejects = RejectLog()

  private let journal: RunJournal
  private let number: Int
  private var store: RunStore?

  init(_ journal: RunJournal, number: Int, earlier: StatementRecord?) {
    self.journal = journal
    self.number = number
    self.earlier = earlier
  }

  var runID: String { journal.run.id }

  /// The run that this one goes on.
  var earlierRun: String? { journal.resumed?.run.id }

  /// Writes down that the statement begins to act; throws, and nothing may be sent, where that cannot be written.
  /// - Parameter findsRejectsAgain: what failed in the run that this one goes on is tried again.
  func begin(_ start: StatementStart, findsRejectsAgain: Bool = false) throws(RunFailure) {
    let store = try journal.opened()
    try store.begin(start, number: number, of: runID, findsRejectsAgain: findsRejectsAgain)
    journal.note(server: start.server)
    self.store = store
  }

  /// Nothing is under way: everything before the checkpoint's position has ended.
  /// - Parameter isShortOfIntent: rows behind the position were written down as an intent, and then not sent.
  func write(_ checkpoint: Checkpoint, isShortOfIntent: Bool = false) throws(RunFailure) {
    if isShortOfIntent { rowRejects.forget() }
    try store?.write(
      checkpoint, rejects: rejects.take() + rowRejects.take(), statement: number, of: runID,
      isShortOfIntent: isShortOfIntent)
  }

  /// The same of a walk, and where it goes on.
  func write(_ checkpoint: Checkpoint, place: WalkPlace) throws(RunFailure) {
    try store?.write(
      checkpoint, rejects: rejects.take(), statement: number, of: runID, place: place.encoded)
  }

  /// Where the walk of the run that this one goes on was.
  func earlierPlace() throws(RunFailure) -> WalkPlace? {
    guard let run = earlierRun else { return nil }
    return try journal.opened().walkPlace(statement: number, of: run).flatMap(WalkPlace.init)
  }

  /// Who writes checkpoints while the run goes on; nil where nothing is written down.
  func writer() throws(RunFailure) -> JournalWriter? {
    try store.map { store throws(RunFailure) in
      try JournalWriter(store, statement: number, of: runID)
    }
  }

  /// Keeps what stood before, under a name.
  func keep(_ bytes: [UInt8], kind: String, name: String) throws(RunFailure) {
    try store?.keep(bytes, kind: kind, name: name, of: runID)
  }

  /// The statement is over. Without a `begin` there is nothing to say.
  func end(_ report: StatementReport) throws(RunFailure) {
    try store?.end(
      report, rejects: rejects.take() + rowRejects.take(), number: number, of: runID)
  }
}
