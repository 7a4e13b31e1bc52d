/// The commands that were handed to a connection and whose replies have not come, oldest first.
///
/// A ring that grows by doubling and never shrinks: nothing is allocated for a command once the window has been full.
@usableFromInline struct InFlightQueue: ~Copyable {
  @usableFromInline struct Record: BitwiseCopyable {
    /// What the caller calls the command.
    @usableFromInline let tag: UInt64
    /// Where its last byte ends in the stream of all bytes of this connection.
    @usableFromInline let end: Int
    /// It was sent on an earlier connection too, so it may have run.
    var wasSentBefore = false
  }

  private(set) var records: UnsafeMutablePointer<Record>
  private(set) var mask: Int
  private(set) var head = 0
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

  /// Lists commands that lie behind each other in a stream, from an offset in it.
  mutating func append(_ commands: UnsafeBufferPointer<QueuedCommand>, from offset: Int) {
    while count + commands.count > mask + 1 { grow() }
    for index in commands.indices {
      (records + ((head + count + index) & mask)).initialize(
        to: Record(tag: commands[index].tag, end: offset + commands[index].end))
    }
    count += commands.count
  }

  /// Forgets the oldest; what they were stays where it lay until others are appended.
  mutating func removeFirst(_ length: Int) {
    precondition(length <= count)
    head = (head + length) & mask
    count -= length
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
