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
    /// End it after so many whole replies to commands that count.
    package var cutAfterReplies: Int?
    /// End it after so many bytes of requests were passed on; replies to them are lost.
    package var cutAfterRequestBytes: Int?
    /// End it when such a command comes: the server gets it, and its reply is lost.
    package var cutsBefore: (@Sendable (_ command: [[UInt8]]) -> Bool)?
    /// End with a reset instead of an orderly close.
    package var resets = false
    /// Pass on replies a byte at a time.
    package var splitsReplies = false
    /// Hold back all replies after so many that count, for a while.
    package var delay: (afterReplies: Int, milliseconds: UInt32)?
    /// The delay waits for a reply that counts, and holds back that one.
    package var delaysOnlyCounted = false
    /// Pass on no reply after so many that count; the connection stays open.
    package var silentAfterReplies: Int?
    /// Pass on replies no faster than so many bytes a second.
    package var bytesPerSecond: Int?
    /// Take everything, pass on nothing.
    package var isBlackHole = false
    /// Which commands count; by default all, the client's own handshake too.
    package var counts: @Sendable (_ command: [[UInt8]]) -> Bool = { _ in true }
    /// The error, without its `-`, that answers a command in the server's stead; the server never sees that command.
    package var refuses: (@Sendable (_ command: [[UInt8]]) -> String?)?

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
    defer { if fault.resets { StreamSocket.reset(client) } else { StreamSocket.end(client) } }
    var requests = RequestRelay(server: server, fault: fault)
    var replies = ReplyRelay(client: client, fault: fault)
    while !stopped {
      let ready = StreamSocket.readable([client, server], milliseconds: 20)
      if ready[0] {
        let bytes = StreamSocket.receive(from: client)
        if bytes.isEmpty { return }
        if fault.isBlackHole { continue }
        guard requests.pass(bytes, announcing: { replies.expect($0) }), replies.passRefusals()
        else { return }
      }
      if ready[1] {
        let bytes = StreamSocket.receive(from: server)
        guard !bytes.isEmpty, replies.pass(bytes) else { return }
      }
    }
  }
}

/// What the client waits for, in its order.
private enum Awaited {
  case reply(counts: Bool)
  case refusal(String, counts: Bool)

  var counts: Bool {
    switch self {
    case .reply(let counts), .refusal(_, let counts): counts
    }
  }
}

/// One connection's requests on their way to the server.
private struct RequestRelay {
  let server: Int32
  let fault: FaultProxy.Fault
  private var splitter = RequestSplitter()
  private var byteCount = 0

  init(server: Int32, fault: FaultProxy.Fault) {
    self.server = server
    self.fault = fault
  }

  /// Passes bytes on; false when the connection is to end here.
  mutating func pass(_ bytes: [UInt8], announcing announce: (Awaited) -> Void) -> Bool {
    let kept = fault.cutAfterRequestBytes.map { bytes.prefix($0 - byteCount) } ?? bytes[...]
    byteCount += kept.count
    var passed: [UInt8] = []
    var isCut = false
    for command in splitter.take(kept) {
      if fault.cutsBefore?(command.arguments) == true { isCut = true }
      let counts = fault.counts(command.arguments)
      if let error = fault.refuses?(command.arguments) {
        announce(.refusal(error, counts: counts))
      } else {
        announce(.reply(counts: counts))
        passed += command.bytes
      }
    }
    // Half a command goes as it is, unless it may have to be kept from the server.
    if fault.refuses == nil { passed = Array(kept) }
    return StreamSocket.send(passed, to: server) && byteCount != fault.cutAfterRequestBytes
      && !isCut
  }
}

/// One connection's replies on their way back, up to where the fault ends them.
private struct ReplyRelay {
  let client: Int32
  let fault: FaultProxy.Fault
  private var counter = ReplyCounter()
  private var awaited: [Awaited] = []
  /// Replies that count, so far.
  private var counted = 0
  private var byteCount = 0
  private var wasDelayed = false

  init(client: Int32, fault: FaultProxy.Fault) {
    self.client = client
    self.fault = fault
  }

  mutating func expect(_ next: Awaited) { awaited.append(next) }

  /// Passes bytes on; false when the connection is to end here.
  mutating func pass(_ bytes: [UInt8]) -> Bool {
    var unsent: [UInt8] = []
    for byte in bytes {
      guard hold(&unsent) else { return false }
      if isAtItsEnd {
        _ = send(unsent)
        return false
      }
      if !isSilent { unsent.append(byte) }
      byteCount += 1
      let complete = counter.complete
      counter.take(byte)
      guard counter.complete > complete else { continue }
      if awaited.isEmpty || awaited.removeFirst().counts { counted += 1 }
      unsent += refusals()
    }
    return send(unsent) && !isAtItsEnd
  }

  /// Answers what the server will not be asked; false when the connection is to end here.
  mutating func passRefusals() -> Bool {
    guard !isAtItsEnd else { return false }
    return send(refusals()) && !isAtItsEnd
  }

  /// The refusals whose turn it is.
  private mutating func refusals() -> [UInt8] {
    var bytes: [UInt8] = []
    while case .refusal(let error, let counts)? = awaited.first, !isAtItsEnd {
      awaited.removeFirst()
      if !isSilent { bytes += "-\(error)\r\n".utf8 }
      counted += counts ? 1 : 0
    }
    return bytes
  }

  /// The delay, where it is due: what came before it is sent first.
  private mutating func hold(_ unsent: inout [UInt8]) -> Bool {
    guard let delay = fault.delay, !wasDelayed, counted >= delay.afterReplies else { return true }
    if fault.delaysOnlyCounted, awaited.first?.counts != true { return true }
    wasDelayed = true
    guard send(unsent) else { return false }
    unsent = []
    usleep(delay.milliseconds * 1000)
    return true
  }

  private var isAtItsEnd: Bool {
    counted == fault.cutAfterReplies || byteCount == fault.cutAfterReplyBytes
  }

  private var isSilent: Bool { fault.silentAfterReplies.map { counted >= $0 } ?? false }

  private func send(_ bytes: [UInt8]) -> Bool {
    if bytes.isEmpty { return true }
    if let rate = fault.bytesPerSecond { usleep(UInt32(bytes.count * 1_000_000 / max(rate, 1))) }
    guard fault.splitsReplies else { return StreamSocket.send(bytes, to: client) }
    return bytes.allSatisfy { StreamSocket.send(CollectionOfOne($0), to: client) }
  }
}
