import Bytes
import Planner
import RESP
import RedisClient

/// What comes back, and what does not.
extension BenchWorker {
  func receive(_ lane: BenchLane, _ index: Int) {
    arrival = -1
    guard !lane.isDown else { return }
    do throws(ConnectionError) {
      repeat {
        try lane.connection.receive(at: looked) { tag, _, reply in
          self.count(tag, reply, lane, index)
        }
      } while lane.connection.mayHoldMore
    } catch {
      lose(lane, index, error)
    }
    if lane.connection.isWriting { lane.hasNews = true }
  }

  /// One reply. All that were read together came at one moment.
  private func count(_ tag: UInt64, _ reply: ReplyView, _ lane: BenchLane, _ index: Int) {
    if arrival < 0 {
      arrival = now
      lastReply = arrival
    }
    if tag & Self.strategyTag != 0 { return step(tag, reply) }
    lane.open -= 1
    let operation = Int(tag & 0xFF)
    if reply.isError {
      fail(operation, reply)
    } else {
      tallies[operation].ok += 1
      let latency = arrival - Int64(bitPattern: tag >> 8)
      tallies[operation].latency.record(latency)
      timeline?.succeed(latency, at: arrival)
    }
  }

  private func fail(_ operation: Int, _ reply: ReplyView) {
    let text = String(decoding: Array(reply.bytes), as: UTF8.self)
    let code = text.prefix { $0 != " " }.lowercased()
    fail(operation, code: code, detail: text)
  }

  /// Counted beside the latency.
  func fail(_ operation: Int, code: String, detail: String) {
    timeline?.fail(at: now)
    tallies[operation].fail(code, Escaping.escaped(Array(detail.utf8)))
    if stopsAtFailure { board.stop() }
  }

  // MARK: Losing and coming back

  /// A connection is gone: what may have run is unknown, what was not sent did not happen.
  func lose(_ lane: BenchLane, _ index: Int, _ error: ConnectionError) {
    lane.isDown = true
    losses += 1
    lastError = error
    // What waits for a moment, and has nothing in flight, stays open.
    lane.connection.forEachUnreplied { command in
      lane.open -= 1
      if command.tag & Self.strategyTag != 0 { return forget(command.tag) }
      let operation = Int(command.tag & 0xFF)
      if command.mayHaveRun {
        tallies[operation].unknown += 1
      } else {
        tallies[operation].sent -= 1
      }
    }
    (lane.hasNews, lane.awaitsRoom) = (false, false)
    nextAttempt = max(nextAttempt, now + pause)
    if downSince == nil, lanes.allSatisfy(\.isDown) { downSince = now }
  }

  /// What is due between two waits: numbers for the watcher, silence, and connections that may come back.
  func tend(
    _ moment: Int64, due: () -> Int = { 0 }, _ revived: (BenchLane, Int) -> Void
  ) {
    guard moment >= nextTending else { return }
    nextTending = moment + Self.attention
    publish(due: due())
    for (index, lane) in lanes.enumerated() where !lane.isDown {
      do throws(ConnectionError) {
        try lane.connection.checkTimeout()
      } catch {
        lose(lane, index, error)
      }
    }
    guard moment >= nextAttempt else { return }
    for (index, lane) in lanes.enumerated() where lane.isDown {
      guard revive(lane, index) else { return }
      revived(lane, index)
    }
  }

  /// False: the server is not there, and the others need not ask.
  private func revive(_ lane: BenchLane, _ index: Int) -> Bool {
    do throws(ConnectionError) {
      try lane.connection.reconnect { _ in false }
    } catch {
      lastError = error
      pause = min(max(pause * 2, Self.attention), Self.longestPause)
      nextAttempt = now + pause
      if let since = downSince, now - since > Self.patience { board.fail(.connection(error)) }
      return false
    }
    lane.isDown = false
    downSince = nil
    pause = 0
    watch(index, isNew: true)
    return true
  }

  private static let longestPause: Int64 = 1_000_000_000

  /// Waits for what is in flight; what does not come in time is unknown.
  func drain() {
    let limit = now + Self.patience
    while !board.isAborting, now < limit,
      openOperations.count > 0 || lanes.contains(where: { !$0.isDown && $0.open > 0 })
    {
      wait(until: limit) { index in
        self.receive(self.lanes[index], index)
        self.send(self.lanes[index], index)
      }
      wakeOperations { _, _ in }
    }
    // One whose operations all wait for the origin is as sound as ever.
    for (index, lane) in lanes.enumerated()
    where !lane.isDown && lane.connection.inFlightCommands > 0 {
      lose(lane, index, ConnectionError(.timedOut, lane.connection.address, "no reply in time"))
      lane.connection.close()
    }
    abandonOperations()
    publish()
  }
}
