import Bytes
import Platform
import RESP

extension Connection {
  /// Writes what can be written and delivers what has come, without waiting. Returns how many replies were delivered.
  ///
  /// Writing never waits for room while replies lie unread: that is how two pipelines deadlock.
  @discardableResult
  package func advance(
    _ onReply: ReplyHandler, onRun: RunHandler? = nil
  ) throws(ConnectionError) -> Int {
    precondition(!isDelivering, "a reply handler must not pump")
    precondition(
      origin + encoder.bytes.count == machine.enqueuedEnd, "bytes without a didEnqueue")
    guard socket != nil else {
      throw machine.failure ?? ConnectionError(.closedHalfway, address, "not connected")
    }
    let now = MonotonicTime.now()
    if isWatched, now >= nextLook { try lookForMaster(at: now) }
    let replied: Int
    do throws(ConnectionError) {
      try write(now: now)
      replied = try read(now: now, onReply, onRun)
    } catch {
      socket = nil
      throw error
    }
    if let action = machine.tick(now: now) { try perform(action) }
    releaseReplied()
    return replied
  }

  /// As `advance`, and when nothing came, waits for it up to a limit. Returns early, with 0, when a signal arrives, so that
  /// the caller can look at what it asked for.
  @discardableResult
  package func pump(
    timeout: Duration, _ onReply: ReplyHandler, onRun: RunHandler? = nil
  ) throws(ConnectionError) -> Int {
    let replied = try advance(onReply, onRun: onRun)
    guard replied == 0, inFlightCommands > 0 else { return replied }
    Self.wait(for: CollectionOfOne(self), timeout: timeout)
    return try advance(onReply, onRun: onRun)
  }

  /// Pumps until no command is in flight. Ends by itself at a silence of `replyTimeout`, and at a second signal, or at the first one
  /// where all that is in flight may run twice (`isRepeatable`); `shouldStop` is asked at least every 100 ms, and after a signal.
  package func drain(
    until shouldStop: () -> Bool = { false }, isRepeatable: Bool = false, _ onReply: ReplyHandler
  ) throws(ConnectionError) {
    let patience = Patience(until: .now())
    while inFlightCommands > 0, !shouldStop() {
      try pump(timeout: .milliseconds(100), onReply)
      if inFlightCommands > 0, let signal = patience.signal(after: isRepeatable ? 1 : 2) {
        try perform(machine.interrupted(by: signal))
      }
    }
  }

  /// Waits until one of the connections has something to read, or room for what it has to write; at most so long, or until
  /// a signal. Then `advance` each of them: this is how one thread drives many.
  package static func wait(for connections: some Collection<Connection>, timeout: Duration) {
    let now = MonotonicTime.now()
    var limit = now + timeout
    withUnsafeTemporaryAllocation(of: pollfd.self, capacity: connections.count) { descriptors in
      var count = 0
      for connection in connections {
        guard let descriptor = connection.socket?.descriptor,
          let events = connection.socket?.events(forWriting: connection.hasUnwritten),
          connection.socket?.mayHoldMore == false
        else { return }
        descriptors.initializeElement(
          at: count, to: pollfd(fd: descriptor, events: events, revents: 0))
        count += 1
        if let tick = connection.machine.nextTick { limit = min(limit, tick) }
      }
      _ = poll(descriptors.baseAddress, nfds_t(count), limit.pollTimeout(from: now))
    }
  }

  var hasUnwritten: Bool { machine.writtenEnd < machine.enqueuedEnd }

  func write(now: MonotonicTime) throws(ConnectionError) {
    while hasUnwritten {
      let pending = encoder.bytes.slice(machine.writtenEnd - origin..<encoder.bytes.count)
      switch socket?.send(pending) {
      case .bytes(let count): machine.wrote(count, now: now)
      // Replies that the server sent before it went away are still to be read; the read says that it is over.
      case .ended, .refused, .wouldBlock, nil: return
      }
    }
  }

  func read(
    now: MonotonicTime, _ onReply: ReplyHandler, _ onRun: RunHandler? = nil
  ) throws(ConnectionError) -> Int {
    var replied = 0
    // A few chunks, then the caller has its turn to fill the window.
    for _ in 0..<4 {
      switch socket?.receive(into: chunk) {
      case .wouldBlock: return replied
      case .ended(let detail): try perform(machine.closed(detail, now: now))
      case .refused(let failure): try perform(machine.refused(failure))
      case nil: return replied
      case .bytes(let count):
        machine.received(now: now)
        replied += try deliver(
          ByteSlice(UnsafeRawBufferPointer(rebasing: chunk[..<count])), onReply, onRun)
        if count < chunk.count { return replied }
      }
    }
    return replied
  }

  private func deliver(
    _ bytes: ByteSlice, _ onReply: ReplyHandler, _ onRun: RunHandler?
  ) throws(ConnectionError) -> Int {
    isDelivering = true
    defer { isDelivering = false }
    var replied = 0
    var isDemoted = false
    do throws(ProtocolError) {
      try reader.feed(bytes)
      while true {
        if let onRun, let run = nextRun() {
          replied += run.count
          onRun(run)
          continue
        }
        guard let reply = try reader.next() else { break }
        if reply.isError, isWatched, reply.bytes.buffer.starts(with: Self.readOnly) {
          isDemoted = true
          break
        }
        guard let command = machine.reply() else {
          // Closed by the handler, or a reply to nothing.
          guard machine.isReady else { return replied }
          throw reply.isError
            ? .refused(String(decoding: reply.bytes.buffer, as: UTF8.self)) : .unexpectedReply
        }
        replied += 1
        onReply(
          command.tag,
          encoder.bytes.slice(
            command.bytes.lowerBound - origin..<command.bytes.upperBound - origin),
          reply)
      }
    } catch {
      try perform(machine.broken(error))
    }
    // What was refused has no reply: who is master now is asked for, and it is sent again if it may be.
    if isDemoted { try perform(machine.closed("the master has become a replica", now: .now())) }
    return replied
  }

  /// The commands that the next replies of OK belong to.
  private func nextRun() -> CommandRun? {
    let count = reader.countOKs(limit: machine.inFlight.count)
    let start = machine.repliedEnd
    guard count > 0, machine.replies(count) else { return nil }
    reader.take(oks: count)
    return CommandRun(
      count: count, records: UnsafePointer(machine.inFlight.records), mask: machine.inFlight.mask,
      head: machine.inFlight.head - count, start: start,
      base: encoder.bytes.slice.base - origin)
  }

  private static let readOnly = Array("READONLY ".utf8)

  /// Lets go of the bytes of answered commands. Moves bytes only when at least as many are dropped, so that the cost is at
  /// most one move for each byte sent.
  func releaseReplied() {
    let dead = machine.repliedEnd - origin
    guard dead > 0, dead == encoder.bytes.count || dead >= max(encoder.bytes.count / 2, 64 << 10)
    else { return }
    encoder.bytes.removeFirst(dead)
    origin += dead
  }
}
