import Bytes

/// Statements with their values, for what is not on a hot path: each is compiled, bound, run and forgotten.
extension Database {
  /// What a parameter is bound to, and what a column holds.
  package enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case blob([UInt8])

    package static func text(_ text: String) -> Value { .text(Array(text.utf8)) }
    package static func text(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    package static func integer(_ number: Int) -> Value { .integer(Int64(number)) }
    package static func integer(_ number: Int?) -> Value { number.map { .integer($0) } ?? .null }
  }

  /// Runs one statement that gives no rows.
  package func run(_ sql: String, _ values: [Value] = []) throws(DatabaseError) {
    let statement = try prepare(sql)
    for (index, value) in values.enumerated() { try statement.bind(Int32(index + 1), value) }
    try statement.run()
  }

  /// Hands each row of a query to `read`, as long as it wants more.
  package func forEachRow(
    of sql: String, _ values: [Value] = [], _ read: (borrowing Statement) -> Bool
  ) throws(DatabaseError) {
    let statement = try prepare(sql)
    for (index, value) in values.enumerated() { try statement.bind(Int32(index + 1), value) }
    while try statement.step() {
      guard read(statement) else { return }
    }
  }

  /// All rows of a query, each as `read` makes it.
  package func rows<Row>(
    of sql: String, _ values: [Value] = [], _ read: (borrowing Statement) -> Row
  ) throws(DatabaseError) -> [Row] {
    var rows: [Row] = []
    try forEachRow(of: sql, values) { statement in
      rows.append(read(statement))
      return true
    }
    return rows
  }

  /// All of `body` or nothing of it. Waits for another writer as long as `waitForLocks` says.
  package func transaction(_ body: () throws(DatabaseError) -> Void) throws(DatabaseError) {
    try execute("BEGIN IMMEDIATE")
    do throws(DatabaseError) {
      try body()
      try execute("COMMIT")
    } catch {
      // A full disk may have rolled back already: what matters is the first error.
      try? execute("ROLLBACK")
      throw error
    }
  }
}

extension Database.Statement {
  package func bind(_ parameter: Int32, _ value: Database.Value) throws(DatabaseError) {
    switch value {
    case .null: try bindNull(parameter)
    case .integer(let number): try bind(parameter, number)
    case .real(let number): try bind(parameter, number)
    case .text(let bytes):
      let text = PinnedBytes(bytes)
      try bind(parameter, text: text.slice)
    case .blob(let bytes):
      let blob = PinnedBytes(bytes)
      try bind(parameter, blob: blob.slice)
    }
  }

  package func value(_ column: Int32) -> Database.Value {
    switch kind(column) {
    case .null: .null
    case .integer: .integer(int64(column))
    case .double: .real(double(column))
    case .text: .text(blob(column))
    case .blob: .blob(blob(column))
    }
  }

  package func blob(_ column: Int32) -> [UInt8] { Array(bytes(column) ?? .empty) }

  /// Nil where the column is null.
  package func text(_ column: Int32) -> String? {
    bytes(column).map { String(decoding: $0.buffer, as: UTF8.self) }
  }

  package func integer(_ column: Int32) -> Int? {
    kind(column) == .null ? nil : Int(int64(column))
  }
}
