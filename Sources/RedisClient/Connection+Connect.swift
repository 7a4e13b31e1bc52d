import Bytes
import Platform
import RESP

extension Connection {
  /// Connects and shakes hands, trying again with growing pauses until `connectDeadline` where waiting may help. A signal that
  /// arrives meanwhile ends it as `interrupted`.
  ///
  /// A master that was there and is gone is waited for as long as a failover may take (`failoverDeadline`).
  package func connect() throws(ConnectionError) {
    let signals = Interrupts.count
    var action = machine.begin(
      now: .now(), seed: UInt64.random(in: .min ... .max),
      patience: sentinels != nil && wasReady
        ? max(options.failoverDeadline, options.connectDeadline) : options.connectDeadline)
    while true {
      switch action {
      case .open(let deadline):
        reader = ReplyReader(limits: options.replyLimits)
        do throws(OpenFailure) {
          let patience = Patience(until: deadline, signals: signals)
          var transport = address.transport
          if let master = try sentinels?.findMaster(credentials, patience) {
            transport = .tcp(master)
            self.master = master
            nextLook = .now() + Self.lookInterval
          }
          socket = try Socket.open(transport, options.tls, patience)
          action = machine.opened()
        } catch {
          action =
            if case .interrupted(let signal) = error.kind { machine.interrupted(by: signal) } else {
              machine.openFailed(error, now: .now())
            }
        }
      case .send(let steps): action = shakeHands(steps, signals)
      case .wait(let moment):
        socket = nil
        let patience = Patience(until: moment, signals: signals)
        if let signal = patience.signal() {
          action = machine.interrupted(by: signal)
        } else {
          _ = poll(nil, 0, patience.pollTimeout(from: .now()))
          action = machine.tick(now: .now()) ?? .wait(until: moment)
        }
      case .ready:
        wasReady = true
        return
      case .fail(let error):
        socket = nil
        throw error
      case .read: preconditionFailure("nothing to read outside of the handshake")
      }
    }
  }

  /// Has the sentinels asked with the next command: before what was written is read back.
  package func lookForMasterSoon() { nextLook = MonotonicTime(nanoseconds: 0) }

  private static let lookInterval = Duration.seconds(1)

  /// Ends the connection where sentinels name another master by now. The old one does not know of it for up to ten seconds,
  /// and takes writes that it will throw away.
  func lookForMaster(at now: MonotonicTime) throws(ConnectionError) {
    guard isReady, let named = try? sentinels?.findMaster(credentials, Patience(until: now)) else {
      // Nobody to ask: less often, because each that is silent takes its time.
      nextLook = now + .seconds(10)
      return
    }
    nextLook = now + Self.lookInterval
    if named != master {
      try perform(machine.closed("the sentinels name another master now", now: now))
    }
  }

  /// Sends the steps and reads until the machine has decided.
  private func shakeHands(
    _ steps: [Handshake.Step], _ signals: Int
  ) -> ConnectionMachine.Action {
    var request = CommandEncoder(capacity: 256)
    for step in steps { request.append(command: step.arguments) }
    // It may hold a password.
    defer { request.bytes.wipe() }
    var written = 0
    while true {
      guard let progress = exchange(request.bytes.slice, from: &written) else {
        let patience = Patience(until: machine.nextTick ?? .now(), signals: signals)
        if let signal = patience.signal() { return machine.interrupted(by: signal) }
        socket?.wait(
          forWriting: written < request.bytes.count,
          milliseconds: patience.pollTimeout(from: .now()))
        if let action = machine.tick(now: .now()) { return action }
        continue
      }
      if progress != .read { return progress }
    }
  }

  /// One round of writing and reading; nil when there was nothing to do.
  private func exchange(
    _ request: ByteSlice, from written: inout Int
  ) -> ConnectionMachine.Action? {
    if written < request.count {
      switch socket?.send(request[written..<request.count]) {
      case .bytes(let count): written += count
      // Not the end yet: a server that turns us away says why before it closes.
      case .ended, .refused: written = request.count
      case .wouldBlock, nil: break
      }
    }
    switch socket?.receive(into: chunk) {
    case .wouldBlock: return nil
    case .ended(let detail): return machine.closed(detail, now: .now())
    case .refused(let failure): return machine.refused(failure)
    case nil: return machine.closed("the connection is closed", now: .now())
    case .bytes(let count):
      do throws(ProtocolError) {
        try reader.feed(ByteSlice(UnsafeRawBufferPointer(rebasing: chunk[..<count])))
        while let reply = try reader.next() {
          let action = machine.handshakeReply(Reply(reply), now: .now())
          if action != .read {
            try reader.settle()
            return action
          }
        }
        return .read
      } catch {
        return machine.broken(error)
      }
    }
  }
}

extension ByteBuffer {
  /// Overwrites what the buffer held.
  fileprivate mutating func wipe() {
    let length = count
    removeAll()
    memset(reserve(length), 0, length)
  }
}
