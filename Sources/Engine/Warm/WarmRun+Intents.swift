import RedisClient

/// Commands that must not run twice.
extension WarmRun {
  /// Fills the window with batches that are on disk, and reads the next one meanwhile.
  func feed(from intents: IntendedBatches, on stream: CommandStream) throws(RunFailure) {
    while !isStopping, stream.stopSignal == nil {
      guard stopping({ () throws(RunFailure) in try intents.advance() }) else { return }
      if !send(from: intents, on: stream) {
        let allowance = isOver ? 0 : allowance(stream)
        // What a pace lets go is a row at a time when it is asked for too soon.
        let place = intents.place(ahead: readsAhead && pacer == nil)
        guard allowance > 0, let place else { return }
        isOver = !fill(&place.writes, limit: allowance)
        if !isOver { intents.didRead(place, upTo: position) }
      }
      guard try letRepliesIn(stream) else { return }
    }
  }

  /// Sends the batch that is on disk; false where there is none, or none may go.
  private func send(from intents: IntendedBatches, on stream: CommandStream) -> Bool {
    guard stream.hasRoom, allowance(stream, isRead: true) > 0, let place = intents.take() else {
      return false
    }
    guard let gate else {
      send(&place.writes, on: stream)
      return true
    }
    let gated = gate.take()
    swap(&gate[gated].writes, &place.writes)
    call(gate, gated, on: stream)
    return true
  }

  /// Looks whether the oldest batch has come to its end.
  @inline(__always)
  func settle() {
    guard let intents, tally.ledger.planned >= intents.boundary else { return }
    intents.settle(tally.ledger)
  }
}
