import Platform
import RESP

extension Connection {
  /// One request and its reply, for the control plane. Only while nothing is in flight.
  ///
  /// After a time-out the connection is closed: the late reply must never be taken for that of the next request. So it is at a
  /// second signal, and at the first one where the request is one that may run twice (`isRepeatable`): nobody needs its reply.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil, isRepeatable: Bool = false
  ) throws(ConnectionError) -> Reply {
    var result = Reply.null
    try call(arguments, timeout: timeout, isRepeatable: isRepeatable) { result = Reply($0) }
    return result
  }

  /// The same, for a reply that is not kept: it is valid until `take` returns.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil, isRepeatable: Bool = false,
    _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    precondition(inFlightCommands == 0, "a call while \(inFlightCommands) commands are in flight")
    encoder.append(command: arguments)
    didEnqueue(tag: 0)
    let patience = Patience(until: MonotonicTime.now() + (timeout ?? options.replyTimeout))
    var isDone = false
    while !isDone {
      let wait = Duration.milliseconds(patience.pollTimeout(from: .now()))
      try pump(timeout: wait) { _, _, reply in
        take(reply)
        isDone = true
      }
      if isDone { return }
      if let signal = patience.signal(after: isRepeatable ? 1 : 2) {
        try perform(machine.interrupted(by: signal))
      }
      if MonotonicTime.now() >= patience.deadline { try perform(machine.timedOut()) }
    }
  }

  package func call(
    _ arguments: String..., timeout: Duration? = nil
  ) throws(ConnectionError) -> Reply {
    try call(arguments.map { Array($0.utf8) }, timeout: timeout)
  }
}
