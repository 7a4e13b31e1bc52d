import Bytes
import Foundation
import TestSupport
import Testing

@testable import RowSources

/// Lines, JSON lines and SQLite: what rows come out, and what is wrong with those that do not.
@Suite struct LineSourcesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ bytes: [UInt8]) throws -> String {
    let path = "\(folder.path)/rows"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Every row's fields; `"…"` is text, `#…` a literal, `!…` a defect.
  private func rows(_ source: any RowSource, limit: Int = 2) throws -> [[String]] {
    var batch = RowBatch(columns: source.columns.count)
    var rows: [[String]] = []
    while try source.nextBatch(into: &batch, limit: limit) {
      for row in 0..<batch.count {
        if let defect = batch.defect(row: row) {
          rows.append(["!\(batch.position(row: row).line) \(defect.reason)"])
          continue
        }
        rows.append(
          (0..<batch.columnCount).map { column in
            guard let field = batch.field(row: row, column: column) else { return "null" }
            let text = Escaping.escaped(field)
            return batch.isQuoted(row: row, column: column) ? "\"\(text)\"" : "#\(text)"
          })
      }
    }
    let isMore = try source.nextBatch(into: &batch, limit: limit)
    #expect(!isMore, "the end stays the end")
    return rows
  }

  private func json(_ text: String, _ columns: [String] = ["a"]) throws -> [[String]] {
    try rows(JSONLinesReader(path: file(Array(text.utf8)), columns: columns))
  }

  @Test func membersAreFoundInAnyOrder() throws {
    let text = #"""
      {"a":1,"b":2,"c":3}
      {"c":3,"b":2,"a":1}
      {"x":0,"a":1,"y":0,"c":3}
      {"b":2,"a":1,"\u0063":3}
      {"a":1,"b":2,"a":3}

      """#
    #expect(
      try json(text, ["a", "b", "c"]) == [
        ["#1", "#2", "#3"], ["#1", "#2", "#3"], ["#1", "null", "#3"], ["#1", "#2", "#3"],
        ["!5 a member that is read stands there twice"],
      ])
  }

  @Test func linesKeepEveryByte() throws {
    let path = try file(Array("\u{FEFF}one\r\n\ntw".utf8) + [0, 0xFF] + Array("o\rx\nlast".utf8))
    let found = try rows(LineReader(path: path))
    #expect(found.count == 4)
    #expect(found.map { $0[0] } == ["#one", "#", "#tw\\x00\\xffo\\rx", "#last"])
  }

  @Test func linesLongerThanAReadAreWhole() throws {
    let long = String(repeating: "x", count: 700_000)
    let found = try rows(LineReader(path: file(Array("a\n\(long)\nb".utf8))), limit: 1)
    #expect(found.map { $0[0].utf8.count } == [2, 700_001, 2])
  }

  @Test func membersKeepTheirTypesToTheDigit() throws {
    let found = try json(
      #"{"a":1.10,"b":"x","c":true,"d":{"e":[1,"}"]},"z":0}"# + "\n\n \n"
        + #"{"a":12345678901234567890,"b":null,"d":[]}"# + "\r\n",
      ["a", "b", "c", "d"])
    #expect(
      found == [
        ["#1.10", "\"x\"", "#true", #"#{"e":[1,"}"]}"#],
        ["#12345678901234567890", "null", "null", "#[]"],
      ])
  }

  @Test func escapesAreResolved() throws {
    let found = try json(
      #"{"a":"\u00e9\n\"\\\/\ud83d\ude00\u0000"}"# + "\n" + #"{"\u0061":"key"}"#)
    #expect(found[0] == [#""é\n\"\\/😀\x00""#] || found[0][0].contains("😀"))
    #expect(found[1] == ["\"key\""])
  }

  @Test(arguments: [
    (#"{"a":1"#, "cut off"), (#"{"a":"x"#, "cut off"), (#"{"a":tru"#, "cut off"),
    (#"{"a":[1,2"#, "cut off"), ("[1]", "not a JSON object"), ("nonsense", "not a JSON object"),
    (#"{"a":01}"#, "not valid JSON"), (#"{"a":1,}"#, "not valid JSON"),
    (#"{"a":NaN}"#, "not valid JSON"), (#"{"a":"\x"}"#, "not valid JSON"),
    (#"{"a":1} {"a":2}"#, "follows"), (#"{"a":1,"a":2}"#, "twice"),
    (#"{"a":"\ud83d"}"#, "surrogate"), (#"{"a":"\ude00"}"#, "surrogate"),
    ("{\"a\":\"\u{1}\"}", "control character"),
  ]) func aBadLineIsARowWithADefect(_ line: String, _ reason: String) throws {
    let found = try json("{\"a\":0}\n\(line)\n{\"a\":3}\n")
    #expect(found.count == 3)
    #expect(found[0] == ["#0"])
    #expect(found[1][0].hasPrefix("!2 "))
    #expect(found[1][0].contains(reason), "\(found[1][0])")
    #expect(found[2] == ["#3"])
  }

  @Test func badUTF8IsADefect() throws {
    let bytes = Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}\n{\"a\":1}".utf8)
    let found = try rows(JSONLinesReader(path: file(bytes), columns: ["a"]))
    #expect(found[0][0].contains("UTF-8"))
    #expect(found[1] == ["#1"])
  }

  @Test func aNestedLineIsRefusedAndNotRecursedInto() throws {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(try json("{\"a\":\(deep)}")[0][0].contains("512 deep"))
    let fine = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(try json("{\"a\":\(fine)}")[0][0] == "#\(fine)")
  }

  // MARK: SQLite

  private func database() throws -> String {
    let path = "\(folder.path)/rows.db"
    let database = try Database(path: path)
    try database.execute(
      """
      CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB);
      INSERT INTO t VALUES (1, 1.5, 'one', x'00ff'), (2, 2, '2', NULL), (3, NULL, '', x''),
        (9007199254740993, 0.1, 'big', NULL);
      """)
    return path
  }

  @Test func valuesOfADatabaseKeepTheirTypes() throws {
    let source = try SQLiteReader(
      path: database(), query: Array("SELECT i, r, s, b FROM t WHERE i > ? AND s <> ?".utf8),
      parameters: [.integer(0), .text(Array("x' OR 1=1 --".utf8))])
    #expect(source.columns.map(\.name) == ["i", "r", "s", "b"])
    #expect(
      try rows(source) == [
        ["#1", "#1.5", "\"one\"", "\"\\x00\\xff\""], ["#2", "#2", "\"2\"", "null"],
        ["#3", "null", "\"\"", "\"\""], ["#9007199254740993", "#0.1", "\"big\"", "null"],
      ])
  }

  /// A query sees its database as it was when it began; a writer goes on beside it where the database has a WAL, else it is told
  /// that it must wait.
  @Test(arguments: ["wal", "delete"]) func aDatabaseThatChangesWhileItIsRead(mode: String) throws {
    let path = "\(folder.path)/live.db"
    let other = try Database(path: path)
    try other.execute(
      """
      PRAGMA journal_mode = \(mode);
      CREATE TABLE t (i INTEGER PRIMARY KEY, s TEXT);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
      INSERT INTO t SELECT i, 'old' FROM n;
      """)
    let source = try SQLiteReader(
      path: path, query: Array("SELECT i, s FROM t ORDER BY i".utf8), parameters: [])
    var batch = RowBatch(columns: 2)
    #expect(try source.nextBatch(into: &batch, limit: 10) && batch.count == 10)
    other.waitForLocks(milliseconds: 1)
    let change =
      "UPDATE t SET s = 'new' WHERE i % 2 = 0; DELETE FROM t WHERE i > 900; INSERT INTO t VALUES (5000, 'new')"
    if mode == "wal" {
      try other.execute("BEGIN; \(change); COMMIT")
    } else {
      #expect(throws: DatabaseError.self) { try other.execute("BEGIN; \(change); COMMIT") }
    }
    let rest = try rows(source, limit: 100)
    #expect(rest == (11...1000).map { ["#\($0)", "\"old\""] })
  }

  private func failure(_ path: String, _ query: String) -> RowSourceError? {
    do throws(RowSourceError) {
      _ = try SQLiteReader(path: path, query: Array(query.utf8), parameters: [])
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsNoDatabaseOrNoQueryIsSaid() throws {
    let path = try database()
    #expect(failure(path, "SELECT absent FROM t")?.reason.contains("no such column") == true)
    #expect(failure(path, "SELECT absent FROM t")?.exitStatus == 65)
    #expect(failure(path, "DELETE FROM t") != nil)
    let text = try file(Array(String(repeating: "not a database\n", count: 100).utf8))
    #expect(failure(text, "SELECT 1 FROM t")?.kind == .notADatabase)
    #expect(failure("\(folder.path)/none.db", "SELECT 1")?.exitStatus == 66)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/none.db"))
  }
}
