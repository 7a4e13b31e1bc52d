import Platform
import RESP

extension Connection {
  /// One request and its reply, for the control plane. Only while nothing is in flight.
  ///
  /// After a time-out the connection is closed: the late reply must never be taken for that of the next request.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil
  ) throws(ConnectionError) -> Reply {
    precondition(inFlightCommands == 0, "a call while \(inFlightCommands) commands are in flight")
    encoder.append(command: arguments)
    didEnqueue(tag: 0)
    let deadline = MonotonicTime.now() + (timeout ?? options.replyTimeout)
    var result: Reply?
    while true {
      try pump(timeout: deadline.duration(since: .now())) { _, _, reply in
        result = Reply(reply)
      }
      if let result { return result }
      if MonotonicTime.now() >= deadline { try perform(machine.timedOut()) }
    }
  }

  package func call(
    _ arguments: String..., timeout: Duration? = nil
  ) throws(ConnectionError) -> Reply {
    try call(arguments.map { Array($0.utf8) }, timeout: timeout)
  }
}
