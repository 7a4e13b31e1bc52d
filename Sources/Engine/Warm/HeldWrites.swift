import Bytes

/// Writes that wait for the reply to their PTTL, oldest first: `write stale`.
struct HeldWrites: ~Copyable {
  struct Write {
    let row: Int
    let rows: Int
    let life: Int64
    let command: ByteSlice
  }

  private var bytes = ByteBuffer(capacity: 64 << 10)
  private var records: [WriteBatch.Record] = []
  private var head = 0
  /// Bytes before this offset were taken; record ends count from the start of the buffer.
  private var taken = 0

  var isEmpty: Bool { head == records.count }
  /// Memory in use, that of writes already taken included.
  var heldBytes: Int { bytes.count }

  mutating func append(_ command: ByteSlice, row: Int, rows: Int, life: Int64) {
    releaseTaken()
    bytes.append(command)
    records.append(
      WriteBatch.Record(row: row, life: life, end: bytes.count, rows: Int32(rows)))
  }

  /// Gives back what was taken, when that is at least half: a run that never pauses would keep every write of it.
  private mutating func releaseTaken() {
    guard taken >= 64 << 10, taken >= bytes.count / 2 else { return }
    bytes.removeFirst(taken)
    records.removeFirst(head)
    for index in records.indices { records[index].end -= taken }
    head = 0
    taken = 0
  }

  /// The oldest write; its bytes are valid until the next append.
  mutating func removeFirst() -> Write? {
    guard head < records.count else { return nil }
    let record = records[head]
    let write = Write(
      row: record.row, rows: Int(record.rows), life: record.life,
      command: bytes.slice(taken..<record.end))
    head += 1
    taken = record.end
    return write
  }

  /// Gives memory back once everything was taken; called between batches.
  mutating func reuse() {
    guard isEmpty else { return }
    bytes.removeAll()
    records.removeAll(keepingCapacity: true)
    head = 0
    taken = 0
  }
}
