import Bytes
import Console
import Engine
import Platform
import Recipe
import RedisClient

/// The connection of the prompt.
extension Repl {
  /// Connects, and says to what; or why not. A password that is wanted and was not given is asked for, as psql does.
  func connect(announcing: Bool, asksForPassword: Bool = true) {
    do throws(RunFailure) {
      let server = try session.server()
      lastUse = Clocks.monotonicNanoseconds()
      if announcing { say(banner(server)) }
    } catch {
      if error.wantsPassword, asksForPassword, invocation.canAsk, session.askForPassword() {
        return connect(announcing: announcing, asksForPassword: false)
      }
      fail(error)
      say("the next command tries again; \\c connects to another server")
    }
  }

  /// The server, after a look whether it is still there: a connection that was lost meanwhile is made again, and that is said.
  func liveServer() throws(RunFailure) -> ServerSession {
    let wasConnected = session.isConnected
    if wasConnected, Clocks.monotonicNanoseconds() - lastUse > Self.trusted {
      let server = try session.server()
      do throws(RunFailure) {
        _ = try server.call("PING")
      } catch {
        complain("\(error.message); connecting again")
        session.disconnect()
      }
    }
    let server = try session.server()
    if !wasConnected || !server.connection.isReady { say("connected to \(banner(server))") }
    lastUse = Clocks.monotonicNanoseconds()
    return server
  }

  /// How long a connection is believed to be there without asking.
  private static let trusted = 1_000_000_000

  private func banner(_ server: ServerSession) -> String {
    let info = server.info
    var parts = ["\(ReplPrompt.name(of: session.target)) \(info.product.rawValue)"]
    if let version = info.version { parts[0] += " \(version)" }
    if let keys = info.keyCount { parts.append("\(Units.approximate(keys)) keys") }
    switch server.serverClass {
    case .production:
      let warning = "PRODUCTION (writes through plans only)"
      parts.append(invocation.errors.palette.paint(warning, .error))
    case .staging: parts.append("staging")
    case .dev: break
    }
    return (["cachectl \(Version.number)"] + parts).joined(separator: " · ")
  }
}
