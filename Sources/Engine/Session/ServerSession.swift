import Bytes
import Planner
import RESP
import Recipe
import RedisClient
import Platform

/// One connected server and what is known about it: its capabilities, its profile, its clock.
///
/// Lives on the thread of the run. When a statement begins nothing is in flight.
package final class ServerSession {
  package let connection: Connection
  package let profile: ServerProfile?
  package let info: ServerInfo
  package let capabilities: ServerCapabilities
  package let clock: ServerClock
  /// How people call this server: its profile's name, else its address.
  package let name: String
  package let serverClass: ServerClass
  /// A server of our own that ends with us: what is done to it needs no record.
  package let isPrivate: Bool
  /// False where the server could not be asked whether we may do what a statement does.
  var knowsRights = true
  private let credentials: Credentials?
  /// Of the process that was talked to last.
  private var runID: String?

  /// Connects, and asks the server who it is.
  package init(
    address: ServerAddress, credentials: Credentials?, profile: ServerProfile?, name: String,
    serverClass: ServerClass, isPrivate: Bool = false,
    options: ConnectionOptions = ConnectionOptions()
  ) throws(RunFailure) {
    self.profile = profile
    self.credentials = credentials
    self.name = name
    self.serverClass = serverClass
    self.isPrivate = isPrivate
    let connection = Connection(to: address, credentials: credentials, options: options)
    do throws(ConnectionError) {
      try connection.connect()
      let info = try ServerInfo.fetch(over: connection)
      self.info = info
      runID = info.runID
      capabilities = ServerCapabilities(info)
      // Ours where an ACL hides it.
      clock = ServerClock(milliseconds: info.time ?? Int64(Clocks.wallMilliseconds()))
    } catch {
      throw .connection(error)
    }
    self.connection = connection
  }

  /// Whether another process answers than the last time: what the one before acknowledged may be gone. Asked on a connection of
  /// its own, because the run's is busy.
  func isAnotherProcess() -> Bool {
    let other = another(connection.options)
    defer { other.close() }
    guard (try? other.connect()) != nil, let now = try? ServerInfo.fetch(over: other).runID,
      let before = runID
    else { return false }
    runID = now
    return now != before
  }

  package var limits: Lowering.Limits { Lowering.Limits(profile) }

  /// Whether we say who we are.
  package var hasCredentials: Bool { (credentials ?? connection.address.credentials) != nil }

  /// How far the server's wall clock is ahead of ours, in milliseconds.
  package func clockDifference() throws(RunFailure) -> Int {
    let ours = Clocks.wallMilliseconds()
    return ServerInfo.milliseconds(try ask("TIME")).map { Int($0) - ours } ?? 0
  }

  /// Another connection to the same server, as the same user, not connected yet.
  func another(_ options: ConnectionOptions) -> Connection {
    Connection(to: connection.address, credentials: credentials, options: options)
  }

  /// A connection to a replica that this server names, as the same user, not connected yet (docs/decisions/0024).
  func connection(to endpoint: ServerAddress.HostAndPort) -> Connection {
    var transport = ServerAddress.Transport.tcp(endpoint)
    if case .tls = connection.address.transport { transport = .tls(endpoint) }
    return Connection(
      to: ServerAddress(transport), credentials: credentials ?? connection.address.credentials,
      options: connection.options)
  }

  /// `DBSIZE`.
  package func keyCount() throws(RunFailure) -> Int {
    let reply = try ask("DBSIZE")
    // Taken for 0, a refusal would let a guard over `share` pass.
    if let error = reply.error { throw .server(error, doing: "DBSIZE") }
    return reply.integer ?? 0
  }

  /// Bytes that the server takes as one argument, `proto-max-bulk-len`; what servers begin with, where it does not tell.
  func largestArgument() throws(RunFailure) -> Int {
    let answer = try ask("CONFIG", "GET", "proto-max-bulk-len").elements
    return answer?.last?.integer ?? CommandEncoder.largestArgument
  }

  /// One field of `INFO section` as a number; 0 where the server does not tell.
  package func infoNumber(_ section: String, _ fields: String...) throws(RunFailure) -> Double {
    guard let text = try ask("INFO", section).text else { return 0 }
    var sum = 0.0
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, fields.contains(String(parts[0])) { sum += Double(parts[1]) ?? 0 }
    }
    return sum
  }

  /// A request that may run twice: when the connection is lost it is sent again, once, on a new one.
  package func ask(_ arguments: String...) throws(RunFailure) -> Reply {
    try ask(arguments.map { Array($0.utf8) })
  }

  package func ask(_ arguments: [[UInt8]]) throws(RunFailure) -> Reply {
    do throws(RunFailure) {
      return try call(arguments, isRepeatable: true)
    } catch {
      try reconnect(after: error)
      return try call(arguments, isRepeatable: true)
    }
  }

  /// Makes a lost connection again; throws what was wrong where that cannot help. Nothing may be in flight but what was lost.
  func reconnect(after failure: RunFailure) throws(RunFailure) {
    guard case .connection(let error) = failure,
      error.kind == .closedHalfway || error.kind == .timedOut
    else { throw failure }
    do throws(ConnectionError) {
      try connection.reconnect { _ in false }
    } catch {
      throw .connection(error)
    }
  }

  /// Whether reads from here on leave idle times as they are: also those of a connection that must be made again.
  func keepIdleTimes(_ isWanted: Bool) throws(RunFailure) {
    guard connection.keepsIdleTimes != isWanted else { return }
    let reply = try ask("CLIENT", "NO-TOUCH", isWanted ? "ON" : "OFF")
    if let error = reply.error { throw .server(error, doing: "CLIENT NO-TOUCH") }
    connection.keepsIdleTimes = isWanted
  }

  package func call(_ arguments: String...) throws(RunFailure) -> Reply {
    try call(arguments.map { Array($0.utf8) })
  }

  /// A request that is sent once, whatever becomes of it. One that may run twice is given up at the first signal.
  package func call(
    _ arguments: [[UInt8]], isRepeatable: Bool = false
  ) throws(RunFailure) -> Reply {
    do throws(ConnectionError) {
      return try connection.call(arguments, isRepeatable: isRepeatable)
    } catch {
      throw .connection(error)
    }
  }
}
