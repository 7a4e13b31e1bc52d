/// The commands that were handed to a connection and whose replies have not come, oldest first.
///
/// A ring that grows by doubling and never shrinks: nothing is allocated for a command once the window has been full.
struct InFlightQueue: ~Copyable {
  struct Record {
    /// What the caller calls the command.
    let tag: UInt64
    /// Where its last byte ends in the stream of all bytes of this connection.
    let end: Int
    /// It was sent on an earlier connection too, so it may have run.
    var wasSentBefore = false
  }

  private var records: UnsafeMutablePointer<Record>
  private var mask: Int
  private var head = 0
  private(set) var count = 0

  init(capacity: Int = 1 << 14) {
    var size = 64
    while size < capacity { size *= 2 }
    records = .allocate(capacity: size)
    mask = size - 1
  }

  deinit { records.deallocate() }

  /// The record at a distance from the oldest.
  subscript(index: Int) -> Record {
    precondition(index < count)
    return records[(head + index) & mask]
  }

  mutating func append(_ record: Record) {
    if count > mask { grow() }
    (records + ((head + count) & mask)).initialize(to: record)
    count += 1
  }

  mutating func removeFirst() -> Record? {
    guard count > 0 else { return nil }
    let record = records[head]
    head = (head + 1) & mask
    count -= 1
    return record
  }

  mutating func removeAll() {
    head = 0
    count = 0
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Record>.allocate(capacity: (mask + 1) * 2)
    for index in 0..<count {
      (larger + index).initialize(to: records[(head + index) & mask])
    }
    records.deallocate()
    records = larger
    mask = mask * 2 + 1
    head = 0
  }
}
