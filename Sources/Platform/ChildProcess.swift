import CPlatform

/// A process that we started and must reap. One owner; not for use by two threads at once.
///
/// Once it has been reaped its number may belong to a stranger, so `send` then does nothing.
/// Dropping it does not stop the process.
package struct ChildProcess: ~Copyable {
  package enum Exit: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  package let id: pid_t
  private var exit: Exit?

  /// Starts a program: see `Launch`. Throws what kept it from starting, such as ENOENT.
  package init(_ launch: Launch) throws(SystemError) {
    id = try launch.spawn()
  }

  /// Waits for its end.
  package mutating func wait() throws(SystemError) -> Exit {
    while true {
      if let exit = try reap(options: 0) { return exit }
    }
  }

  /// How it ended, nil while it runs.
  package mutating func poll() throws(SystemError) -> Exit? { try reap(options: WNOHANG) }

  /// Sends a signal, unless it is known to have ended.
  package func send(_ signal: Int32) {
    if exit == nil { kill(id, signal) }
  }

  private mutating func reap(options: Int32) throws(SystemError) -> Exit? {
    if let exit { return exit }
    var status: Int32 = 0
    let reaped = waitpid(id, &status, options)
    if reaped == id {
      exit =
        cachectl_wait_exited(status) != 0
        ? .exited(cachectl_wait_exit_status(status))
        : .signalled(cachectl_wait_signal(status))
    } else if reaped < 0 && errno != EINTR {
      throw SystemError("wait for process", String(id))
    }
    return exit
  }
}
