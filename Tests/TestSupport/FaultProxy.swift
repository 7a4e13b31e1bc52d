import Foundation
import Platform
import Synchronization

/// Stands between a client and a test server and breaks their connection in a chosen way. Listens on a free TCP port; one
/// thread for each connection.
package final class FaultProxy: Sendable {
  /// What to do to one connection.
  package struct Fault: Sendable {
    /// End the connection after so many bytes of replies were passed on.
    package var cutAfterReplyBytes: Int?
    /// End it after so many whole replies. (With the client's own handshake counted.)
    package var cutAfterReplies: Int?
    /// End it after so many bytes of requests were passed on; replies to them are lost.
    package var cutAfterRequestBytes: Int?
    /// End with a reset instead of an orderly close.
    package var resets = false
    /// Pass on replies a byte at a time.
    package var splitsReplies = false
    /// Hold back all replies after so many for a while.
    package var delay: (afterReplies: Int, milliseconds: UInt32)?
    /// Take everything, pass on nothing.
    package var isBlackHole = false

    package init() {}

    package static func cut(afterReplies count: Int, resets: Bool = false) -> Fault {
      var fault = Fault()
      fault.cutAfterReplies = count
      fault.resets = resets
      return fault
    }
  }

  package let port: UInt16
  private let listener: Int32
  private let target: String
  private let plan: @Sendable (Int) -> Fault
  private let isStopped = Atomic(false)
  private let connections = Atomic(0)

  /// `plan` says what happens to the n-th connection, from 0.
  package init(
    toSocket target: String, plan: @escaping @Sendable (_ connection: Int) -> Fault
  ) throws {
    (listener, port) = try StreamSocket.listen()
    self.target = target
    self.plan = plan
    let accepting = Thread { [self] in acceptAll() }
    accepting.start()
  }

  /// How many connections were made so far.
  package var connectionCount: Int { connections.load(ordering: .relaxed) }

  /// Must be called: the proxy's thread keeps it alive.
  package func stop() { isStopped.store(true, ordering: .relaxed) }

  private var stopped: Bool { isStopped.load(ordering: .relaxed) }

  private func acceptAll() {
    while !stopped {
      guard StreamSocket.readable([listener], milliseconds: 20)[0] else { continue }
      let client = accept(listener, nil, nil)
      guard client >= 0 else { continue }
      let index = connections.wrappingAdd(1, ordering: .relaxed).oldValue
      guard let server = StreamSocket.connect(path: target) else {
        close(client)
        continue
      }
      let fault = plan(index)
      let relaying = Thread { [self] in relay(client: client, server: server, fault) }
      relaying.start()
    }
    close(listener)
  }

  private func relay(client: Int32, server: Int32, _ fault: Fault) {
    defer { close(server) }
    defer { if fault.resets { StreamSocket.reset(client) } else { close(client) } }
    var requestBytes = 0
    var replies = ReplyRelay(client: client, fault: fault)
    while !stopped {
      let ready = StreamSocket.readable([client, server], milliseconds: 20)
      if ready[0] {
        var bytes = StreamSocket.receive(from: client)[...]
        if bytes.isEmpty { return }
        if fault.isBlackHole { continue }
        if let limit = fault.cutAfterRequestBytes { bytes = bytes.prefix(limit - requestBytes) }
        requestBytes += bytes.count
        guard StreamSocket.send(bytes, to: server) else { return }
        if requestBytes == fault.cutAfterRequestBytes { return }
      }
      if ready[1] {
        let bytes = StreamSocket.receive(from: server)
        guard !bytes.isEmpty, replies.pass(bytes) else { return }
      }
    }
  }
}

/// One connection's replies on their way back, up to where the fault ends them.
private struct ReplyRelay {
  let client: Int32
  let fault: FaultProxy.Fault
  private var counter = ReplyCounter()
  private var byteCount = 0
  private var wasDelayed = false

  init(client: Int32, fault: FaultProxy.Fault) {
    self.client = client
    self.fault = fault
  }

  /// Passes bytes on; false when the connection is to end here.
  mutating func pass(_ bytes: [UInt8]) -> Bool {
    var unsent = 0
    for (index, byte) in bytes.enumerated() {
      if let delay = fault.delay, !wasDelayed, counter.complete >= delay.afterReplies {
        wasDelayed = true
        guard send(bytes[unsent..<index]) else { return false }
        unsent = index
        usleep(delay.milliseconds * 1000)
      }
      if isAtItsEnd {
        _ = send(bytes[unsent..<index])
        return false
      }
      counter.take(byte)
      byteCount += 1
    }
    return send(bytes[unsent...]) && !isAtItsEnd
  }

  private var isAtItsEnd: Bool {
    counter.complete == fault.cutAfterReplies || byteCount == fault.cutAfterReplyBytes
  }

  private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard fault.splitsReplies else { return StreamSocket.send(bytes, to: client) }
    return bytes.allSatisfy { StreamSocket.send(CollectionOfOne($0), to: client) }
  }
}
