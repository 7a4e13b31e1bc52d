import Planner

/// What a saved plan says of one statement; its keys or writes stand in pages of the plan's file.
package struct PlannedStatement: Sendable {
  /// Its place among the chosen ones, from 0.
  package var number: Int
  package var verb: String
  package var name: String
  /// As people call it, and which start of its process.
  package var server: String
  package var identity: String
  /// Milliseconds since 1970, by the server's clock.
  package var serverTime: Int64
  /// Keys in the database.
  package var keyCount: Int
  /// The fingerprint of the file that rows came from.
  package var input: String?
  /// Writes that must not be done twice are among them.
  package var isUnsafe: Bool
  package var plan: PlanReport
  /// Items that were decided while planning: rows that could not be rendered, keys that are protected.
  package var decided: ItemCounts

  /// Refused where the world is not as it was planned for.
  /// - Parameter maxAge: milliseconds.
  /// - Parameter isBegun: an earlier run applied a part of it: the keys that came or went since may be its own doing.
  func refuseDrift(
    _ session: ServerSession, maxAge: Int64, input: String?, isBegun: Bool
  ) throws(RunFailure) {
    let now = ServerIdentity(session).text
    guard identity == now else {
      throw .stale(
        "the plan is for another server, or it was started again since: it was \(identity), it is \(now)"
      )
    }
    let age = session.clock.now - serverTime
    guard age <= maxAge else {
      throw .stale("the plan is \(UnitText.rounded(age)) old: plan again, or raise --max-age")
    }
    guard self.input == input else {
      throw .stale("the file that the rows of `\(name)` come from has changed since it was planned")
    }
    guard !isBegun else { return }
    let keys = try session.keyCount()
    guard abs(keys - keyCount) <= max(keyCount / Self.driftDivisor, Self.driftFloor) else {
      throw .stale(
        "the database had \(keyCount) keys when it was planned, and has \(keys): plan again")
    }
  }

  /// A fifth of the keys may have come or gone, and of a small database so many.
  private static let driftDivisor = 5
  private static let driftFloor = 1000
}
