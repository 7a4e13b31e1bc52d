import Bytes
import Platform

/// What a sweep kept before it removed it: one file a statement, 0600, named after its run.
///
/// A text head of a line a field, then records, each whole or not there:
///
///     cachectl undo 1
///     run r-7K2QM0
///     server prod-eu
///     statement sweep session
///                                          an empty line
///     kind (1)  expiry (8)  key  value     1 kept: DUMP's payload; expiry in milliseconds since 1970, 0 for never
///     kind (2)  expiry (8)  key  value     2 it was not removed after all: no expiry, no value
///
/// Key and value stand behind their lengths (4 bytes each); numbers are little-endian. What was cut short by a kill was never
/// removed: a removal is sent only when its record is on disk.
package enum UndoFile {
  package static let version = "cachectl undo 1"
  package static let suffix = ".undo"

  package enum Kind: UInt8, Sendable { case kept = 1, left = 2 }

  package struct Record: Sendable {
    package let kind: Kind
    /// Milliseconds since 1970, by the server's clock; nil for never.
    package let expiry: Int64?
    package let key: [UInt8]
    package let value: [UInt8]
  }

  package static func name(run: String, statement: Int) -> String { "\(run)-\(statement)\(suffix)" }

  static func failure(_ reason: String, _ path: String) -> RunFailure {
    .storage("\(path) cannot be kept for an undo: \(reason)")
  }
}
