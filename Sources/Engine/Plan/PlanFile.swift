import Bytes
import Platform
import Recipe
import RowSources

/// A plan on its way to a file: what `apply` will do, page by page, and what must be as it was.
///
/// A SQLite file (0600) beside the wanted one, renamed over it when it is whole; dropped before, it is gone. On the thread of the
/// run. Everything thrown is a `RunFailure.storage`.
package final class PlanFile {
  /// `cach`, so that `file` and we know our own.
  static let applicationID = 0x6361_6368
  /// Of the format.
  static let version = 1

  private let path: String
  private let temporary: String
  private let database: Database
  private var digest = SHA1.Stream()
  private var pages: [Int: PlanPages] = [:]
  private var isFinished = false
  /// How many are in it.
  package private(set) var items = 0

  package init(_ path: String, _ run: RunDescription) throws(RunFailure) {
    self.path = path
    temporary = "\(path).\(getpid()).new"
    let file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Self.failure(SystemError("create", temporary).description, path) }
    close(file)
    do throws(DatabaseError) {
      database = try Database(path: temporary, options: .readWrite)
      // It is synced as a whole, before it gets its name.
      try database.execute(
        """
        PRAGMA page_size = 32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048;
        PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(Self.version);
        BEGIN;
        CREATE TABLE fact (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE argument (kind TEXT NOT NULL, text TEXT NOT NULL);
        CREATE TABLE statement (number INTEGER PRIMARY KEY, verb TEXT, name TEXT, server TEXT, identity TEXT,
          server_time INTEGER, key_count INTEGER, input TEXT, is_unsafe INTEGER, action TEXT, scanned INTEGER,
          matched INTEGER, unusable INTEGER, share REAL, commands INTEGER, bytes INTEGER, seconds REAL,
          failed INTEGER, skipped INTEGER, digest TEXT);
        CREATE TABLE page (id INTEGER PRIMARY KEY, statement INTEGER NOT NULL, bytes BLOB NOT NULL,
          items INTEGER NOT NULL);
        """)
      for (name, value) in [
        ("file", Database.Value.text(run.file)), ("recipe_digest", .text(run.recipeDigest)),
        ("user", .text(Host.userName)), ("host", .text(Host.name)),
        ("created", .integer(Clocks.wallMilliseconds())),
      ] {
        try database.run("INSERT INTO fact VALUES (?1, ?2)", [.text(name), value])
      }
      for (kind, texts) in run.arguments {
        for text in texts {
          try database.run("INSERT INTO argument VALUES (?1, ?2)", [.text(kind), .text(text)])
        }
      }
    } catch {
      unlink(temporary)
      throw Self.failure(error.message, path)
    }
    digest.append(Array(run.recipeDigest.utf8))
  }

  deinit { if !isFinished { unlink(temporary) } }

  /// A new place for the pages of a statement; what was there, of a walk that began again, is gone.
  func pages(of number: Int) throws(RunFailure) -> PlanPages {
    do throws(DatabaseError) {
      try database.run("DELETE FROM page WHERE statement = ?1", [.integer(number)])
      let fresh = try PlanPages(database, statement: number, folder: Files.folder(of: path))
      pages[number] = fresh
      return fresh
    } catch {
      throw Self.failure(error.message, path)
    }
  }

  /// A statement is planned, and its pages are written.
  func add(_ planned: PlannedStatement) throws(RunFailure) {
    guard let pages = pages[planned.number] else {
      preconditionFailure("a statement without pages in a plan: \(planned.name)")
    }
    let plan = planned.plan
    let values: [Database.Value] = [
      .integer(planned.number), .text(planned.verb), .text(planned.name), .text(planned.server),
      .text(planned.identity), .integer(planned.serverTime), .integer(planned.keyCount),
      .text(planned.input), .integer(planned.isUnsafe ? 1 : 0), .text(plan.action),
      .integer(plan.scanned), .integer(plan.matched), .integer(plan.unusable),
      .real(plan.guardedShare), .integer(plan.commands), .integer(plan.bytes),
      .real(plan.estimateSeconds), .integer(planned.decided.failed),
      .integer(planned.decided.skipped), .text(pages.digest),
    ]
    let places = (1...values.count).map { "?\($0)" }.joined(separator: ", ")
    do throws(DatabaseError) {
      try database.run("INSERT INTO statement VALUES (\(places))", values)
    } catch {
      throw Self.failure(error.message, path)
    }
    digest.append(
      Array("\(planned.verb) \(planned.name) \(planned.identity) \(pages.digest)\n".utf8))
    items += pages.items
  }

  /// Gives the plan its name; returns its digest.
  package func finish() throws(RunFailure) -> String {
    let digest = digest.digest
    do throws(DatabaseError) {
      try database.run("INSERT INTO fact VALUES ('digest', ?1)", [.text(digest)])
      try database.execute("COMMIT")
    } catch {
      throw Self.failure(error.message, path)
    }
    do throws(SystemError) {
      try Files.sync(temporary)
      try Files.rename(temporary, to: path)
    } catch {
      throw Self.failure(error.description, path)
    }
    isFinished = true
    return digest
  }

  static func failure(_ reason: String, _ path: String) -> RunFailure {
    .storage("the plan \(path) cannot be written: \(reason)")
  }
}
