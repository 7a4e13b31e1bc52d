import Bytes
import Planner
import RESP
import Recipe

/// How `fill` writes what a strategy reads: with the stamp and the lifetime that the strategy itself would give it. One a worker.
struct StampedFill {
  private let options: StoreOptions
  private let rules: CachedRead.Rules
  private let origin: SimulatedOrigin
  private let commands: LabCommands
  /// What a load would have taken: early refresh wants to know.
  private let took: Int64

  init(_ options: StoreOptions, _ program: BenchProgram, _ origin: SimulatedOrigin) {
    self.options = options
    self.origin = origin
    rules = CachedRead.Rules(program.defence)
    commands = LabCommands(size: options.size, seed: program.load.seed)
    took = program.origin?.typicalLatency ?? 0
  }

  /// Appends the SET of the key that is drawn.
  func append(_ generator: CommandGenerator, to encoder: inout CommandEncoder) -> ItemFailure? {
    var key = ByteBuffer(capacity: 64)
    guard generator.renderKey(into: &key) else {
      return ItemFailure("key", "the key cannot be rendered")
    }
    let life = options.life(of: key.slice)
    let expiry = life.map { origin.now / 1_000_000 + $0 }
    commands.store(
      CacheStamp(version: 0, expiry: expiry, took: took), keep: rules.keep(life), key: key.slice,
      random: &generator.random, to: &encoder)
    return nil
  }
}
