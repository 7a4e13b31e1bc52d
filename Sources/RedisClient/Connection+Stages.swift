import Platform
import RESP

/// Sending and receiving one at a time, for a caller that drives many connections and knows which of them has something.
/// Neither waits; both throw as `advance` does.
extension Connection {
  /// What to watch; nil while there is no connection.
  package var descriptor: Int32? { socket?.descriptor }

  /// Bytes are left that the system had no room for.
  package var isWriting: Bool { hasUnwritten }

  /// TLS has read bytes that the descriptor does not tell of.
  package var mayHoldMore: Bool { socket?.mayHoldMore ?? false }

  /// Writes as much as there is room for.
  /// - Parameter now: the caller's clock: it has looked a moment ago.
  package func send(at now: MonotonicTime) throws(ConnectionError) {
    precondition(!isDelivering, "a reply handler must not send")
    guard socket != nil else {
      throw machine.failure ?? ConnectionError(.closedHalfway, address, "not connected")
    }
    try write(now: now)
  }

  /// Delivers what has come. Returns how many replies that were.
  @discardableResult
  package func receive(
    at now: MonotonicTime, _ onReply: ReplyHandler
  ) throws(ConnectionError) -> Int {
    precondition(!isDelivering, "a reply handler must not receive")
    guard socket != nil else {
      throw machine.failure ?? ConnectionError(.closedHalfway, address, "not connected")
    }
    do throws(ConnectionError) {
      let replied = try read(now: now, onReply)
      releaseReplied()
      return replied
    } catch {
      socket = nil
      throw error
    }
  }

  /// Ends a connection whose oldest command waits longer than `replyTimeout`.
  package func checkTimeout() throws(ConnectionError) {
    if let action = machine.tick(now: .now()) { try perform(action) }
  }
}
