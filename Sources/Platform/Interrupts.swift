import CPlatform

/// SIGINT, SIGTERM and SIGHUP as facts to ask for, instead of interruptions: the first means stop sending
/// and drain, the second close at once, a third ends the process as if nothing were installed.
/// SIGPIPE becomes an error of the write that caused it.
///
/// One for the process; every thread may ask. A system call that waits comes back with EINTR, and
/// `wakeDescriptor` wakes a poll on any thread.
package enum Interrupts {
  /// Takes over these signals; SIGHUP not where it is ignored, as under nohup. Call it once, before threads start.
  package static func install() throws(SystemError) {
    let code = cachectl_interrupts_install()
    guard code == 0 else { throw SystemError("install signal handlers", code: code) }
  }

  /// Makes SIGPIPE an error of the write that caused it, and leaves the other signals alone.
  package static func ignoreBrokenPipes() { cachectl_ignore_broken_pipes() }

  /// The first signal that arrived; nil when none has.
  package static var signal: Int32? {
    let signal = cachectl_interrupts_signal()
    return signal == 0 ? nil : signal
  }

  /// Whether the whole session is to end, and not only what it is doing.
  package static var endsSession: Bool { signal == SIGTERM || signal == SIGHUP }

  package static func name(of signal: Int32) -> String {
    switch signal {
    case SIGTERM: "SIGTERM"
    case SIGHUP: "SIGHUP"
    default: "SIGINT"
    }
  }

  package static var count: Int { Int(cachectl_interrupts_count()) }

  /// Readable from the first signal on: add it to a poll, and never read from it. -1, which poll
  /// ignores, before `install`.
  package static var wakeDescriptor: Int32 { cachectl_interrupts_descriptor() }

  /// Forgets what arrived, when no thread is still acting on it: the REPL, before its next line.
  package static func reset() { cachectl_interrupts_reset() }
}
