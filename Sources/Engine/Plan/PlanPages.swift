import Bytes
import Recipe
import RowSources

/// The pages of one statement in a plan's file.
final class PlanPages: PageStore {
  private let folder: String
  private let insert: Database.Statement
  private let select: Database.Statement
  private var stream = SHA1.Stream()
  private(set) var items = 0

  init(_ database: Database, statement number: Int, folder: String) throws(DatabaseError) {
    self.folder = folder
    insert = try database.prepare(
      "INSERT INTO page (bytes, items, statement) VALUES (?1, ?2, \(number))")
    select = try database.prepare(
      "SELECT bytes, items FROM page WHERE statement = \(number) ORDER BY id")
  }

  /// Of the pages that were appended.
  var digest: String { stream.digest }

  func append(page: ByteSlice, items: Int) throws(SpoolError) {
    do throws(DatabaseError) {
      try insert.run(blob: page, Int64(items))
    } catch {
      throw SpoolError(error, folder: folder)
    }
    stream.append(page)
    self.items += items
  }

  func nextPage() throws(SpoolError) -> Spool.Page? {
    do throws(DatabaseError) {
      guard try select.step() else {
        select.reset()
        return nil
      }
    } catch {
      throw SpoolError(error, folder: folder)
    }
    return Spool.Page(bytes: select.bytes(0) ?? .empty, items: Int(select.int64(1)))
  }
}
