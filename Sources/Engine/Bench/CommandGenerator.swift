import Bytes
import Planner
import RESP
import Recipe

/// Chooses operations, draws their variables and renders their commands: one worker's, and the same for the same seed.
///
/// Nothing is allocated for a command. Lives on the worker's thread.
final class CommandGenerator {
  let program: BenchProgram
  let scope: Scope
  var random: DrawRandom {
    unsafeAddress { UnsafePointer(randomCell) }
    unsafeMutableAddress { randomCell }
  }

  /// How `fill` writes what a strategy reads; nil: by its template.
  var stamped: StampedFill?

  private let randomCell: UnsafeMutablePointer<DrawRandom>
  /// By draw; where it is of bytes, the pool beside it is asked.
  private let numbers: UnsafeMutableBufferPointer<Draw>
  private let pools: [BlobPool?]
  /// By operation; nil for a built-in one.
  private let templates: [Planner.CommandTemplate?]
  private let draws: [[BenchProgram.SlotDraw]]
  private let bounds: [Double]

  /// - Parameter pools: by draw; nil for numbers.
  init(_ program: BenchProgram, pools: [BlobPool?], worker: Int, of workers: Int) {
    self.program = program
    scope = Scope(slotCount: program.slots.count, now: 0)
    randomCell = .allocate(capacity: 1)
    randomCell.initialize(to: DrawRandom(seed: program.load.seed, stream: UInt64(worker)))
    self.pools = pools
    numbers = .allocate(capacity: program.draws.count)
    for (index, draw) in program.draws.enumerated() {
      var distribution = PickDistribution.uniform(0...0)
      if case .number(let given) = draw { distribution = given }
      numbers.initializeElement(at: index, to: Draw(distribution).part(worker, of: workers))
    }
    templates = program.operations.map {
      if case .command(let template) = $0.body { template } else { nil }
    }
    draws = program.operations.map(\.draws)
    bounds = program.bounds
  }

  deinit {
    randomCell.deinitialize(count: 1)
    randomCell.deallocate()
    _ = numbers.deinitialize()
    numbers.deallocate()
  }

  /// Which operation is next.
  func choose() -> Int {
    guard bounds.count > 1 else { return 0 }
    let chance = random.unit()
    var index = 0
    while chance >= bounds[index], index < bounds.count - 1 { index += 1 }
    return index
  }

  /// Draws what an operation's formulas read.
  func prepare(_ operation: Int) {
    scope.reset()
    for draw in draws[operation] { fill(draw) }
  }

  /// Appends the operation's command; nil when it went well.
  func render(_ operation: Int, into encoder: inout CommandEncoder) -> ItemFailure? {
    guard let template = templates[operation] else {
      preconditionFailure("a built-in operation has no command of its own")
    }
    return template.render(into: &encoder, key: .empty, scope: scope)
  }

  /// Appends the command that writes the key at `place` of a `fill`.
  func render(
    _ fill: BenchProgram.Fill, at place: Int, into encoder: inout CommandEncoder
  ) -> ItemFailure? {
    scope.reset()
    for draw in fill.draws { self.fill(draw) }
    if let counter = fill.counter {
      scope.slots[counter] = .integer(fill.range.lowerBound + Int64(place))
    }
    if let stamped { return stamped.append(self, to: &encoder) }
    return fill.template.render(into: &encoder, key: .empty, scope: scope)
  }

  /// The bench's key for what is drawn; false: it cannot be rendered.
  func renderKey(into buffer: inout ByteBuffer) -> Bool {
    program.key?.render(into: &buffer, scope: scope) == nil
  }

  @inline(__always)
  private func fill(_ draw: BenchProgram.SlotDraw) {
    if let pool = pools[draw.draw] {
      scope.slots[draw.slot] = .text(pool.next(using: &random))
    } else {
      scope.slots[draw.slot] = .integer(numbers[draw.draw].next(using: &random))
    }
  }
}

extension Draw {
  /// As a recipe wrote it.
  init(_ distribution: PickDistribution) {
    var inner = distribution
    // Twice scrambled is once unscrambled in another order; nobody means it.
    var isScrambled = false
    while case .scrambled(let next) = inner {
      inner = next
      isScrambled = true
    }
    switch inner {
    case .uniform(let range): self.init(.uniform, over: range, scrambled: isScrambled)
    case .zipf(let range, let exponent):
      self.init(.zipf(exponent: exponent), over: range, scrambled: isScrambled)
    case .gauss(let range, let deviation):
      self.init(.gauss(deviation: deviation), over: range, scrambled: isScrambled)
    case .latest(let range, let exponent):
      self.init(.latest(exponent: exponent), over: range, scrambled: isScrambled)
    case .sequence(let range): self.init(.seq, over: range, scrambled: isScrambled)
    case .scrambled: preconditionFailure("unwrapped above")
    }
  }
}
