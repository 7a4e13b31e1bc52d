import Bytes
import RowSources

/// The writes of a planned warm, kept until they are applied: what was counted is what is sent.
///
/// One entry a write: its line and its life as decimal varints, then the command up to its expiry.
final class WriteSpool: WriteProducer {
  private let spool: Spool
  private var writer = PageWriter()
  private var entry = ByteBuffer(capacity: 1024)
  private var page = ByteBuffer(capacity: 64 << 10)
  private var reader: PageReader?

  private static let entriesPerPage = 1000

  init(folder: String) throws(RunFailure) {
    spool = try Self.storing { () throws(SpoolError) in try Spool(folder: folder) }
  }

  func append(_ batch: WriteBatch) throws(RunFailure) {
    for index in 0..<batch.count {
      let record = batch.records[index]
      entry.removeAll()
      entry.append(varint: UInt64(record.row))
      entry.append(varint: UInt64(bitPattern: record.life &+ 1))
      entry.append(batch.command(index))
      writer.append(entry.slice)
      if writer.count >= Self.entriesPerPage { try flush() }
    }
  }

  /// No more is appended; from here on `fill` reads.
  func finish() throws(RunFailure) {
    try flush()
    try Self.storing { () throws(SpoolError) in try spool.rewind() }
  }

  private func flush() throws(RunFailure) {
    guard writer.count > 0 else { return }
    try Self.storing { () throws(SpoolError) in
      try spool.append(page: writer.bytes, items: writer.count)
    }
    writer.removeAll()
  }

  func fill(_ batch: WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    batch.removeAll()
    while batch.count < limit {
      guard var entry = reader?.next() else {
        if batch.count > 0 { return true }
        guard try nextPage() else { return false }
        continue
      }
      let row = entry.takeVarint()
      let life = Int64(bitPattern: entry.takeVarint()) &- 1
      batch.append(entry, row: Int(row), life: life)
    }
    return true
  }

  private func nextPage() throws(RunFailure) -> Bool {
    let found = try Self.storing { () throws(SpoolError) in try spool.nextPage(into: &page) }
    reader = found ? PageReader(page.slice) : nil
    return found
  }

  private static func storing<T>(_ body: () throws(SpoolError) -> T) throws(RunFailure) -> T {
    do throws(SpoolError) { return try body() } catch { throw .storage(error.description) }
  }
}
