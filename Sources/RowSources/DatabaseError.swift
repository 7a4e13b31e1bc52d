/// What SQLite refused, with the statement that asked for it.
package struct DatabaseError: Error, Hashable {
  package enum Kind: Sendable, Hashable {
    case cannotOpen
    case notADatabase
    case diskFull
    case readOnly
    case busy
    case io
    /// By a signal, where `endQueriesAtSignals` was asked for.
    case interrupted
    case other
  }

  package let kind: Kind
  /// SQLite's extended result code.
  package let code: Int32
  /// SQLite's own words.
  package let message: String
  package let path: String
  /// Nil where no statement is to blame.
  package let sql: String?

  package init(kind: Kind, code: Int32, message: String, path: String, sql: String?) {
    self.kind = kind
    self.code = code
    self.message = message
    self.path = path
    self.sql = sql
  }
}

extension DatabaseError: CustomStringConvertible {
  package var description: String {
    guard let sql else { return "\(path): \(message)" }
    return "\(path): \(message), in `\(sql)`"
  }
}
