import Platform
import RowSources

/// What runs leave behind: a SQLite database in WAL mode, `state.db`, in a folder that only we may enter.
///
/// Opened when a run is about to change something, never before: a plan, a check and an audit work without it. Used by one
/// thread at a time; several processes may share the file. Everything thrown is a `RunFailure.storage`, exit 74.
package final class RunStore {
  package let folder: String
  let database: Database
  /// Whether a transaction is on disk when it ends.
  private var isDurable = false
  private var checkpointing: PreparedStatement?

  /// How long a call waits for another process that writes.
  private static let patience: Int32 = 5000

  /// Opens the store, makes it where there is none, and brings an older one up to date.
  /// - Parameter version: of the schema, for tests that want an old one.
  package init(folder: String, version: Int = RunStore.version) throws(RunFailure) {
    self.folder = folder
    let path = "\(folder)/state.db"
    do throws(SystemError) {
      try Files.makeFolder(folder)
      try Self.makeFile(path)
    } catch {
      throw Self.failure(error.description, folder)
    }
    do throws(DatabaseError) {
      database = try Database(path: path, options: .readWrite)
      database.waitForLocks(milliseconds: Self.patience)
      // A killed process loses nothing that was committed; where a power cut must not either, `durably` is asked for.
      try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    } catch {
      throw Self.failure(error, folder)
    }
    try migrate(to: version)
  }

  /// The store where there is one; nil where nothing was ever written.
  package static func existing(in folder: String) throws(RunFailure) -> RunStore? {
    Files.isRegular("\(folder)/state.db") ? try RunStore(folder: folder) : nil
  }

  /// SQLite gives the files beside it the mode of the first.
  private static func makeFile(_ path: String) throws(SystemError) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw SystemError("open", path) }
    defer { close(file) }
    var status = stat()
    if fstat(file, &status) == 0, status.st_mode & 0o077 != 0 { fchmod(file, 0o600) }
  }

  // MARK: Calls

  func doing<Value>(
    _ body: () throws(DatabaseError) -> Value
  ) throws(RunFailure) -> Value {
    do throws(DatabaseError) { return try body() } catch { throw Self.failure(error, folder) }
  }

  /// All of the body or nothing of it.
  func committing(_ body: () throws(DatabaseError) -> Void) throws(RunFailure) {
    try commit(durably: false, body)
  }

  /// The same, and on disk before it returns: a power cut does not undo it.
  func durably(_ body: () throws(DatabaseError) -> Void) throws(RunFailure) {
    try commit(durably: true, body)
  }

  private func commit(
    durably wanted: Bool, _ body: () throws(DatabaseError) -> Void
  ) throws(RunFailure) {
    try doing { () throws(DatabaseError) in
      if wanted != isDurable {
        try database.execute("PRAGMA synchronous = \(wanted ? "FULL" : "NORMAL")")
        isDurable = wanted
      }
      try database.transaction(body)
    }
  }

  /// The statement of all checkpoints: some runs write hundreds in a second.
  func prepared(_ sql: String) throws(DatabaseError) -> PreparedStatement {
    if let checkpointing, checkpointing.statement.sql == sql { return checkpointing }
    let made = PreparedStatement(try database.prepare(sql))
    checkpointing = made
    return made
  }

  /// A home for what cannot be copied.
  final class PreparedStatement {
    let statement: Database.Statement

    init(_ statement: consuming Database.Statement) { self.statement = statement }
  }

  static func failure(_ error: DatabaseError, _ folder: String) -> RunFailure {
    failure(error.message, folder)
  }

  static func failure(_ reason: String, _ folder: String) -> RunFailure {
    .storage(
      "the run's state in \(folder) cannot be kept: \(reason): free space there, or set XDG_STATE_HOME to a folder of yours"
    )
  }
}
