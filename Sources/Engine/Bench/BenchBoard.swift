import Synchronization

/// What the workers of a bench and the thread that watches them tell each other while they run. Any thread.
final class BenchBoard: Sendable {
  /// One worker's numbers in the phase at hand, for the progress line and the warnings.
  final class Gauge: Sendable {
    let sent = Atomic<Int>(0)
    let ok = Atomic<Int>(0)
    let failed = Atomic<Int>(0)
    /// Due by the schedule so far; 0 in a closed loop.
    let due = Atomic<Int>(0)

    func reset() {
      sent.store(0, ordering: .relaxed)
      ok.store(0, ordering: .relaxed)
      failed.store(0, ordering: .relaxed)
      due.store(0, ordering: .relaxed)
    }
  }

  let gauges: [Gauge]
  private let stopping = Atomic<Bool>(false)
  private let aborting = Atomic<Bool>(false)
  private let first = Mutex<RunFailure?>(nil)

  init(workers: Int) { gauges = (0..<workers).map { _ in Gauge() } }

  /// Begin no operation any more; what is in flight is awaited.
  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Do not even wait for what is in flight.
  var isAborting: Bool { aborting.load(ordering: .relaxed) }

  func stop() { stopping.store(true, ordering: .relaxed) }

  func abort() {
    aborting.store(true, ordering: .relaxed)
    stop()
  }

  /// Ends the run; the first reason stands.
  func fail(_ failure: RunFailure) {
    first.withLock { if $0 == nil { $0 = failure } }
    stop()
  }

  var failure: RunFailure? { first.withLock { $0 } }
}
