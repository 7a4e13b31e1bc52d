import Bytes
import Platform
import Recipe
import RowSources

/// A plan in its file, about to be applied.
package final class SavedPlan {
  package let path: String
  /// How it was asked for.
  package let run: RunDescription
  /// Milliseconds since 1970, by the clock of the machine that made it.
  package let created: Int
  package let user: String
  package let host: String
  package let statements: [PlannedStatement]
  private let database: Database

  /// Opens a plan and looks whether it is whole; one that is damaged or none of ours is refused.
  package init(_ path: String) throws(RunFailure) {
    self.path = path
    guard Files.isRegular(path) else {
      throw .source(
        RowSourceError(
          .notFound, file: path, reason: "no such plan", help: "cachectl plan FILE --out \(path)"))
    }
    do throws(DatabaseError) {
      database = try Database(path: path, options: .readOnly)
      guard try Self.number("application_id", database) == PlanFile.applicationID else {
        throw DatabaseError(
          kind: .notADatabase, code: 0, message: "none of ours", path: path, sql: nil)
      }
      let version = try Self.number("user_version", database)
      guard version == PlanFile.version else {
        throw DatabaseError(
          kind: .notADatabase, code: 0, message: "another cachectl made it (format \(version))",
          path: path, sql: nil)
      }
      let facts = try Self.facts(database)
      run = try Self.description(database, facts, path)
      created = facts["created"].flatMap(Int.init) ?? 0
      user = facts["user"] ?? ""
      host = facts["host"] ?? ""
      statements = try Self.statements(database)
    } catch {
      throw Self.failure(error.message, path)
    }
    try refuseDamage()
  }

  func pages(of number: Int) throws(RunFailure) -> PlanPages {
    do throws(DatabaseError) {
      return try PlanPages(database, statement: number, folder: Files.folder(of: path))
    } catch {
      throw Self.failure(error.message, path)
    }
  }

  /// Every page is as it was written.
  private func refuseDamage() throws(RunFailure) {
    do throws(DatabaseError) {
      var whole = SHA1.Stream()
      whole.append(Array(run.recipeDigest.utf8))
      for planned in statements {
        var pages = SHA1.Stream()
        try database.forEachRow(
          of: "SELECT bytes FROM page WHERE statement = ?1 ORDER BY id", [.integer(planned.number)]
        ) {
          pages.append($0.bytes(0) ?? .empty)
          return true
        }
        whole.append(
          Array("\(planned.verb) \(planned.name) \(planned.identity) \(pages.digest)\n".utf8))
      }
      guard whole.digest == run.planDigest else {
        throw DatabaseError(
          kind: .notADatabase, code: 0, message: "it is not as it was written", path: path, sql: nil
        )
      }
    } catch {
      throw Self.failure(error.message, path)
    }
  }

  // MARK: Reading

  private static func number(_ pragma: String, _ database: Database) throws(DatabaseError) -> Int {
    try database.rows(of: "PRAGMA \(pragma)") { Int($0.int64(0)) }.first ?? 0
  }

  private static func facts(_ database: Database) throws(DatabaseError) -> [String: String] {
    let rows = try database.rows(of: "SELECT name, value FROM fact") {
      ($0.text(0) ?? "", $0.text(1) ?? "")
    }
    return Dictionary(rows) { $1 }
  }

  private static func description(
    _ database: Database, _ facts: [String: String], _ path: String
  ) throws(DatabaseError) -> RunDescription {
    let arguments = try database.rows(of: "SELECT kind, text FROM argument ORDER BY rowid") {
      (kind: $0.text(0) ?? "", text: $0.text(1) ?? "")
    }
    var run = RunDescription(command: "apply", recipeDigest: facts["recipe_digest"] ?? "")
    run.file = facts["file"]
    run.planDigest = facts["digest"]
    run.read(arguments)
    return run
  }

  private static func statements(_ database: Database) throws(DatabaseError) -> [PlannedStatement] {
    try database.rows(
      of: """
        SELECT number, verb, name, server, identity, server_time, key_count, input, is_unsafe, action, scanned,
          matched, unusable, share, commands, bytes, seconds, failed, skipped FROM statement ORDER BY number
        """
    ) { row in
      var plan = PlanReport()
      plan.action = row.text(9) ?? ""
      plan.scanned = Int(row.int64(10))
      plan.matched = Int(row.int64(11))
      plan.unusable = Int(row.int64(12))
      plan.guardedShare = row.double(13)
      plan.commands = Int(row.int64(14))
      plan.bytes = Int(row.int64(15))
      plan.estimateSeconds = row.double(16)
      return PlannedStatement(
        number: Int(row.int64(0)), verb: row.text(1) ?? "", name: row.text(2) ?? "",
        server: row.text(3) ?? "", identity: row.text(4) ?? "", serverTime: row.int64(5),
        keyCount: Int(row.int64(6)), input: row.text(7), isUnsafe: row.int64(8) != 0, plan: plan,
        decided: ItemCounts(failed: Int(row.int64(17)), skipped: Int(row.int64(18))))
    }
  }

  private static func failure(_ reason: String, _ path: String) -> RunFailure {
    .source(
      RowSourceError(.notADatabase, file: path, reason: "this is no plan to apply: \(reason)"))
  }
}
