import Planner

/// What a strategy's operations got from the cache, and at what price.
package struct CacheTally: Equatable, Sendable {
  /// It was there, and fresh.
  package var hits = 0
  /// Somebody else loaded it meanwhile.
  package var waited = 0
  /// An expired value, which the defence allows.
  package var stale = 0
  /// Loaded after a miss.
  package var loaded = 0
  /// Loaded although there was a value.
  package var refreshed = 0
  /// The origin did not give it.
  package var failed = 0
  /// Of the reads: what they got was older than the row was when they began.
  package var outdated = 0
  /// What was loaded was not stored, because the lease had run out or the key was invalidated meanwhile.
  package var unstored = 0

  package init() {}

  /// - Parameter newest: the version of the row when the read began.
  mutating func count(_ outcome: CachedRead.Outcome, newest: UInt64) {
    switch outcome.kind {
    case .hit: hits += 1
    case .waited: waited += 1
    case .stale: stale += 1
    case .loaded: loaded += 1
    case .refreshed: refreshed += 1
    case .failed: failed += 1
    }
    if outcome.isUnstored { unstored += 1 }
    if outcome.kind != .failed, outcome.version < newest { outdated += 1 }
  }

  package mutating func merge(_ other: CacheTally) {
    hits += other.hits
    waited += other.waited
    stale += other.stale
    loaded += other.loaded
    refreshed += other.refreshed
    failed += other.failed
    outdated += other.outdated
    unstored += other.unstored
  }

  /// By name, as results are written.
  package var fields: [(name: String, count: Int)] {
    [
      ("hits", hits), ("waited", waited), ("stale", stale), ("loaded", loaded),
      ("refreshed", refreshed), ("failed", failed), ("outdated", outdated), ("unstored", unstored),
    ]
  }

  package var count: Int { hits + waited + stale + loaded + refreshed + failed }

  /// The fraction that was answered without waiting for the origin; nil without any.
  package var hitRate: Double? {
    count > 0 ? Double(hits + stale) / Double(count) : nil
  }
}
