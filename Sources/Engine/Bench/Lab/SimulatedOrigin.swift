import Planner
import Platform
import Recipe
import Synchronization

/// The system behind the cache of a bench: one queue that all workers load from, what it had to do, and the versions of its rows.
///
/// Any thread; its lock is held for a look at the queue and never while anybody waits. Times are nanoseconds since 1970.
final class SimulatedOrigin: Sendable {
  private struct State {
    var queue: OriginQueue
    var tally = OriginTally()
    var rows = RowVersions()
    var writes = 0
    /// Loads that others wait for, by row: where the cache itself loads.
    var underway: [UInt64: OriginQueue.Load] = [:]

    mutating func load(at now: Int64) -> OriginQueue.Load {
      let load = queue.load(at: now)
      tally.count(load, at: now)
      return load
    }
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
    state.withLock {
      $0.tally = OriginTally(since: now)
      $0.writes = 0
    }
  }

  func load(at now: Int64) -> OriginQueue.Load { state.withLock { $0.load(at: now) } }

  /// The load of this row that is under way already, or a new one; whoever is first ends it with `settle`, when it is stored.
  func share(_ row: UInt64, at now: Int64) -> (load: OriginQueue.Load, isFirst: Bool) {
    state.withLock {
      if let load = $0.underway[row] { return (load, false) }
      let load = $0.load(at: now)
      $0.underway[row] = load
      return (load, true)
    }
  }

  func settle(_ row: UInt64) { state.withLock { _ = $0.underway.removeValue(forKey: row) } }

  // MARK: Rows

  /// A write takes a place in the queue as a load does; what it writes is there when it ends.
  func write(at now: Int64) -> OriginQueue.Load {
    state.withLock {
      $0.writes += 1
      return $0.queue.load(at: now)
    }
  }

  var writes: Int { state.withLock { $0.writes } }

  /// Reads and changes the versions of rows.
  func rows<Result>(_ body: (inout RowVersions) -> Result) -> Result where Result: Sendable {
    state.withLock { body(&$0.rows) }
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
