import Bytes
import RowSources
import Testing

@Suite struct DatabaseTests {
  @Test func valuesComeBackAsTheyWent() throws {
    let database = try Database(path: ":memory:")
    try database.execute("CREATE TABLE t (i, d, t, b, n)")
    let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?)")
    let bytes = PinnedBytes([0, 255, 10])
    try insert.bind(1, Int64.min)
    try insert.bind(2, 0.1)
    try insert.bind(3, text: "naïve\u{0}!")
    try insert.bind(4, blob: bytes.slice)
    try insert.bindNull(5)
    try insert.run()
    #expect(database.changes == 1)

    let select = try database.prepare("SELECT * FROM t")
    let hasRow = try select.step()
    #expect(hasRow)
    #expect((0..<5).map { select.columnName($0) } == ["i", "d", "t", "b", "n"])
    #expect((0..<5).map { select.kind($0) } == [.integer, .double, .text, .blob, .null])
    #expect(select.int64(0) == .min)
    #expect(select.double(1) == 0.1)
    #expect(select.bytes(2)?.description == "naïve\u{0}!")
    #expect(select.bytes(3).map { Array($0) } == [0, 255, 10])
    #expect(select.bytes(4) == nil)
    #expect(select.bytes(0)?.description == "-9223372036854775808")
    let hasAnother = try select.step()
    #expect(!hasAnother)
  }

  @Test func anErrorCarriesItsStatement() throws {
    let database = try Database(path: ":memory:")
    let error = #expect(throws: DatabaseError.self) { try database.execute("SELEC 1") }
    #expect(error?.sql == "SELEC 1")
    #expect(error?.message.contains("syntax error") == true)
  }

  @Test func whatCannotBeOpened() throws {
    let missing = #expect(throws: DatabaseError.self) {
      try Database(path: "/nonexistent/x.db", options: .readOnly)
    }
    #expect(missing?.kind == .cannotOpen)
    let file = try TemporaryFile(Array(repeating: 7, count: 4096))
    let database = try Database(path: file.path, options: .readOnly)
    let other = #expect(throws: DatabaseError.self) {
      try database.execute("SELECT * FROM sqlite_schema")
    }
    #expect(other?.kind == .notADatabase)
  }

  @Test func aStatementKeepsItsDatabase() throws {
    func make() throws -> Database.Statement {
      try Database(path: ":memory:").prepare("SELECT 42")
    }
    let statement = try make()
    let hasRow = try statement.step()
    #expect(hasRow && statement.int64(0) == 42)
  }
}
