/// Where the run store says that a statement's undo file is.
package enum UndoRecord {
  private static let kind = "undo"

  /// The file of a statement of a run; nil where it kept nothing.
  package static func path(
    of statement: Int, in run: String, _ store: RunStore
  ) throws(RunFailure) -> String? {
    try store.artifact(kind: kind, name: "\(statement)", of: run)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Before the first removal.
  static func keep(
    _ path: String, of statement: Int, in journal: StatementJournal
  ) throws(RunFailure) {
    try journal.keep(Array(path.utf8), kind: kind, name: "\(statement)")
  }
}
