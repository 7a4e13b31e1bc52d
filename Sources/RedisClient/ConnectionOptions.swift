import RESP

/// How long to wait for what, and how much to take.
package struct ConnectionOptions: Sendable {
  /// For `connect`, with all its attempts.
  package var connectDeadline: Duration = .seconds(3)
  /// For `connect` to a master that sentinels watch, once it has been there: they notice that it is gone, agree, and name another.
  package var failoverDeadline: Duration = .zero
  /// For one attempt, from the first packet to the end of the handshake.
  package var attemptTimeout: Duration = .seconds(2)
  /// For the oldest command in flight, counted from the last sign of life.
  package var replyTimeout: Duration = .seconds(30)
  /// For `rediss://`.
  package var tls = TLSOptions()
  package var replyLimits = ReplyLimits()
  /// How many commands in flight there is room for from the start; more is made when it is needed.
  package var expectedInFlight = 1 << 14
  /// What `CLIENT LIST` shows.
  package var clientName = "cachectl"

  package init() {}
}
