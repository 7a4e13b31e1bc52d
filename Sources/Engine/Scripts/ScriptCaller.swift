import LuaScript
import Planner
import RESP
import Recipe
import RedisClient

/// Calls scripts by their digests, and functions of libraries by their names, over a connection of its own: a script that does not
/// end takes it along, and the session stays usable. On the thread of the run.
package final class ScriptCaller {
  /// How long a script may take, and whether one that takes longer is ended.
  package struct Patience: Sendable {
    package var limit: Duration
    /// `SCRIPT KILL`, for a script that we started and that has written nothing.
    package var kills: Bool

    package init(limit: Duration, kills: Bool) {
      self.limit = limit
      self.kills = kills
    }
  }

  private let session: ServerSession
  private let interrupts: any InterruptSource
  private let patience: Patience
  private let connection: Connection
  /// Sends what ends a script; connected before one is begun, because a busy server lets nobody in.
  private let watcher: Connection
  /// Scripts that the server had lost and got again.
  package private(set) var reloads = 0

  /// The longest time after which a server lets itself be asked while a script runs, and some more.
  private static let busyPatience = Duration.seconds(15)

  package init(
    on session: ServerSession, _ patience: Patience, interrupts: any InterruptSource
  ) throws(RunFailure) {
    self.session = session
    self.interrupts = interrupts
    self.patience = patience
    var options = session.connection.options
    // We count the time ourselves, so that a late reply is still taken after a kill.
    options.replyTimeout = patience.limit + Self.busyPatience * 3
    connection = session.another(options)
    watcher = session.another(options)
    do throws(ConnectionError) {
      try connection.connect()
      if patience.kills { try watcher.connect() }
    } catch {
      throw .connection(error)
    }
  }

  // MARK: Before the first call

  /// Sees to it that the server has what is called. A script is loaded when it turns out not to be there; a library only on a
  /// server of our own, because it would take the place of what others call.
  package func prepare(_ script: Script) throws(RunFailure) {
    guard let library = script.libraryName else { return }
    guard session.capabilities.hasFunctions else {
      throw .notPermitted(
        "this server has no function libraries: FUNCTION LOAD needs 7.0, this is"
          + " \(session.capabilities.version.description)")
    }
    guard !session.isPrivate else {
      let code = script.lua.bytes
      let reply = try session.call(["FUNCTION", "LOAD", "REPLACE"].map { Array($0.utf8) } + [code])
      if let error = reply.error {
        throw .server(error, doing: "FUNCTION LOAD of `\(script.name)`")
      }
      return
    }
    let reply = try session.ask("FUNCTION", "LIST", "LIBRARYNAME", library, "WITHCODE")
    if let error = reply.error { throw .server(error, doing: "FUNCTION LIST") }
    var listing = NodeListing()
    listing.libraries = (reply.elements ?? []).compactMap(NodeListing.Library.init)
    switch listing.holding(of: DeployArtifact(script)) {
    case .present: return
    case .absent:
      throw .stale("\(session.name) has no library `\(library)`: deploy it first")
    case .other:
      throw .stale("\(session.name) holds other code as library `\(library)`: deploy it first")
    }
  }

  // MARK: Calling

  /// - Parameter function: of a library.
  /// - Parameter readsOnly: the server refuses every write that the script tries.
  package func call(
    _ script: Script, function: String? = nil, keys: [[UInt8]], arguments: [[UInt8]],
    readsOnly: Bool = false
  ) throws(RunFailure) -> Reply {
    let verb = (script.libraryName == nil ? "EVALSHA" : "FCALL") + (readsOnly ? "_RO" : "")
    let name = function ?? script.digest.hex
    let request = [verb, name, "\(keys.count)"].map { Array($0.utf8) } + keys + arguments
    let isLibrary = script.libraryName != nil
    let reply = try finish(request, isLibrary)
    guard reply.error?.kind == .noScript, !isLibrary else { return reply }
    reloads += 1
    let loaded = try finish([Array("SCRIPT".utf8), Array("LOAD".utf8), script.lua.bytes], false)
    if let error = loaded.error { throw .server(error, doing: "SCRIPT LOAD of `\(script.name)`") }
    return try finish(request, false)
  }

  /// Calls a script as text, and says what it did.
  package func trace(
    _ script: Script, keys: [[UInt8]], arguments: [[UInt8]], readsOnly: Bool = false
  ) throws(RunFailure) -> ScriptTrace {
    let text = ScriptTrace.instrumented(
      script.lua.bytes, isValkey: session.capabilities.flavour == .valkey)
    let reply = try finish(
      [Array((readsOnly ? "EVAL_RO" : "EVAL").utf8), text, Array("\(keys.count)".utf8)] + keys
        + arguments, false)
    if let trace = ScriptTrace(reply) { return trace }
    return ScriptTrace(refused: reply)
  }

  private func finish(_ request: [[UInt8]], _ isLibrary: Bool) throws(RunFailure) -> Reply {
    do throws(ConnectionError) {
      if !connection.isReady { try connection.reconnect { _ in false } }
      connection.encoder.append(command: request)
      connection.didEnqueue(tag: 0)
    } catch {
      throw .connection(error)
    }
    if let reply = try reply(within: patience.limit) { return reply }
    if patience.kills { return try end(isLibrary) }
    connection.close()
    throw .connection(
      ConnectionError(
        .timedOut, connection.address,
        "the script has not answered for \(patience.limit), and may still run, which keeps everybody waiting; --kill ends such a"
          + " script as long as it has written nothing"))
  }

  /// The reply, if it comes in time.
  private func reply(within limit: Duration) throws(RunFailure) -> Reply? {
    let deadline = MonotonicTime.now() + limit
    var reply: Reply?
    while reply == nil, MonotonicTime.now() < deadline {
      if let signal = interrupts.signal {
        connection.close()
        throw .interrupted(signal)
      }
      let rest = deadline.duration(since: .now())
      do throws(ConnectionError) {
        try connection.pump(timeout: min(rest, .milliseconds(100))) { _, _, view in
          reply = Reply(view)
        }
      } catch {
        throw .connection(error)
      }
    }
    return reply
  }

  // MARK: Ending

  /// Ends the script of ours that runs. A server that is busy says so to everybody: if it is busy with somebody else's script,
  /// ours has not begun and is told so, too, and nothing is ended.
  private func end(_ isLibrary: Bool) throws(RunFailure) -> Reply {
    let ping = try ask(watcher, "PING")
    if let reply = try reply(within: .milliseconds(50)) { return reply }
    if ping.error?.kind == .busy {
      let killed = try ask(watcher, isLibrary ? "FUNCTION" : "SCRIPT", "KILL")
      if let error = killed.error {
        connection.close()
        throw .server(error, doing: isLibrary ? "FUNCTION KILL" : "SCRIPT KILL")
      }
    }
    if let reply = try reply(within: Self.busyPatience) { return reply }
    connection.close()
    throw .connection(
      ConnectionError(.timedOut, connection.address, "the script could not be ended"))
  }

  private func ask(_ connection: Connection, _ words: String...) throws(RunFailure) -> Reply {
    do throws(ConnectionError) {
      return try connection.call(
        words.map { Array($0.utf8) }, timeout: Self.busyPatience)
    } catch {
      throw .connection(error)
    }
  }
}
