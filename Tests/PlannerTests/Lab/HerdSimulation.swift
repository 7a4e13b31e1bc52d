import Recipe

@testable import Planner

/// Readers of one key, a cache and an origin, in virtual time: what the commands of a `CachedRead` do is done here, with half a round
/// trip before and after, so that the readers' commands mix as they do on a server.
struct HerdSimulation {
  private enum Happening {
    case begin(Int)
    case arrive(Int, CachedRead.Command)
    case hear(Int, CachedRead.Event)
  }

  struct Answer {
    let outcome: CachedRead.Outcome
    /// Nanoseconds from its beginning.
    let latency: Int64
  }

  static let second: Int64 = 1_000_000_000
  /// Any moment since 1970.
  static let start: Int64 = 1_800_000_000 * second
  private static let halfTrip: Int64 = 100_000

  let rules: CachedRead.Rules
  let life: Int64?
  var origin: OriginQueue
  private(set) var tally = OriginTally(since: start)
  /// By reader.
  private(set) var answers: [Answer?] = []
  /// When each load was asked for, nanoseconds since the beginning.
  private(set) var loads: [Int64] = []

  private var value: (stamp: CacheStamp, until: Int64)?
  private var lock: (holder: Int, until: Int64)?
  private var version: UInt64 = 0
  private var random: DrawRandom

  private var queue = TimeQueue()
  private var happenings: [Happening] = []
  private var readers: [CachedRead] = []
  private var begun: [Int64] = []
  private var loadedSince: [Int64] = []

  init(_ defence: StampedeDefence, origin: BenchOrigin, life: Int64?, seed: UInt64) {
    rules = CachedRead.Rules(defence)
    self.life = life
    self.origin = OriginQueue(origin, seed: seed)
    random = DrawRandom(seed: seed, stream: 1)
  }

  /// Readers that come at these times, in nanoseconds since the beginning; until all are done.
  mutating func run(_ arrivals: [Int64]) {
    for arrival in arrivals {
      readers.append(CachedRead(rules, life: life))
      begun.append(Self.start + arrival)
      loadedSince.append(0)
      answers.append(nil)
      add(.begin(readers.count - 1), at: Self.start + arrival)
    }
    while let now = queue.next, let item = queue.pop(by: now) {
      switch happenings[item] {
      case .begin(let reader): follow(readers[reader].begin(), reader, now)
      case .arrive(let reader, let command):
        add(.hear(reader, apply(command, of: reader, now)), at: now + Self.halfTrip)
      case .hear(let reader, let event):
        follow(readers[reader].next(event, now: now, random: &random), reader, now)
      }
    }
  }

  mutating func invalidate() {
    value = nil
    lock = nil
  }

  private mutating func add(_ happening: Happening, at time: Int64) {
    happenings.append(happening)
    queue.add(happenings.count - 1, at: time)
  }

  private mutating func follow(_ step: CachedRead.Step, _ reader: Int, _ now: Int64) {
    switch step {
    case .send(let command): add(.arrive(reader, command), at: now + Self.halfTrip)
    case .wait(let time): add(.hear(reader, .woken), at: time)
    case .load:
      let load = origin.load(at: now)
      tally.count(load, at: now)
      loads.append(now - Self.start)
      version += 1
      add(
        .hear(reader, load.fails ? .loadFailed : .loaded(version: version, took: load.end - now)),
        at: load.end)
    case .done(let outcome):
      answers[reader] = Answer(
        outcome: outcome, latency: (outcome.answered ?? now) - begun[reader])
    }
  }

  private mutating func apply(_ command: CachedRead.Command, of reader: Int, _ now: Int64)
    -> CachedRead.Event
  {
    if let value, value.until <= now { self.value = nil }
    if let lock, lock.until <= now { self.lock = nil }
    switch command {
    case .get: return value.map { .found($0.stamp) } ?? .missing
    case .lock(let time): return take(time, reader, now)
    case .lease(let time): return value.map { .found($0.stamp) } ?? take(time, reader, now)
    case .unlock:
      guard lock?.holder == reader else { return .declined }
      lock = nil
      return .accepted
    case .store(let stamp, let keep):
      value = (stamp, keep.map { now + $0 * 1_000_000 } ?? .max)
      return .accepted
    case .storeLeased(let stamp, let keep):
      guard lock?.holder == reader else { return .declined }
      lock = nil
      value = (stamp, keep.map { now + $0 * 1_000_000 } ?? .max)
      return .accepted
    }
  }

  private mutating func take(_ time: Int64, _ reader: Int, _ now: Int64) -> CachedRead.Event {
    guard lock == nil else { return .declined }
    lock = (reader, now + time * 1_000_000)
    return .accepted
  }
}
