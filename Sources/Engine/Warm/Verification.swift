import Bytes
import RESP
import Recipe
import RedisClient

/// Looks written keys up again, without touching them: `+OK` is not yet there.
struct Verification {
  private let session: ServerSession
  private var checked = 0
  private var missing = 0

  private init(session: ServerSession) { self.session = session }

  /// Nil when nothing was written that must still be there.
  /// - Parameter kept: what `verify` asks for; else the sample is looked up.
  static func check(
    _ sample: WrittenSample, _ kept: WrittenKeys?, _ scope: VerificationScope?,
    _ session: ServerSession
  ) throws(RunFailure) -> VerificationReport? {
    var verification = Verification(session: session)
    session.connection.lookForMasterSoon()
    if let kept {
      try kept.forEachPage { entries throws(RunFailure) in try verification.look(up: entries) }
    } else {
      try verification.look(up: sample.entries)
    }
    return verification.report(scope)
  }

  private func report(_ scope: VerificationScope?) -> VerificationReport? {
    guard checked > 0 else { return nil }
    let mode: VerificationReport.Mode =
      switch scope {
      case nil: .sample
      case .sample(let share): .share(share)
      case .all: .all
      }
    // Of all keys, what is missing is known, not estimated.
    let share = Double(missing) / Double(checked)
    return VerificationReport(
      mode: mode, checked: checked, missing: missing,
      upper95: scope == .all ? share : Self.wilsonUpperBound(missing, of: checked))
  }

  private mutating func look(up written: [WrittenSample.Entry]) throws(RunFailure) {
    // A key whose time has come meanwhile is rightly gone.
    let due = session.clock.now + 1000
    let entries = written.filter { $0.expiry.map { $0 > due } ?? true }
    do throws(RunFailure) {
      missing += try ask(entries)
    } catch {
      try session.reconnect(after: error)
      missing += try ask(entries)
    }
    checked += entries.count
  }

  /// How many of the keys are not there.
  private func ask(_ entries: [WrittenSample.Entry]) throws(RunFailure) -> Int {
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
    return missing
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
