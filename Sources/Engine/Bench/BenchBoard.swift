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
    /// What it had counted when it looked up last; empty where nobody asks.
    private let counted = Mutex(Handover())

    /// A copy costs the worker some hundred kilobytes an operation when it records again, so only now and then.
    func hand(over counts: Handover) { counted.withLock { $0 = counts } }

    var handover: Handover { counted.withLock { $0 } }

    func reset() {
      sent.store(0, ordering: .relaxed)
      ok.store(0, ordering: .relaxed)
      failed.store(0, ordering: .relaxed)
      due.store(0, ordering: .relaxed)
      hand(over: Handover())
    }
  }

  /// All that one worker counted up to a moment of the phase.
  struct Handover {
    /// By operation.
    var tallies: [OperationTally] = []
    /// Nanoseconds since the phase began.
    var moment: Int64 = 0
    /// Due by the schedule until then; 0 in a closed loop.
    var due = 0
  }

  let gauges: [Gauge]
  /// Somebody wants latencies while it runs: a person who looks, or a guard.
  let wantsTallies: Bool
  private let stopping = Atomic<Bool>(false)
  private let aborting = Atomic<Bool>(false)
  private let first = Mutex<RunFailure?>(nil)

  init(workers: Int, wantsTallies: Bool = false) {
    gauges = (0..<workers).map { _ in Gauge() }
    self.wantsTallies = wantsTallies
  }

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
