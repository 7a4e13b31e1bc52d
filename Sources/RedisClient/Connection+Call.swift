import Platform
import RESP

extension Connection {
  /// One request and its reply, for the control plane. Only while nothing is in flight.
  ///
  /// After a time-out the connection is closed: the late reply must never be taken for that of the next request.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil
  ) throws(ConnectionError) -> Reply {
    var result = Reply.null
    try call(arguments, timeout: timeout) { result = Reply($0) }
    return result
  }

  /// The same, for a reply that is not kept: it is valid until `take` returns.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil, _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    precondition(inFlightCommands == 0, "a call while \(inFlightCommands) commands are in flight")
    encoder.append(command: arguments)
    didEnqueue(tag: 0)
    let deadline = MonotonicTime.now() + (timeout ?? options.replyTimeout)
    var isDone = false
    while !isDone {
      try pump(timeout: deadline.duration(since: .now())) { _, _, reply in
        take(reply)
        isDone = true
      }
      if !isDone, MonotonicTime.now() >= deadline { try perform(machine.timedOut()) }
    }
  }

  package func call(
    _ arguments: String..., timeout: Duration? = nil
  ) throws(ConnectionError) -> Reply {
    try call(arguments.map { Array($0.utf8) }, timeout: timeout)
  }
}
