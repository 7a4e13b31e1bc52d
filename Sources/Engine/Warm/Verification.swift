import Bytes
import RESP
import RedisClient

/// Looks a sample of the written keys up again, without touching them: `+OK` is not yet there.
enum Verification {
  /// Nil when nothing was written.
  static func check(
    _ sample: WrittenSample, _ session: ServerSession
  ) throws(RunFailure) -> VerificationReport? {
    do throws(RunFailure) {
      return try look(up: sample, session)
    } catch {
      try session.reconnect(after: error)
      return try look(up: sample, session)
    }
  }

  private static func look(
    up sample: WrittenSample, _ session: ServerSession
  ) throws(RunFailure) -> VerificationReport? {
    // A key whose time has come meanwhile is rightly gone.
    let due = session.clock.now + 1000
    let entries = sample.entries.filter { $0.expiry.map { $0 > due } ?? true }
    guard !entries.isEmpty else { return nil }
    var missing = 0
    let connection = session.connection
    for entry in entries {
      connection.encoder.beginCommand(argumentCount: 2)
      connection.encoder.append(argument: "EXISTS")
      connection.encoder.append(argument: entry.key)
      connection.didEnqueue(tag: 0)
    }
    do throws(ConnectionError) {
      try connection.drain { _, _, reply in
        if reply.integer == 0 { missing += 1 }
      }
    } catch {
      throw .connection(error)
    }
    return VerificationReport(
      checked: entries.count, missing: missing,
      upper95: wilsonUpperBound(missing, of: entries.count))
  }

  /// The upper end of Wilson's score interval at 95 % (E. B. Wilson, 1927), as a fraction.
  private static func wilsonUpperBound(_ hits: Int, of trials: Int) -> Double {
    let z = 1.959964
    let n = Double(trials)
    let p = Double(hits) / n
    let centre = p + z * z / (2 * n)
    let margin = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return min((centre + margin) / (1 + z * z / n), 1)
  }
}
