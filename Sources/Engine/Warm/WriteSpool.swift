import Bytes
import Planner
import RESP
import RowSources

/// The writes of a planned warm, kept until they are applied: what was counted is what is sent.
///
/// One entry a write: its line, its rows, its life and the length of its tag (four 64-bit numbers, little-endian), then the tag and
/// the command up to its expiry.
final class WriteSpool: WriteProducer {
  private let spool: any PageStore
  private var writer = PageWriter()
  private var entry = ByteBuffer(capacity: 1024)
  /// Of the page being read. Not optional: Swift 6.3.1 takes `reader?.next()` for an entry when there is no reader.
  private var reader = PageReader(.empty)
  private var isAtEnd = false

  private let isOrdered: Bool
  /// The line of the first write that was not given.
  private var line = 1

  private static let entriesPerPage = 1000
  private static let headerSize = 32

  /// - Parameter isOrdered: writes come in the order of their rows.
  init(_ pages: any PageStore, isOrdered: Bool = true) {
    spool = pages
    self.isOrdered = isOrdered
  }

  func append(_ batch: borrowing WriteBatch) throws(RunFailure) {
    for index in 0..<batch.count {
      let record = batch.records[index]
      entry.removeAll()
      entry.append(fixed: Int64(record.row))
      entry.append(fixed: Int64(record.rows))
      entry.append(fixed: record.life)
      entry.append(fixed: Int64(record.tag))
      entry.append(batch.tag(index))
      entry.append(batch.command(index))
      writer.append(entry.slice)
      if writer.count >= Self.entriesPerPage { try flush() }
    }
  }

  /// Rows before this line were written by an earlier run.
  private var firstLine = 1

  func skip(to position: SourcePosition) {
    firstLine = position.line
    line = position.line
  }

  /// All rows are read again when a planned run goes on: their line says where.
  var position: SourcePosition? { isOrdered ? SourcePosition(line: line) : nil }

  /// No more is appended; from here on `fill` reads.
  func finish() throws(RunFailure) { try flush() }

  private func flush() throws(RunFailure) {
    guard !writer.isEmpty else { return }
    do throws(SpoolError) {
      try spool.append(page: writer.slice, items: writer.count)
    } catch {
      throw RunFailure(error)
    }
    writer.removeAll()
  }

  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    batch.removeAll()
    while batch.count < limit, batch.encoder.bytes.count < BatchBounds.defaultBytes {
      guard let entry = reader.next() else {
        guard try nextPage() else { return batch.count > 0 }
        continue
      }
      let row = Int(entry.fixed(at: 0))
      line = row + 1
      if row < firstLine { continue }
      let start = Self.headerSize + Int(entry.fixed(at: 24))
      batch.append(
        entry[start..<entry.count], tag: entry[Self.headerSize..<start], row: row,
        rows: Int(entry.fixed(at: 8)), life: entry.fixed(at: 16))
    }
    return true
  }

  private func nextPage() throws(RunFailure) -> Bool {
    // A spool that is asked again begins again.
    if isAtEnd { return false }
    let page: Spool.Page?
    do throws(SpoolError) { page = try spool.nextPage() } catch { throw RunFailure(error) }
    reader = PageReader(page?.bytes ?? .empty)
    isAtEnd = page == nil
    return !isAtEnd
  }
}
