import Planner
import Platform
import Recipe
import RedisClient
import TestSupport
import Testing

@testable import Engine

/// One worker by itself.
@Suite struct BenchWorkerTests {
  /// A phase begins a little after its threads, so the clock of a fast one is below zero at first; a fill has no end to wait for, and the
  /// time until then must not overflow.
  @Test func aFillMayRunBeforeItsPhaseBegins() throws {
    let bench = try Workbench()
    let recipe = try bench.check(
      "bench b pick n = seq(1..2k) op 100% put `SET fill:{n} x` phase fill 2k phase measure 1s")
    guard case .bench(let program) = try Lowering.lower(recipe.actions[0], for: .assumed).output
    else {
      throw TestFailure("no bench")
    }
    let worker = try BenchWorker(
      number: 0, program: program, board: BenchBoard(workers: 1),
      generator: CommandGenerator(program, pools: [], worker: 0, of: 1), strategies: [nil],
      stopsAtFailure: false)
    try worker.connect([
      Connection(to: bench.address, options: bench.connection)
    ])
    worker.run(.fill(2_000), from: MonotonicTime.now() + .seconds(30), of: 1)
    #expect(worker.tallies[worker.fillIndex].ok == 2_000)
    #expect(try bench.keys("fill:*").count == 2_000)
  }
}
