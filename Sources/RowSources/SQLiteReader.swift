import Bytes
import Platform
import Recipe

/// The rows of a query on a SQLite database, which is opened read-only.
///
/// Each field says its own type: text and blobs are quoted, numbers are not. Waits up to five seconds for another writer's lock.
/// Blocks, so it belongs to a thread.
package final class SQLiteReader: RowSource {
  package let columns: [Column]
  package let isSelfTyped = true
  private let path: String
  private let statement: Database.Statement
  private var row: Int
  /// To step once more would begin again.
  private var isAtEnd = false
  private var number = ByteBuffer(capacity: 64)

  private static let lockPatience: Int32 = 5000

  /// - Parameter firstRow: the number of the first row, for a query that goes on where another one stopped.
  package init(
    path: String, query: [UInt8], parameters: [Database.Value], firstRow: Int = 1
  ) throws(RowSourceError) {
    self.path = path
    row = firstRow - 1
    do throws(DatabaseError) {
      let database = try Database(path: path, options: .readOnly)
      database.waitForLocks(milliseconds: Self.lockPatience)
      database.endQueriesAtSignals()
      statement = try database.prepare(String(decoding: query, as: UTF8.self))
      for (index, parameter) in parameters.enumerated() {
        try statement.bind(Int32(index + 1), parameter)
      }
    } catch {
      throw RowSourceError(error, file: path)
    }
    var columns: [Column] = []
    for index in 0..<statement.columnCount {
      columns.append(Column(name: statement.columnName(index), type: .json))
    }
    self.columns = columns
    guard columns.isEmpty else { return }
    throw RowSourceError(
      .badQuery, file: path, reason: "the query gives no rows", help: "write a SELECT")
  }

  package func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    batch.removeAll(columns: columns.count)
    do throws(DatabaseError) {
      while batch.count < rows, batch.byteCount < RowBatch.fullBytes, !isAtEnd {
        guard try statement.step() else {
          isAtEnd = true
          break
        }
        row += 1
        for column in 0..<Int32(columns.count) { append(column, to: &batch) }
        batch.endRow(at: RowBatch.Position(line: row, byteOffset: 0))
      }
    } catch {
      throw RowSourceError(error, file: path)
    }
    return !batch.isEmpty
  }

  private func append(_ column: Int32, to batch: inout RowBatch) {
    switch statement.kind(column) {
    case .null: batch.appendNull()
    case .text, .blob: batch.appendField(statement.bytes(column) ?? .empty, quoted: true)
    case .integer: batch.appendField(statement.bytes(column) ?? .empty)
    case .double:
      number.removeAll()
      // Infinity is no number of JSON's: it is text, and fails where a number is wanted.
      let isFinite = number.append(double: statement.double(column))
      batch.appendField(
        isFinite ? number.slice : statement.bytes(column) ?? .empty, quoted: !isFinite)
    }
  }

  /// The row after the last one that was delivered.
  package var position: SourcePosition? { SourcePosition(line: row + 1) }
}

extension RowSourceError {
  init(_ error: DatabaseError, file: String) {
    switch error.kind {
    case .cannotOpen:
      self.init(
        .notFound, file: file, reason: "cannot open the database: \(error.message)",
        help: "it is opened read-only; its folder must be readable too")
    case .notADatabase:
      self.init(.notADatabase, file: file, reason: "this is not a SQLite database")
    case .interrupted: self.init(stoppedBy: Interrupts.signal ?? SIGTERM, file: file)
    case .busy:
      self.init(
        .busy, file: file, reason: "the database is locked by another program",
        help: "run again when it is done, or put the database into WAL mode")
    default:
      self.init(.badQuery, file: file, reason: error.message, help: error.sql.map { "in: \($0)" })
    }
  }
}
