import Bytes
import Planner
import RESP
import RowSources

/// Rows rendered to commands that wait for their expiry: what a warm streams, and what its spool holds.
///
/// Each command stands complete but for its last argument, the absolute expiry, which is fixed at the first send; before it stands
/// its key's tag, where there is one. Behind it there may be room for the expiry, so that a batch is sent as it lies. Reused for
/// every batch. A struct, so that it is filled under one exclusive access and not one a row.
struct WriteBatch: ~Copyable {
  struct Record {
    /// The 1-based line of the source.
    let row: Int
    /// Milliseconds, or `forever`.
    let life: Int64
    /// Where the command ends in `encoder`; it begins where the one before ends.
    var end: Int
    /// How many rows the command writes; `row` is the first of them.
    var rows: Int32 = 1
    /// Of a key's members on their way into a command: how many arguments they are, the key not counted.
    var arguments: Int32 = 0
    /// How many bytes of the tag stand before the command.
    var tag: Int32 = 0
  }

  /// The `life` of a key without a TTL.
  static let forever: Int64 = -1

  var encoder = CommandEncoder(capacity: 256 << 10)
  private(set) var records: [Record] = []
  /// Bytes left free behind each command.
  private let room: Int

  init() { room = 0 }

  /// - Parameter expires: each command is to end in an expiry, which `stamp` writes.
  init(expires: Bool) { room = expires ? ExpiryStamp.width : 0 }

  var count: Int { records.count }

  mutating func removeAll() {
    encoder.bytes.removeAll()
    records.removeAll(keepingCapacity: true)
  }

  /// Says that one command now stands at the end of `encoder`.
  mutating func didRender(row: Int, life: Int64, tag: Int) {
    records.append(
      Record(row: row, life: life, end: encoder.bytes.count, tag: Int32(tag)))
    leaveRoom()
  }

  @inline(__always)
  private mutating func leaveRoom() {
    _ = encoder.bytes.reserve(room)
    encoder.bytes.commit(room)
  }

  /// Says that a key and its first members now stand at the end of `encoder`, as arguments of a command to be.
  mutating func didRender(members arguments: Int, row: Int, life: Int64, tag: Int) {
    records.append(
      Record(
        row: row, life: life, end: encoder.bytes.count, arguments: Int32(arguments),
        tag: Int32(tag)))
  }

  /// Says that another row's members of the last key follow.
  mutating func didExtend(members arguments: Int, rows: Int = 1) {
    let last = records.count - 1
    records[last].end = encoder.bytes.count
    records[last].rows += Int32(rows)
    records[last].arguments += Int32(arguments)
  }

  /// Adds a command that was rendered before.
  mutating func append(_ command: ByteSlice, tag: ByteSlice, row: Int, rows: Int, life: Int64) {
    encoder.bytes.append(tag)
    didAppend(command, tag: tag, row: row, rows: rows, life: life)
  }

  private mutating func didAppend(
    _ rest: ByteSlice, tag: ByteSlice, row: Int, rows: Int, life: Int64
  ) {
    encoder.bytes.append(rest)
    records.append(
      Record(
        row: row, life: life, end: encoder.bytes.count, rows: Int32(rows), tag: Int32(tag.count)))
    leaveRoom()
  }

  /// Adds the command of a structure: its first arguments, then a key with its members as they were rendered, up to the expiry.
  mutating func append(
    _ members: ByteSlice, tag: ByteSlice, of record: Record, to plan: StructurePlan,
    awaitsExpiry: Bool
  ) {
    encoder.bytes.append(tag)
    encoder.beginCommand(
      argumentCount: plan.prefix.count + 1 + Int(record.arguments) + (awaitsExpiry ? 1 : 0))
    for argument in plan.prefix { encoder.append(argument: argument) }
    didAppend(
      members, tag: tag, row: record.row, rows: Int(record.rows), life: record.life)
  }

  func command(_ index: Int) -> ByteSlice {
    encoder.bytes.slice(start(index) + Int(records[index].tag)..<records[index].end)
  }

  /// The tag of a command's key; empty where its family has none.
  func tag(_ index: Int) -> ByteSlice {
    encoder.bytes.slice(start(index)..<start(index) + Int(records[index].tag))
  }

  @inline(__always)
  private func start(_ index: Int) -> Int { index == 0 ? 0 : records[index - 1].end + room }

  /// Where a command ends, its expiry included.
  @inline(__always)
  func wholeEnd(_ index: Int) -> Int { records[index].end + room }

  /// Writes the expiry of each command behind it. False, and no batch to be sent as it lies, when there is no room for one.
  mutating func stamp(now: Int64) -> Bool {
    if room == 0 { return false }
    var stamp = ExpiryStamp()
    let records = records
    return encoder.bytes.withMutableBytes { bytes in
      records.allSatisfy { stamp.write(now + $0.life, to: bytes + $0.end) }
    }
  }
}

/// Where a warm's writes come from: rows rendered now, or a spool of rows rendered while planning.
protocol WriteProducer: AnyObject {
  /// Replaces what the batch holds by at most `limit` writes; false at the end. A batch may be empty and not the last.
  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool

  /// The first row behind what was given; nil where nobody could go on there.
  var position: SourcePosition? { get }
}

extension WriteProducer {
  var position: SourcePosition? { nil }
}

/// Where the rows of a source become writes.
protocol RowProducer: WriteProducer {
  /// Rows read so far, those filtered out included.
  var scanned: Int { get }
  /// What could not be rendered; the caller merges it into its ledger.
  var ledger: ItemLedger { get }
}
