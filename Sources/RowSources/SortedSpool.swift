import Bytes
import Platform

/// Entries on disk under keys, written in any order and read in the order of their keys; those of one key in the order in which
/// they came.
///
/// Owns a SQLite file like a `Spool`'s; SQLite sorts it outside memory, with files of its own where TMPDIR says. Used by one
/// thread at a time; blocks.
package final class SortedSpool {
  private let folder: String
  private let database: Database
  private let insert: Database.Statement
  private let select: Database.Statement

  /// Creates a spool in `folder`, which must exist.
  package init(folder: String) throws(SpoolError) {
    self.folder = folder
    database = try Spool.database(
      in: folder, cacheKiB: 8192,
      "CREATE TABLE entry (id INTEGER PRIMARY KEY, key BLOB NOT NULL, bytes BLOB NOT NULL)")
    do {
      insert = try database.prepare("INSERT INTO entry (key, bytes) VALUES (?1, ?2)")
      select = try database.prepare("SELECT key, bytes, id FROM entry ORDER BY key, id")
    } catch {
      throw SpoolError(error, folder: folder)
    }
  }

  /// Adds an entry. Not while entries are being read.
  package func append(key: ByteSlice, _ bytes: ByteSlice) throws(SpoolError) {
    do {
      try insert.bind(1, blob: key)
      try insert.bind(2, blob: bytes)
      try insert.run()
    } catch {
      throw SpoolError(error, folder: folder)
    }
  }

  /// Goes to the next entry; false behind the last one.
  package func next() throws(SpoolError) -> Bool {
    do {
      return try select.step()
    } catch {
      throw SpoolError(error, folder: folder)
    }
  }

  /// Of the entry that `next` went to; valid until the next call of it.
  package var key: ByteSlice { select.bytes(0) ?? .empty }
  package var bytes: ByteSlice { select.bytes(1) ?? .empty }
  /// When it came: 1 for the first.
  package var position: Int64 { select.int64(2) }
}
