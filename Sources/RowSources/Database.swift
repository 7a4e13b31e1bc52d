import Bytes
import CSQLite
import Platform

/// A connection to a SQLite database.
///
/// Used by one thread at a time. The connection is closed when the last of the database and its
/// statements goes. Every call throws a `DatabaseError` that carries the SQL. SQLite blocks, so
/// this belongs to a thread, never to a Task.
package final class Database {
  package struct Options: OptionSet, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let readOnly = Options(rawValue: SQLITE_OPEN_READONLY)
    package static let readWrite = Options(rawValue: SQLITE_OPEN_READWRITE)
    package static let create = Options(rawValue: SQLITE_OPEN_CREATE)
  }

  package let path: String
  private let connection: OpaquePointer

  /// Opens `path`; `:memory:` is a database of its own.
  package init(
    path: String, options: Options = [.readWrite, .create]
  ) throws(DatabaseError) {
    var opened: OpaquePointer?
    // One thread at a time by contract, so SQLite needs no mutex of its own.
    let code = sqlite3_open_v2(path, &opened, options.rawValue | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let error = DatabaseError(connection: opened, code: code, path: path, sql: nil)
      sqlite3_close_v2(opened)
      throw error
    }
    sqlite3_extended_result_codes(opened, 1)
    self.path = path
    self.connection = opened
  }

  // close_v2 waits for statements that still live.
  deinit { sqlite3_close_v2(connection) }

  /// Runs statements that give no rows.
  package func execute(_ sql: String) throws(DatabaseError) {
    let code = sqlite3_exec(connection, sql, nil, nil, nil)
    if code != SQLITE_OK {
      throw DatabaseError(connection: connection, code: code, path: path, sql: sql)
    }
  }

  /// Compiles one statement.
  package func prepare(_ sql: String) throws(DatabaseError) -> Statement {
    var compiled: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &compiled, nil)
    guard code == SQLITE_OK, let compiled else {
      throw DatabaseError(connection: connection, code: code, path: path, sql: sql)
    }
    return Statement(database: self, connection: connection, handle: compiled, sql: sql)
  }

  /// How long a call waits for a lock that another connection holds, in milliseconds.
  package func waitForLocks(milliseconds: Int32) {
    sqlite3_busy_timeout(connection, milliseconds)
  }

  /// Once a signal to stop has come, queries end as `interrupted`, also those that give no row for hours.
  package func endQueriesAtSignals() {
    let stepsBetween: Int32 = 10_000
    sqlite3_progress_handler(
      connection, stepsBetween, { _ in Interrupts.signal == nil ? 0 : 1 }, nil)
  }

  /// The rows that the last INSERT, UPDATE or DELETE changed.
  package var changes: Int { Int(sqlite3_changes64(connection)) }
  package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(connection) }
}

extension Database {
  /// What a column of the current row holds.
  package enum ValueKind: Sendable { case integer, double, text, blob, null }

  /// A compiled statement: bind, step, read columns, reset. Parameters count from 1, columns from
  /// 0, as in SQLite. Keeps its database alive.
  package struct Statement: ~Copyable {
    private let database: Database
    private let connection: OpaquePointer
    private let handle: OpaquePointer
    package let sql: String

    fileprivate init(
      database: Database, connection: OpaquePointer, handle: OpaquePointer, sql: String
    ) {
      self.database = database
      self.connection = connection
      self.handle = handle
      self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    // MARK: binding

    package func bind(_ parameter: Int32, _ value: Int64) throws(DatabaseError) {
      try check(sqlite3_bind_int64(handle, parameter, value))
    }

    package func bind(_ parameter: Int32, _ value: Double) throws(DatabaseError) {
      try check(sqlite3_bind_double(handle, parameter, value))
    }

    package func bind(_ parameter: Int32, text: ByteSlice) throws(DatabaseError) {
      let code = text.base.withMemoryRebound(to: CChar.self, capacity: text.count) { base in
        sqlite3_bind_text64(
          handle, parameter, base, UInt64(text.count), cachectl_sqlite_transient(),
          UInt8(SQLITE_UTF8))
      }
      try check(code)
    }

    package func bind(_ parameter: Int32, text: String) throws(DatabaseError) {
      let bytes = PinnedBytes(text.utf8)
      try bind(parameter, text: bytes.slice)
    }

    /// SQLite copies the bytes.
    package func bind(_ parameter: Int32, blob: ByteSlice) throws(DatabaseError) {
      try check(
        sqlite3_bind_blob64(
          handle, parameter, blob.base, UInt64(blob.count), cachectl_sqlite_transient()))
    }

    /// Binds, steps and resets, and so spares SQLite the copy of a large blob.
    package func run(blob: ByteSlice, _ second: Int64) throws(DatabaseError) {
      try check(
        sqlite3_bind_blob64(handle, 1, blob.base, UInt64(blob.count), cachectl_sqlite_static()))
      defer { sqlite3_clear_bindings(handle) }
      try bind(2, second)
      try run()
    }

    package func bindNull(_ parameter: Int32) throws(DatabaseError) {
      try check(sqlite3_bind_null(handle, parameter))
    }

    // MARK: running

    /// Whether there is another row.
    package func step() throws(DatabaseError) -> Bool {
      let code = sqlite3_step(handle)
      switch code {
      case SQLITE_ROW: return true
      case SQLITE_DONE: return false
      default: throw error(code)
      }
    }

    /// Makes the statement ready to run again; what is bound stays.
    package func reset() { sqlite3_reset(handle) }

    /// Steps to the end and resets.
    package func run() throws(DatabaseError) {
      defer { sqlite3_reset(handle) }
      while try step() {}
    }

    // MARK: columns of the current row

    package var columnCount: Int32 { sqlite3_column_count(handle) }

    package func columnName(_ column: Int32) -> String {
      sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
    }

    package func kind(_ column: Int32) -> ValueKind {
      switch sqlite3_column_type(handle, column) {
      case SQLITE_INTEGER: .integer
      case SQLITE_FLOAT: .double
      case SQLITE_TEXT: .text
      case SQLITE_BLOB: .blob
      default: .null
      }
    }

    package func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    package func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// Text or a blob as it is, a number as text; nil is null. Valid until the next step or reset.
    package func bytes(_ column: Int32) -> ByteSlice? {
      let kind = kind(column)
      if kind == .null { return nil }
      if kind == .blob {
        guard let base = sqlite3_column_blob(handle, column) else { return .empty }
        let count = Int(sqlite3_column_bytes(handle, column))
        return ByteSlice(base: base.assumingMemoryBound(to: UInt8.self), count: count)
      }
      guard let base = sqlite3_column_text(handle, column) else { return .empty }
      return ByteSlice(base: base, count: Int(sqlite3_column_bytes(handle, column)))
    }

    private func check(_ code: Int32) throws(DatabaseError) {
      if code != SQLITE_OK { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
      DatabaseError(connection: connection, code: code, path: database.path, sql: sql)
    }
  }
}

extension DatabaseError {
  fileprivate init(connection: OpaquePointer?, code: Int32, path: String, sql: String?) {
    let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
    let words = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    let kind: Kind =
      switch code & 0xFF {
      case SQLITE_CANTOPEN, SQLITE_PERM: .cannotOpen
      case SQLITE_NOTADB, SQLITE_CORRUPT: .notADatabase
      case SQLITE_FULL: .diskFull
      case SQLITE_READONLY: .readOnly
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      case SQLITE_IOERR: .io
      case SQLITE_INTERRUPT: .interrupted
      default: .other
      }
    self.init(
      kind: kind, code: extended, message: words.map { String(cString: $0) } ?? "error \(code)",
      path: path, sql: sql)
  }
}
