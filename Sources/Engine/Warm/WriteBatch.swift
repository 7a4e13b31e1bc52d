import Bytes
import RESP

/// Rows rendered to commands that wait for their expiry: what a warm streams, and what its spool holds.
///
/// Each command stands complete but for its last argument, the absolute expiry, which is fixed at the first send. Reused for
/// every batch. A struct, so that it is filled under one exclusive access and not one a row.
struct WriteBatch: ~Copyable {
  struct Record {
    /// The 1-based line of the source.
    let row: Int
    /// Milliseconds, or `forever`.
    let life: Int64
    /// Where the command ends in `encoder`; it begins where the one before ends.
    var end: Int
  }

  /// The `life` of a key without a TTL.
  static let forever: Int64 = -1

  var encoder = CommandEncoder(capacity: 256 << 10)
  private(set) var records: [Record] = []

  var count: Int { records.count }

  mutating func removeAll() {
    encoder.bytes.removeAll()
    records.removeAll(keepingCapacity: true)
  }

  /// Says that one command now stands at the end of `encoder`.
  mutating func didRender(row: Int, life: Int64) {
    records.append(Record(row: row, life: life, end: encoder.bytes.count))
  }

  /// Adds a command that was rendered before.
  mutating func append(_ command: ByteSlice, row: Int, life: Int64) {
    encoder.bytes.append(command)
    didRender(row: row, life: life)
  }

  func command(_ index: Int) -> ByteSlice {
    let start = index == 0 ? 0 : records[index - 1].end
    return encoder.bytes.slice(start..<records[index].end)
  }
}

/// Where a warm's writes come from: rows rendered now, or a spool of rows rendered while planning.
protocol WriteProducer: AnyObject {
  /// Replaces what the batch holds by at most `limit` writes; false at the end. A batch may be empty and not the last.
  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool
}
