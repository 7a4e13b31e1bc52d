/// Which version of its rows the origin has, and which one an application was told is written. Rows are told apart by a hash of their key.
///
/// A pure value. A version is a number of the run: later writes have higher ones; a row that was never written has 0.
package struct RowVersions: Sendable {
  private var last: UInt64 = 0
  private var rows: [UInt64: UInt64] = [:]
  /// Acknowledged, and not in the origin: by row, in the order of their acknowledgement.
  private var pending: [UInt64: [UInt64]] = [:]

  package init() {}

  /// The version that the origin has.
  package func written(_ row: UInt64) -> UInt64 { rows[row] ?? 0 }

  /// The version that a reader may expect.
  package func newest(_ row: UInt64) -> UInt64 {
    max(written(row), pending[row]?.max() ?? 0)
  }

  /// A number for a write that begins.
  package mutating func next() -> UInt64 {
    last += 1
    return last
  }

  /// The origin has this version now, and with it all earlier ones of the row.
  package mutating func write(_ row: UInt64, _ version: UInt64) {
    rows[row] = max(version, written(row))
    pending[row]?.removeAll { $0 <= version }
    if pending[row]?.isEmpty == true { pending[row] = nil }
  }

  /// The application was told that this version is written; only the cache has it.
  package mutating func acknowledge(_ row: UInt64, _ version: UInt64) {
    guard version > written(row) else { return }
    pending[row, default: []].append(version)
  }

  /// How many acknowledged writes the origin does not have.
  package var lost: Int { pending.values.reduce(0) { $0 + $1.count } }
}
