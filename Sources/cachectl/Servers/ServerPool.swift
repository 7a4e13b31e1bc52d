import Bytes
import Engine
import Platform
import Recipe
import RedisClient

/// The servers of a run: each connected once, when a statement first needs it.
final class ServerPool {
  private let profiles: [ServerProfile]
  private let options: GlobalOptions
  private let password: GivenPassword
  private var sessions: [String: ServerSession] = [:]
  private var sandbox: Sandbox?

  init(_ profiles: [ServerProfile], _ options: GlobalOptions) {
    self.profiles = profiles
    self.options = options
    password = GivenPassword(options)
  }

  /// The server of a statement, or without one the server that the flag or the environment names.
  func target(for action: Action?) throws(CommandFailure) -> ServerTarget {
    let name = try ServerTarget.name(for: action, flag: options.server)
    return try ServerTarget(named: name, among: profiles, isArgument: name == options.server)
  }

  /// The servers that names or URLs mean; without any, the one of the flag or the environment.
  func targets(named names: [String]) throws(CommandFailure) -> [ServerTarget] {
    guard !names.isEmpty else { return [try target(for: nil)] }
    return try names.map { name throws(CommandFailure) in
      try ServerTarget(named: name, among: profiles, isArgument: true)
    }
  }

  func session(for action: Action?) throws(RunFailure) -> ServerSession {
    try session(on: try Self.asRunFailure { () throws(CommandFailure) in try target(for: action) })
  }

  /// The servers of a run's statements, and those that their rows come from.
  var ofRun: RunServers {
    RunServers(
      session: { [self] action throws(RunFailure) in try session(for: action) },
      named: { [self] name throws(RunFailure) in
        let target = try Self.asRunFailure { () throws(CommandFailure) in
          try ServerTarget(named: name, among: profiles, isArgument: false)
        }
        return try session(on: target)
      })
  }

  func session(on target: ServerTarget) throws(RunFailure) -> ServerSession {
    if let known = sessions[target.name] { return known }
    var address = target.address
    let isPrivate = address.transport == .sandbox
    if case .sandbox = address.transport {
      let running: Sandbox
      if let sandbox { running = sandbox } else { running = try Sandbox() }
      sandbox = running
      address = ServerAddress(running.address.transport, database: address.database)
    }
    let session = try ServerSession(
      address: address,
      credentials: try credentials(of: target),
      profile: target.profile, name: target.name, serverClass: target.serverClass,
      isPrivate: isPrivate, options: connectionOptions(target.profile, isPrivate: isPrivate))
    sessions[target.name] = session
    return session
  }

  /// Who we are to a server.
  func credentials(of target: ServerTarget) throws(RunFailure) -> Credentials? {
    try Self.asRunFailure { () throws(CommandFailure) in try target.credentials(password) }
  }

  /// Asks for the password of a server that wants one, where it has none from a profile.
  func askForPassword(of target: ServerTarget) -> Bool {
    guard target.profile?.password == nil else { return false }
    return (try? password.ask(for: Escaping.escaped(target.name))) != nil
  }

  /// Lets go of a server's connection, which has been lost: the next statement connects anew.
  func forget(_ target: ServerTarget) { sessions[target.name] = nil }

  private func connectionOptions(
    _ profile: ServerProfile?, isPrivate: Bool
  ) -> ConnectionOptions {
    var connecting = ConnectionOptions()
    connecting.tls.authorityFile = profile?.certificateAuthority
    connecting.tls.certificateFile = profile?.certificate
    connecting.tls.keyFile = profile?.privateKey
    connecting.failoverDeadline = .seconds(60)
    if let limit = options.timeout?.duration {
      connecting.failoverDeadline = limit
      // How long our own server takes to start is no fault of its.
      if !isPrivate { connecting.connectDeadline = limit }
      connecting.attemptTimeout = min(limit, connecting.attemptTimeout)
      connecting.replyTimeout = limit
    }
    return connecting
  }

  /// A command's failure as the failure of the statement that needed the server.
  private static func asRunFailure<Value>(
    _ body: () throws(CommandFailure) -> Value
  ) throws(RunFailure) -> Value {
    do throws(CommandFailure) {
      return try body()
    } catch {
      let message = error.message ?? "the server cannot be used"
      if let signal = error.exit.signal { throw .interrupted(signal) }
      throw error.exit == .notPermitted ? .notPermitted(message) : .configuration(message)
    }
  }

  /// Closes every connection, and ends the sandbox.
  func stop() {
    sessions = [:]
    sandbox?.stop()
    sandbox = nil
  }
}
