import Planner
import Recipe

/// A bench while it measures, from what its workers handed over last: what a guard asks, and the latency of the last seconds.
///
/// Half a second old at most. Lives on the thread of the run.
struct BenchSoFar {
  /// As they stand in a report.
  private(set) var operations: [BenchReport.Operation]
  /// Since the phase began, when they were handed over.
  private(set) var seconds = 0.0
  /// Due by the schedule until then.
  private(set) var scheduled = 0
  /// Of the operations that ended in each of the last seconds, the newest last.
  private(set) var latencies: [BenchProgress.Latency] = []
  /// All of them, as they were a second ago.
  private var before = LatencyHistogram()

  init(_ program: BenchProgram) {
    operations = program.operations.map {
      BenchReport.Operation(
        name: $0.name, sent: 0, ok: 0, failed: 0, unknown: 0, latency: LatencyHistogram(),
        codes: [])
    }
  }

  mutating func read(_ board: BenchBoard) {
    let handed = board.gauges.map(\.handover)
    seconds = Double(handed.map(\.moment).min() ?? 0) / 1e9
    scheduled = handed.map(\.due).reduce(0, +)
    for index in operations.indices {
      var sum = OperationTally()
      for worker in handed where index < worker.tallies.count { sum.merge(worker.tallies[index]) }
      operations[index].sent = sum.sent
      operations[index].ok = sum.ok
      operations[index].failed = sum.failed
      operations[index].unknown = sum.unknown
      operations[index].latency = sum.latency
    }
  }

  /// Once a second: what ended since the last time.
  mutating func endSecond() {
    var all = LatencyHistogram()
    for operation in operations { all.merge(operation.latency) }
    let recent = all.since(before)
    before = all
    latencies.append(
      BenchProgress.Latency(p50: recent.percentile(0.5), p99: recent.percentile(0.99)))
    if latencies.count > BenchProgress.shown { latencies.removeFirst() }
  }
}
