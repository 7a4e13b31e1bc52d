import Planner
import Platform
import RESP
import RedisClient

/// Renews a lease three times in its length, on a thread of its own, until it is stopped or the lease is lost.
///
/// Owns the connection: only one thread uses it at a time, the heartbeat's until that has ended.
final class Heartbeat: @unchecked Sendable {
  let state: LeaseState
  private let connection: Connection
  private let key: String
  private let token: String
  /// Milliseconds.
  private let length: Int64
  private var ends: (reading: Int32, writing: Int32) = (-1, -1)

  init(
    _ connection: Connection, key: String, token: String, length: Int64, validUntil: MonotonicTime
  ) {
    self.connection = connection
    self.key = key
    self.token = token
    self.length = length
    state = LeaseState(validUntil: validUntil)
  }

  deinit {
    for end in [ends.reading, ends.writing] where end >= 0 { close(end) }
    connection.close()
  }

  /// How long a lease is relied on, counted from before it was asked for: a tenth less than the server keeps it, because
  /// clocks differ in speed and what was sent last has a way to go.
  static func trusted(_ length: Int64) -> Duration { .milliseconds(length - length / 10) }

  func prepare() throws(SystemError) {
    let pipe = try Descriptors.pipe()
    ends = (pipe.reading, pipe.writing)
  }

  func stop() { try? Descriptors.writeAll([0], to: ends.writing) }

  /// Until it is stopped.
  func beat() {
    var pause = length / 3
    while !state.isLost {
      var end = pollfd(fd: ends.reading, events: Int16(POLLIN), revents: 0)
      let isStopped = poll(&end, 1, Int32(clamping: max(pause, 1)))
      if isStopped > 0 { return }
      // What cannot be reached is asked again soon: there is still time.
      pause = renew() ? length / 3 : length / 20
    }
  }

  /// False where the server could not be asked.
  private func renew() -> Bool {
    let until = MonotonicTime.now() + Self.trusted(length)
    do throws(ConnectionError) {
      if !connection.isReady { try connection.reconnect { _ in false } }
      let reply = try call(LockKey.renewal, [token, "\(length)"])
      if reply.integer == 1 {
        state.renew(until: until)
        return true
      }
      state.lose(try loss(reply))
      return true
    } catch {
      return false
    }
  }

  /// Why it was not renewed.
  private func loss(_ reply: Reply) throws(ConnectionError) -> String {
    if let error = reply.error { return "the server answered \(error)" }
    let now = try connection.call("GET", key)
    guard let text = now.text else { return "its key is gone" }
    return LockHolder(text).map { "it is held by \($0.description)" }
      ?? "its key holds something else"
  }

  /// Removes the key where it is ours. After `beat` has ended.
  func giveBack() {
    if !connection.isReady { try? connection.reconnect { _ in false } }
    if connection.isReady { _ = try? call(LockKey.release, [token]) }
  }

  private func call(_ script: String, _ arguments: [String]) throws(ConnectionError) -> Reply {
    try connection.call((["EVAL", script, "1", key] + arguments).map { Array($0.utf8) })
  }
}
