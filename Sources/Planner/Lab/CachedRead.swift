import Platform
import Recipe

/// One read through a cache, by cache-aside and one defence against the herd: which command is next, whether to load from the origin,
/// how long to wait, and what the reader got in the end.
///
///     var read = CachedRead(rules, life: 60_000)
///     var step = read.begin()                                     // .send(.get)
///     step = read.next(.missing, now: time, random: &random)      // .load
///
/// - none: GET; on a miss load and SET. Everybody who misses meanwhile does the same.
/// - lock(t): on a miss SET NX a lock beside the key; who gets it looks again, loads, stores and gives it back; the others ask again
///   every few milliseconds.
/// - lease(t): the same in two scripts, as in memcache at Facebook (R. Nishtala et al., "Scaling Memcache at Facebook", 2013): one
///   reader gets the lease with the miss, and what it brings is stored only while the lease holds.
/// - xfetch(beta): a reader refreshes before the end, the likelier the nearer it is and the dearer the load (A. Vattani,
///   F. Chierichetti, K. Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", 2015): when
///   now − took · beta · ln(random) ≥ expiry.
/// - stale(grace): the value stays so much longer than it is fresh. Who finds it expired answers with it, and one of them loads
///   (RFC 5861). Where nothing is left at all, it is a lock.
///
/// A pure value, a state machine without a clock; times are nanoseconds since 1970.
package struct CachedRead: Sendable {
  package struct Rules: Sendable {
    package let defence: StampedeDefence
    /// How long a reader that waits for another one's load waits before it asks again.
    package static let poll: Int64 = 10_000_000

    package init(_ defence: StampedeDefence) { self.defence = defence }

    /// For how many milliseconds a value stays in the cache that is fresh for so many.
    package func keep(_ life: Int64?) -> Int64? {
      if case .stale(let grace) = defence { return life.map { $0 + grace } }
      return life
    }
  }

  package enum Command: Equatable, Sendable {
    case get
    /// Takes the lock beside the key, for so many milliseconds.
    case lock(Int64)
    /// Gives the lock back, if it is still ours.
    case unlock
    /// `keep`: for how many milliseconds; nil: for ever.
    case store(CacheStamp, keep: Int64?)
    /// The value, or a lease of so many milliseconds, or neither.
    case lease(Int64)
    /// Stores while our lease holds.
    case storeLeased(CacheStamp, keep: Int64?)
  }

  package enum Event: Equatable, Sendable {
    case found(CacheStamp)
    case missing
    /// The lock, the lease or the store: granted, or not.
    case accepted, declined
    /// `took`: nanoseconds, waiting at the origin included.
    case loaded(version: UInt64, took: Int64)
    case loadFailed
    /// Somebody else's load of the same row brought this version, and stores it: where the cache itself loads.
    case shared(version: UInt64)
    /// The time that was waited for has come.
    case woken
  }

  package enum Step: Equatable, Sendable {
    case send(Command)
    case load
    case wait(until: Int64)
    case done(Outcome)
  }

  package struct Outcome: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      /// It was there, and fresh.
      case hit
      /// Somebody else loaded it meanwhile.
      case waited
      /// An expired value, which the defence allows.
      case stale
      /// This reader loaded it.
      case loaded
      /// This reader loaded it although there was a value.
      case refreshed
      /// The origin did not give it.
      case failed
    }

    package let kind: Kind
    /// Of the value that the reader got; 0 where it got none.
    package let version: UInt64
    /// When it got it, where that was before the end: it served a stale value and loaded a new one then.
    package let answered: Int64?
    /// What was loaded was not stored: the lease had run out, or the key was invalidated meanwhile.
    package let isUnstored: Bool
  }

  private enum Stage {
    case reading, locking, lookingAgain, loading, storing, unlocking, waiting
  }

  private let rules: Rules
  /// How long this key's value is fresh, in milliseconds; nil: for ever.
  private let life: Int64?
  private var stage = Stage.reading
  private var result = Outcome.Kind.hit
  private var version: UInt64 = 0
  private var answered: Int64?
  private var hasWaited = false
  private var isUnstored = false

  package init(_ rules: Rules, life: Int64?) {
    self.rules = rules
    self.life = life
  }

  package func begin() -> Step { .send(look) }

  package mutating func next(_ event: Event, now: Int64, random: inout DrawRandom) -> Step {
    switch (stage, event) {
    case (.reading, .found(let stamp)): return found(stamp, now: now, random: &random)
    case (.reading, .missing): return missed()
    case (.reading, .accepted), (.lookingAgain, .missing): return load(as: .loaded)
    case (.reading, .declined), (.locking, .declined): return declined(now: now)
    case (.locking, .accepted):
      stage = .lookingAgain
      return .send(.get)
    case (.lookingAgain, .found(let stamp)): return foundAgain(stamp, now: now)
    case (.loading, .loaded(let version, let took)):
      return store(version: version, took: took, now: now)
    case (.loading, .loadFailed): return failed()
    case (.loading, .shared(let version)): return shared(version)
    case (.storing, let outcome) where outcome == .accepted || outcome == .declined:
      isUnstored = outcome == .declined
      return holdsLock ? unlock() : done()
    case (.unlocking, _): return done()
    case (.waiting, .woken):
      stage = .reading
      return .send(look)
    default: preconditionFailure("a cached read is \(stage) and hears \(event)")
    }
  }

  // MARK: Steps

  private var look: Command {
    if case .lease(let time) = rules.defence { .lease(time) } else { .get }
  }

  private mutating func found(
    _ stamp: CacheStamp, now: Int64, random: inout DrawRandom
  ) -> Step {
    version = stamp.version
    result = hasWaited ? .waited : .hit
    switch (rules.defence, stamp.expiry) {
    case (.xfetch(let beta), let expiry?):
      let early = -Double(stamp.took) * beta * log(random.positiveUnit())
      return Double(expiry * 1_000_000 - now) <= early ? load(as: .refreshed) : done()
    case (.stale(let grace), let expiry?) where expiry * 1_000_000 <= now:
      result = .stale
      answered = now
      stage = .locking
      return .send(.lock(grace))
    default: return done()
    }
  }

  private mutating func missed() -> Step {
    switch rules.defence {
    case .none, .xfetch: return load(as: .loaded)
    case .lock(let time), .stale(let time):
      stage = .locking
      return .send(.lock(time))
    case .lease: preconditionFailure("a lease answers with the lease, or declines")
    }
  }

  /// Another reader holds the lock or the lease.
  private mutating func declined(now: Int64) -> Step {
    guard answered == nil else { return done() }
    hasWaited = true
    stage = .waiting
    return .wait(until: now + Rules.poll)
  }

  /// Between our miss and our lock, somebody may have stored it and given the lock back.
  private mutating func foundAgain(_ stamp: CacheStamp, now: Int64) -> Step {
    if answered == nil { version = stamp.version }
    let isFresh = stamp.expiry.map { $0 * 1_000_000 > now } ?? true
    if case .stale = rules.defence, !isFresh { return load(as: .refreshed) }
    if answered == nil { result = .waited }
    return unlock()
  }

  private mutating func load(as kind: Outcome.Kind) -> Step {
    if answered == nil { result = kind }
    stage = .loading
    return .load
  }

  private mutating func store(version: UInt64, took: Int64, now: Int64) -> Step {
    if answered == nil { self.version = version }
    stage = .storing
    let expiry = life.map { now / 1_000_000 + $0 }
    let stamp = CacheStamp(version: version, expiry: expiry, took: took)
    let keep = rules.keep(life)
    if case .lease = rules.defence { return .send(.storeLeased(stamp, keep: keep)) }
    return .send(.store(stamp, keep: keep))
  }

  /// Who has an older value in its hands is served with it; the next reader tries again.
  private mutating func failed() -> Step {
    if result == .refreshed { result = .hit } else if answered == nil { result = .failed }
    switch rules.defence {
    case .lock, .stale, .lease: return unlock()
    case .none, .xfetch: return done()
    }
  }

  private mutating func shared(_ version: UInt64) -> Step {
    if answered == nil {
      self.version = version
      result = .waited
    }
    if case .lease = rules.defence { return unlock() }
    return holdsLock ? unlock() : done()
  }

  private var holdsLock: Bool {
    switch rules.defence {
    case .lock, .stale: true
    case .none, .xfetch, .lease: false
    }
  }

  private mutating func unlock() -> Step {
    stage = .unlocking
    return .send(.unlock)
  }

  private func done() -> Step {
    .done(
      Outcome(kind: result, version: version, answered: answered, isUnstored: isUnstored))
  }
}
