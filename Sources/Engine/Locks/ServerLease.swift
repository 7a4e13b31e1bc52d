import Bytes
import Planner
import Platform
import RESP
import RedisClient

/// A lock that every machine sees: a key on the server with a time to live, renewed while the run goes (docs/decisions/0041).
///
/// The key's value names the holder and a token; it is renewed and removed only where it still has that value. A holder that
/// died is waited for no longer than the lease. Taken and given back on the thread of the run; renewed on a thread of its own, so
/// that a slow source, a sort or a question on the terminal does not lose it.
final class ServerLease {
  let state: LeaseState
  private let heartbeat: Heartbeat
  private let thread: HostThread

  /// - Parameter length: of the lease, in milliseconds.
  static func take(
    _ name: String, length: Int64, on session: ServerSession, _ holder: LockHolder,
    _ patience: LockPatience
  ) throws(RunFailure) -> ServerLease {
    var options = session.connection.options
    options.replyTimeout = min(options.replyTimeout, .milliseconds(max(length / 3, 100)))
    options.connectDeadline = min(options.connectDeadline, .milliseconds(max(length / 3, 100)))
    let connection = session.another(options)
    let key = LockKey.of(name)
    let token = holder.text + "token \(UInt64.random(in: .min ... .max))\n"
    var until = MonotonicTime.now()
    do throws(ConnectionError) { try connection.connect() } catch { throw .connection(error) }
    let isTaken: Bool? = try patience.take { () throws(RunFailure) in
      until = MonotonicTime.now() + Heartbeat.trusted(length)
      let reply = try ask(connection, ["SET", key, token, "NX", "PX", "\(length)"])
      return reply.text == "OK" ? true : nil
    }
    guard isTaken != nil else {
      let held = try? ask(connection, ["GET", key]).text
      throw patience.refusal(
        "lock `\(Escaping.escaped(name))` on \(session.name)", held.flatMap { LockHolder($0) })
    }
    return try ServerLease(
      Heartbeat(connection, key: key, token: token, length: length, validUntil: until))
  }

  private init(_ heartbeat: Heartbeat) throws(RunFailure) {
    self.heartbeat = heartbeat
    state = heartbeat.state
    do throws(SystemError) {
      try heartbeat.prepare()
      thread = try HostThread { heartbeat.beat() }
    } catch {
      heartbeat.giveBack()
      throw .storage("a lease cannot be renewed: \(error)")
    }
  }

  /// Stops renewing and removes the key, where it is ours still. What cannot be removed ends with its time.
  func release() {
    heartbeat.stop()
    thread.join()
    heartbeat.giveBack()
  }

  private static func ask(
    _ connection: Connection, _ words: [String]
  ) throws(RunFailure) -> Reply {
    let reply: Reply
    do throws(ConnectionError) {
      reply = try connection.call(words.map { Array($0.utf8) })
    } catch {
      throw .connection(error)
    }
    if let error = reply.error { throw .server(error, doing: "\(words[0]) of the lock") }
    return reply
  }
}
