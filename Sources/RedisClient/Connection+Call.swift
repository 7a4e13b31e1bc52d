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

  /// Requests that do not depend on each other, in one round trip: a reply for each, in their order.
  package func call(
    all requests: [[[UInt8]]], timeout: Duration? = nil, isRepeatable: Bool = false
  ) throws(ConnectionError) -> [Reply] {
    var replies: [Reply] = []
    try call(all: requests, timeout: timeout, isRepeatable: isRepeatable) {
      replies.append(Reply($0))
    }
    return replies
  }

  /// The same as the first, for a reply that is not kept: it is valid until `take` returns.
  package func call(
    _ arguments: [[UInt8]], timeout: Duration? = nil, isRepeatable: Bool = false,
    _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    try call(all: [arguments], timeout: timeout, isRepeatable: isRepeatable, take)
  }

  private func call(
    all requests: [[[UInt8]]], timeout: Duration?, isRepeatable: Bool, _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    precondition(inFlightCommands == 0, "a call while \(inFlightCommands) commands are in flight")
    for request in requests {
      encoder.append(command: request)
      didEnqueue(tag: 0)
    }
    let patience = Patience(until: MonotonicTime.now() + (timeout ?? options.replyTimeout))
    var awaited = requests.count
    while awaited > 0 {
      let wait = Duration.milliseconds(patience.pollTimeout(from: .now()))
      try pump(timeout: wait) { _, _, reply in
        take(reply)
        awaited -= 1
      }
      if awaited <= 0 { return }
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
