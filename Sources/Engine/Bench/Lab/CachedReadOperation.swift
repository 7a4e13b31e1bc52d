import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// `read aside` and `read through`: a `CachedRead` for each operation under way, its commands on the worker's connections and its loads at the
/// simulated origin.
///
/// On the worker's thread.
final class CachedReadOperation: OperationStrategy {
  private struct Place {
    var read: CachedRead
    var key: [UInt8] = []
    var life: Int64?
    var token: UInt64 = 0
    var command = CachedRead.Command.get
    /// What is under way at the origin, and since when.
    var load: OriginQueue.Load?
    var asked: Int64 = 0
    /// Of the key: which row it is.
    var row: UInt64 = 0
    /// The newest version when the read began, and what its load will bring.
    var newest: UInt64 = 0
    var loading: UInt64 = 0
    /// The load is another reader's.
    var isShared = false
    /// Others wait for this load.
    var isFirst = false
  }

  private(set) var cache = CacheTally()

  private let rules: CachedRead.Rules
  private let options: StoreOptions
  private let origin: SimulatedOrigin
  /// Whether rows change, so that a value can be older than its row.
  private let rowsChange: Bool
  /// The cache loads: one load a row, whoever asks.
  private let isThrough: Bool
  private let commands: LabCommands
  private var places: [Place] = []
  private var key = ByteBuffer(capacity: 256)
  private var nextToken: UInt64

  init(
    _ program: BenchProgram, _ strategy: ReadStrategy, _ options: StoreOptions,
    origin: SimulatedOrigin, worker: Int
  ) {
    rules = CachedRead.Rules(program.defence)
    isThrough = strategy == .through
    rowsChange = program.operations.contains {
      if case .write = $0.body { true } else { false }
    }
    self.options = options
    self.origin = origin
    commands = LabCommands(size: options.size, seed: program.load.seed)
    nextToken = origin.token &+ UInt64(worker) << 48
  }

  func reset() { cache = CacheTally() }

  func begin(_ place: Int, _ context: StrategyContext) -> StrategyStep {
    key.removeAll()
    guard context.generator.renderKey(into: &key) else {
      return .done(.failed("key", detail: "the key cannot be rendered"))
    }
    let life = options.life(of: key.slice)
    let read = CachedRead(rules, life: life)
    while places.count <= place { places.append(Place(read: read)) }
    nextToken &+= 1
    places[place].read = read
    places[place].life = life
    places[place].token = nextToken
    places[place].load = nil
    places[place].isShared = false
    places[place].isFirst = false
    places[place].row = StableHash.hash(key.slice)
    places[place].newest = 0
    if rowsChange {
      let row = places[place].row
      places[place].newest = origin.rows { $0.newest(row) }
    }
    places[place].key.removeAll(keepingCapacity: true)
    places[place].key.append(contentsOf: key.slice.buffer)
    return follow(read.begin(), place, context)
  }

  func replied(_ place: Int, _ reply: ReplyView, _ context: StrategyContext) -> StrategyStep {
    guard !reply.isError else { return failed(place, reply, context) }
    let event: CachedRead.Event
    switch places[place].command {
    case .get: event = reply.isNull ? .missing : found(place, reply)
    case .lock: event = reply.isNull ? .declined : .accepted
    case .store: event = .accepted
    case .unlock, .storeLeased: event = reply.integer == 1 ? .accepted : .declined
    case .lease:
      if let answer = reply.integer {
        event = answer == 1 ? .accepted : .declined
      } else {
        event = found(place, reply)
      }
    }
    return next(event, place, context)
  }

  func woken(_ place: Int, _ context: StrategyContext) -> StrategyStep {
    guard let load = places[place].load else { return next(.woken, place, context) }
    places[place].load = nil
    let version = places[place].loading
    if places[place].isShared {
      return next(load.fails ? .loadFailed : .shared(version: version), place, context)
    }
    return next(
      load.fails ? .loadFailed : .loaded(version: version, took: load.end - places[place].asked),
      place, context)
  }

  func lost(_ place: Int) {
    places[place].load = nil
    settle(place)
  }

  private func settle(_ place: Int) {
    guard places[place].isFirst else { return }
    places[place].isFirst = false
    origin.settle(places[place].row)
  }

  // MARK: Steps

  private func next(
    _ event: CachedRead.Event, _ place: Int, _ context: StrategyContext
  ) -> StrategyStep {
    let step = places[place].read.next(
      event, now: unix(context), random: &context.generator.random)
    return follow(step, place, context)
  }

  private func follow(
    _ step: CachedRead.Step, _ place: Int, _ context: StrategyContext
  ) -> StrategyStep {
    switch step {
    case .send(let command):
      places[place].command = command
      append(command, place, context, whole: false)
      return .sent
    case .load:
      let now = unix(context)
      let row = places[place].row
      let load: OriginQueue.Load
      if isThrough {
        let shared = origin.share(row, at: now)
        load = shared.load
        places[place].isShared = !shared.isFirst
        places[place].isFirst = shared.isFirst
      } else {
        load = origin.load(at: now)
      }
      // The row is read as it is when it is asked for: what is written meanwhile, the load does not see.
      if rowsChange { places[place].loading = origin.rows { $0.written(row) } }
      places[place].load = load
      places[place].asked = now
      return .wait(until: context.now + max(load.end - now, 0))
    case .wait(let time): return .wait(until: time - unix(context) + context.now)
    case .done(let outcome):
      settle(place)
      cache.count(outcome, newest: places[place].newest)
      if outcome.kind == .failed { return .done(.failed("origin", detail: "the origin failed")) }
      return .done(.ok(answered: outcome.answered.map { $0 - unix(context) + context.now }))
    }
  }

  private func append(
    _ command: CachedRead.Command, _ place: Int, _ context: StrategyContext, whole: Bool
  ) {
    places[place].key.withUnsafeBytes { key in
      commands.append(
        command, key: ByteSlice(key), token: places[place].token, whole: whole,
        random: &context.generator.random, to: &context.connection.encoder)
    }
  }

  private func found(_ place: Int, _ reply: ReplyView) -> CachedRead.Event {
    .found(origin.aged(CacheStamp(reply.bytes), life: places[place].life))
  }

  /// A server that does not know a script gets its text; anything else ends the operation.
  private func failed(
    _ place: Int, _ reply: ReplyView, _ context: StrategyContext
  ) -> StrategyStep {
    let text = reply.bytes.description
    let code = text.prefix { $0 != " " }.lowercased()
    if code == "noscript" {
      append(places[place].command, place, context, whole: true)
      return .sent
    }
    settle(place)
    return .done(.failed(code, detail: text))
  }

  /// Nanoseconds since 1970.
  private func unix(_ context: StrategyContext) -> Int64 {
    origin.epoch + context.phaseStart + context.now
  }
}
