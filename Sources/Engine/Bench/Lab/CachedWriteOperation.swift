import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// `write through`: the origin first, then the cache, and then the writer is told. `write behind`: the cache, and a mark that says so in
/// the same script; the origin later (`WriteBehind`).
///
/// On the worker's thread.
final class CachedWriteOperation: OperationStrategy {
  private struct Place {
    var key: [UInt8] = []
    var row: UInt64 = 0
    var version: UInt64 = 0
    var life: Int64?
    var load: OriginQueue.Load?
  }

  /// A write gets nothing from a cache.
  let cache = CacheTally()

  private let options: StoreOptions
  private let origin: SimulatedOrigin
  private let rules: CachedRead.Rules
  private let commands: LabCommands
  /// Nil: through.
  private let dirty: [UInt8]?
  private let took: Int64
  private var places: [Place] = []
  private var key = ByteBuffer(capacity: 256)

  init(
    _ program: BenchProgram, _ strategy: WriteStrategy, _ options: StoreOptions,
    origin: SimulatedOrigin
  ) {
    self.options = options
    self.origin = origin
    rules = CachedRead.Rules(program.defence)
    commands = LabCommands(size: options.size, seed: program.load.seed)
    dirty = strategy == .behind ? program.dirtyKey : nil
    took = program.origin?.typicalLatency ?? 0
  }

  func reset() {}

  func begin(_ place: Int, _ context: StrategyContext) -> StrategyStep {
    key.removeAll()
    guard context.generator.renderKey(into: &key) else {
      return .done(.failed("key", detail: "the key cannot be rendered"))
    }
    while places.count <= place { places.append(Place()) }
    places[place].key.removeAll(keepingCapacity: true)
    places[place].key.append(contentsOf: key.slice.buffer)
    places[place].row = StableHash.hash(key.slice)
    places[place].life = options.life(of: key.slice)
    places[place].version = origin.rows { $0.next() }
    if dirty != nil { return store(place, context, whole: false) }
    let now = unix(context)
    let load = origin.write(at: now)
    places[place].load = load
    return .wait(until: context.now + load.end - now)
  }

  func woken(_ place: Int, _ context: StrategyContext) -> StrategyStep {
    if places[place].load?.fails == true {
      return .done(.failed("origin", detail: "the origin failed"))
    }
    let (row, version) = (places[place].row, places[place].version)
    origin.rows { $0.write(row, version) }
    return store(place, context, whole: false)
  }

  func replied(_ place: Int, _ reply: ReplyView, _ context: StrategyContext) -> StrategyStep {
    if reply.isError {
      let text = reply.bytes.description
      let code = text.prefix { $0 != " " }.lowercased()
      if code == "noscript" { return store(place, context, whole: true) }
      return .done(.failed(code, detail: text))
    }
    if dirty != nil {
      let (row, version) = (places[place].row, places[place].version)
      origin.rows { $0.acknowledge(row, version) }
    }
    return .done(.ok(answered: nil))
  }

  func lost(_ place: Int) {}

  private func store(_ place: Int, _ context: StrategyContext, whole: Bool) -> StrategyStep {
    let life = places[place].life
    let stamp = CacheStamp(
      version: places[place].version,
      expiry: life.map { unix(context) / 1_000_000 + $0 }, took: took)
    places[place].key.withUnsafeBytes { key in
      commands.store(
        stamp, keep: rules.keep(life), key: ByteSlice(key), marking: dirty, whole: whole,
        random: &context.generator.random, to: &context.connection.encoder)
    }
    return .sent
  }

  /// Nanoseconds since 1970.
  private func unix(_ context: StrategyContext) -> Int64 {
    origin.epoch + context.phaseStart + context.now
  }
}
