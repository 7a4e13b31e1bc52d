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

  /// Requests that do not depend on each other, in one round trip: a reply for each, in their order.
  package func call(
    all requests: [[[UInt8]]], timeout: Duration? = nil
  ) throws(ConnectionError) -> [Reply] {
    var replies: [Reply] = []
    try call(all: requests, timeout: timeout) { replies.append(Reply($0)) }
    return replies
  }

  /// The same as the first, for a reply that is not kept: it is valid until `take` returns.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil, _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    try call(all: [arguments], timeout: timeout, take)
  }

  private func call(
    all requests: [[[UInt8]]], timeout: Duration?, _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    precondition(inFlightCommands == 0, "a call while \(inFlightCommands) commands are in flight")
    for request in requests {
      encoder.append(command: request)
      didEnqueue(tag: 0)
    }
    let deadline = MonotonicTime.now() + (timeout ?? options.replyTimeout)
    var awaited = requests.count
    while awaited > 0 {
      try pump(timeout: deadline.duration(since: .now())) { _, _, reply in
        take(reply)
        awaited -= 1
      }
      if awaited > 0, MonotonicTime.now() >= deadline { try perform(machine.timedOut()) }
    }
  }

  package func call(
    _ arguments: String..., timeout: Duration? = nil
  ) throws(ConnectionError) -> Reply {
    try call(arguments.map { Array($0.utf8) }, timeout: timeout)
  }
}
