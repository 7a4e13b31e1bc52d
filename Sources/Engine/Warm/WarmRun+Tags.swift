import Bytes
import Planner
import RESP
import RedisClient

/// Writes that wait until their tags are written: `TagGate`.
extension WarmRun {
  /// Reads the next batch and writes its tags; what was read goes on when they are.
  func call(_ gate: TagGate, limit: Int, on stream: CommandStream) -> Bool {
    let place = gate.take()
    let isFilled = fill(&gate[place].writes, limit: limit)
    guard isFilled, gate[place].writes.count > 0 else {
      gate.release(place)
      return isFilled
    }
    call(gate, place, on: stream)
    return true
  }

  func call(_ gate: TagGate, _ place: Int, on stream: CommandStream) {
    let before = session.connection.inFlightBytes
    gate.call(place, now: session.clock.now, keyArgument: plan.keyArgument, on: stream)
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
  }

  func receivedTag(_ reply: ReplyView, to command: ByteSlice, _ bits: UInt64) {
    guard let gate, let stream, let script = plan.tag?.script else {
      preconditionFailure("a tag was answered and none was written")
    }
    let tag = WriteTag(bits: bits)
    let error = reply.isError ? ServerError(reply.bytes) : nil
    if error?.kind == .noScript, sendAgain(command, bits, script) { return }
    guard gate.answered(tag, error) else { return }
    let batch = gate[tag.batch]
    // Writes that end here end before those that earlier batches have in flight.
    if batch.hasFailures { intents?.merge() }
    let before = session.connection.inFlightBytes
    for index in 0..<batch.writes.count {
      let record = batch.writes.records[index]
      let command = batch.writes.command(index)
      if let error = batch.failure(of: index) {
        fail(error, key: key(of: command), WriteTag(row: record.row, rows: Int(record.rows)))
      } else if isStopping, intents == nil {
        tally.ledger.skip(.stopped, Int(record.rows))
      } else {
        // Also when the run is stopped, where the row is written down as sent.
        send(command, record, now: batch.now, on: stream)
      }
    }
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
    gate.release(tag.batch)
    settle()
  }

  /// A tag's call gets no reply: the writes of its batch were never sent.
  func lostTag(_ tag: WriteTag) {
    guard let gate, gate.answered(tag, nil) else { return }
    for record in gate[tag.batch].writes.records {
      tally.ledger.skip(.stopped, Int(record.rows))
    }
    gate.release(tag.batch)
  }
}
