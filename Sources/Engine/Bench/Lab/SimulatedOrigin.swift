import Planner
import Platform
import Recipe
import Synchronization

/// The system behind the cache of a bench: one queue that all workers load from, what it had to do, and the versions of its rows.
///
/// Any thread; a load takes the lock for well under a microsecond. Times are nanoseconds since 1970.
final class SimulatedOrigin: Sendable {
  private struct State {
    var queue: OriginQueue
    var tally = OriginTally()
  }

  private let state: Mutex<State>
  /// Added to the monotonic clock gives nanoseconds since 1970; read once, so that no time goes back in a run.
  let epoch: Int64
  /// What this run's locks are told apart by from those of any other.
  let token = UInt64.random(in: .min ... .max)
  /// What was stored until then counts as expired: `at 30s expire all`.
  private let expired = Atomic<Int64>(.min)

  init(_ origin: BenchOrigin, seed: UInt64, epoch: Int64) {
    state = Mutex(State(queue: OriginQueue(origin, seed: seed)))
    self.epoch = epoch
  }

  /// Nanoseconds since 1970.
  var now: Int64 { epoch + Int64(Clocks.monotonicNanoseconds()) }

  /// A phase begins: what was counted is forgotten.
  func begin(at now: Int64) {
    state.withLock { $0.tally = OriginTally(since: now) }
  }

  func load(at now: Int64) -> OriginQueue.Load {
    state.withLock {
      let load = $0.queue.load(at: now)
      $0.tally.count(load, at: now)
      return load
    }
  }

  /// From now on loads take so many times as long.
  func slow(by factor: Double) { state.withLock { $0.queue.slowness = factor } }

  var tally: OriginTally { state.withLock { $0.tally } }

  func expireAll(at now: Int64) { expired.store(now, ordering: .relaxed) }

  /// The stamp of a value that was fresh for `life` milliseconds when it was stored.
  func aged(_ stamp: CacheStamp, life: Int64?) -> CacheStamp {
    let moment = expired.load(ordering: .relaxed)
    guard moment > .min, let expiry = stamp.expiry, let life, (expiry - life) * 1_000_000 <= moment
    else { return stamp }
    return CacheStamp(
      version: stamp.version, expiry: min(expiry, moment / 1_000_000), took: stamp.took)
  }
}
