/// What became of one operation in one worker and phase.
///
/// Errors stand beside the latency, never inside: only what ended well is in the histogram.
struct OperationTally: Sendable {
  /// Handed to a connection, and not taken back: `ok + failed + unknown` when nothing is in flight.
  var sent = 0
  var ok = 0
  var failed = 0
  /// Sent, and the reply was not read.
  var unknown = 0
  /// Nanoseconds: from when it was due in an open loop, from when it was sent in a closed one.
  var latency = LatencyHistogram()
  /// How many of `failed` each code stands for, and the first server's words for it.
  var codes: [String: (count: Int, detail: String)] = [:]

  mutating func fail(_ code: String, _ detail: @autoclosure () -> String) {
    failed += 1
    codes[code, default: (0, detail())].count += 1
  }

  mutating func merge(_ other: OperationTally) {
    sent += other.sent
    ok += other.ok
    failed += other.failed
    unknown += other.unknown
    latency.merge(other.latency)
    codes.merge(other.codes) { ($0.count + $1.count, $0.detail) }
  }
}
