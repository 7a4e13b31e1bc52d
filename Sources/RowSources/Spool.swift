import Bytes
import Platform

/// A queue of pages on disk, for what must be counted before it is applied: written once, in order,
/// then read in that order, as often as wanted.
///
/// Owns a SQLite file (mode 0600) that has no name any more once it is open, so it vanishes with
/// the process however that ends. Nothing is synced and there is no journal: a spool needs no
/// recovery. Used by one thread at a time; blocks. What a page holds is the caller's
/// (`PageWriter`).
package final class Spool {
  package struct Page {
    /// Valid until the next call of the spool.
    package let bytes: ByteSlice
    package let items: Int

    package init(bytes: ByteSlice, items: Int) {
      self.bytes = bytes
      self.items = items
    }
  }

  /// What was appended so far.
  package private(set) var pageCount = 0
  package private(set) var itemCount = 0
  package private(set) var byteCount = 0

  private let folder: String
  private let database: Database
  private let insert: Database.Statement
  private let select: Database.Statement

  /// Creates a spool in `folder`, which must exist.
  package init(folder: String) throws(SpoolError) {
    self.folder = folder
    database = try Self.database(
      in: folder, cacheKiB: 2048,
      "CREATE TABLE page (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, items INTEGER NOT NULL)")
    do {
      insert = try database.prepare("INSERT INTO page (bytes, items) VALUES (?1, ?2)")
      select = try database.prepare("SELECT bytes, items FROM page ORDER BY id")
    } catch {
      throw SpoolError(error, folder: folder)
    }
  }

  /// Adds a page at the end. Not while pages are being read.
  package func append(page: ByteSlice, items: Int) throws(SpoolError) {
    do {
      try insert.run(blob: page, Int64(items))
    } catch {
      throw SpoolError(error, folder: folder)
    }
    pageCount += 1
    itemCount += items
    byteCount += page.count
  }

  /// The next page, in the order in which they were appended; nil behind the last one,
  /// and then from the first again.
  package func nextPage() throws(SpoolError) -> Page? {
    do {
      guard try select.step() else {
        select.reset()
        return nil
      }
    } catch {
      throw SpoolError(error, folder: folder)
    }
    return Page(bytes: select.bytes(0) ?? .empty, items: Int(select.int64(1)))
  }

  /// Goes back to the first page.
  package func rewind() { select.reset() }

  /// A database without a journal, and with a table, in a file that loses its name.
  static func database(
    in folder: String, cacheKiB: Int, _ table: String
  ) throws(SpoolError) -> Database {
    let path = try createFile(in: folder)
    defer { unlink(path) }
    do {
      let database = try Database(path: path, options: .readWrite)
      // Without a journal SQLite never asks for the file's name again, so it may lose it. Large
      // pages, because a blob of many small ones is a chain that is followed one by one.
      try database.execute(
        """
        PRAGMA page_size = 32768;
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -\(cacheKiB);
        BEGIN;
        \(table);
        """)
      return database
    } catch {
      throw SpoolError(error, folder: folder)
    }
  }

  /// A file that nobody else can read, under a name that nobody has.
  private static func createFile(in folder: String) throws(SpoolError) -> String {
    var template = Array("\(folder)/cachectl-spool-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      let reason = errno
      throw SpoolError(
        reason == ENOSPC ? .diskFull : .cannotCreate, folder: folder, reason: errorText(reason))
    }
    close(descriptor)
    return template.withUnsafeBufferPointer { name in
      String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
