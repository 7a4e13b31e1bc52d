import Bytes
import Planner
import RESP
import RowSources

/// Rows whose keys are written whole: all rows are read first and sorted by key on disk, then each key becomes one command.
///
/// An entry of the spool is what rows that followed each other gave one key: line, rows, arguments, life and the length of the tag
/// (five 64-bit numbers, little-endian), the tag, then the key and its members as arguments.
final class WholeKeys: RowProducer {
  private let renderer: RowRenderer
  private let plan: StructurePlan
  private let awaitsExpiry: Bool
  private let interrupts: any InterruptSource
  private let spool: SortedSpool
  /// What could not be put together.
  private var refused = ItemLedger()
  private var isCollected = false
  /// The spool stands on the first entry of the next key.
  private var hasEntry = false
  private var key = ByteBuffer(capacity: 256)
  private var tag = ByteBuffer(capacity: 64)
  /// The key and its members, as arguments.
  private var members = ByteBuffer(capacity: 64 << 10)

  /// A server takes at most 1,048,576 arguments in a command.
  private static let mostArguments = 1_000_000

  init(
    _ renderer: RowRenderer, _ plan: StructurePlan, awaitsExpiry: Bool, folder: String,
    interrupts: any InterruptSource, rejects: RejectLog? = nil
  ) throws(RunFailure) {
    self.renderer = renderer
    self.plan = plan
    self.awaitsExpiry = awaitsExpiry
    self.interrupts = interrupts
    refused.rejects = rejects
    spool = try Self.stored { () throws(SpoolError) in try SortedSpool(folder: folder) }
  }

  var scanned: Int { renderer.scanned }
  var ledger: ItemLedger { renderer.ledger.merged(with: refused) }

  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    batch.removeAll()
    if !isCollected { try collect(limit: limit) }
    while hasEntry, batch.count < limit, batch.encoder.bytes.count < BatchBounds.defaultBytes {
      try appendKey(to: &batch)
    }
    return batch.count > 0 || hasEntry
  }

  /// Reads all rows. Nothing was sent yet: an interrupt here changes nothing.
  private func collect(limit: Int) throws(RunFailure) {
    isCollected = true
    var members = WriteBatch()
    var entry = ByteBuffer(capacity: 4096)
    while try renderer.fill(&members, limit: limit) {
      if let signal = interrupts.signal { throw .interrupted(signal) }
      for index in 0..<members.count {
        let record = members.records[index]
        let arguments = members.command(index)
        entry.removeAll()
        entry.append(fixed: Int64(record.row))
        entry.append(fixed: Int64(record.rows))
        entry.append(fixed: Int64(record.arguments))
        entry.append(fixed: record.life)
        entry.append(fixed: Int64(record.tag))
        entry.append(members.tag(index))
        entry.append(arguments)
        try Self.stored { () throws(SpoolError) in
          try spool.append(key: RESPCommand.leading(of: arguments), entry.slice)
        }
      }
    }
    // `fail stop`: keys that miss a row are not written.
    if renderer.isStopped { return }
    hasEntry = try next()
  }

  private func next() throws(RunFailure) -> Bool {
    try Self.stored { () throws(SpoolError) in try spool.next() }
  }

  /// Puts one key together from all its entries.
  private func appendKey(to batch: inout WriteBatch) throws(RunFailure) {
    let (firstRow, life) = (Entry(spool.bytes).row, Entry(spool.bytes).life)
    var last = spool.position
    var row = firstRow
    var rows = 0
    var arguments = 0
    var problem: ItemFailure?
    key.removeAll()
    key.append(spool.key)
    tag.removeAll()
    tag.append(Entry(spool.bytes).tag)
    members.removeAll()
    members.append(Entry(spool.bytes).arguments)
    repeat {
      let entry = Entry(spool.bytes)
      if rows > 0 {
        problem = problem ?? disagreement(life, row, entry, follows: spool.position == last + 1)
        if problem == nil { members.append(RESPCommand.afterLeading(of: entry.arguments)) }
      }
      last = spool.position
      row = entry.row
      rows += entry.rows
      arguments += entry.count
      hasEntry = try next()
    } while hasEntry && spool.key == key.slice
    if arguments > Self.mostArguments || rows > WriteTag.mostRows {
      problem = ItemFailure("too-large", "\(rows) rows are more than one command may carry")
    }
    if let problem {
      return refused.fail(problem, key: key.slice, row: row, count: rows)
    }
    batch.append(
      members.slice, tag: tag.slice,
      of: WriteBatch.Record(
        row: firstRow, life: life, end: 0, rows: Int32(rows), arguments: Int32(arguments)),
      to: plan, awaitsExpiry: awaitsExpiry)
  }

  /// Why an entry cannot belong to the key of the one before it, which was on line `row`.
  private func disagreement(
    _ life: Int64, _ row: Int, _ entry: Entry, follows: Bool
  ) -> ItemFailure? {
    if plan.isGrouped, !follows {
      return ItemFailure(
        "regrouped", "the key was on line \(row) and comes back on line \(entry.row)")
    }
    if entry.life != life {
      return ItemFailure("ttl-differs", "lines \(row) and \(entry.row) give the key two TTLs")
    }
    if entry.tag != tag.slice {
      return ItemFailure("tag-differs", "lines \(row) and \(entry.row) give the key two tags")
    }
    return nil
  }

  private static func stored<T>(
    _ work: () throws(SpoolError) -> T
  ) throws(RunFailure) -> T {
    do throws(SpoolError) { return try work() } catch { throw RunFailure(error) }
  }

  /// An entry of the spool, as long as the spool stands on it.
  private struct Entry {
    let bytes: ByteSlice

    init(_ bytes: ByteSlice) { self.bytes = bytes }

    var row: Int { Int(bytes.fixed(at: 0)) }
    var rows: Int { Int(bytes.fixed(at: 8)) }
    /// The key not counted.
    var count: Int { Int(bytes.fixed(at: 16)) }
    var life: Int64 { bytes.fixed(at: 24) }
    var tag: ByteSlice { bytes[40..<40 + tagLength] }
    var arguments: ByteSlice { bytes[40 + tagLength..<bytes.count] }

    private var tagLength: Int { Int(bytes.fixed(at: 32)) }
  }
}
