import Bytes
import RESP
import RedisClient

extension WriteBatch {
  /// Hands the whole batch over as it lies: a copy of all its bytes, and an entry a command.
  func enqueue(on stream: CommandStream) {
    withUnsafeTemporaryAllocation(of: QueuedCommand.self, capacity: count) { queued in
      for index in 0..<count {
        let record = records[index]
        queued.initializeElement(
          at: index,
          to: QueuedCommand(
            tag: WriteTag(row: record.row, rows: Int(record.rows)).bits, end: wholeEnd(index)))
      }
      stream.enqueue(encoder.bytes.slice, UnsafeBufferPointer(queued))
    }
  }
}
