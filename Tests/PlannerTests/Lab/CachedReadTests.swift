import Platform
import Recipe
import Testing

@testable import Planner

/// One hot key, 500 readers a second, an origin of 200 ms, in virtual time.
@Suite struct CachedReadTests {
  private static let slow = BenchOrigin(latency: .constant(200))

  /// So many seconds of a reader every 2 ms, or after times that are exponential.
  private func herd(
    _ defence: StampedeDefence, origin: BenchOrigin = slow, life: Int64? = 60_000,
    seconds: Int = 3, seed: UInt64 = 1
  ) -> HerdSimulation {
    var simulation = HerdSimulation(defence, origin: origin, life: life, seed: seed)
    simulation.run((0..<seconds * 500).map { Int64($0) * 2_000_000 })
    return simulation
  }

  private func kinds(_ simulation: HerdSimulation) -> [CachedRead.Outcome.Kind: Int] {
    simulation.answers.reduce(into: [:]) { counts, answer in
      if let answer { counts[answer.outcome.kind, default: 0] += 1 }
    }
  }

  @Test(arguments: [
    StampedeDefence.none, .lock(5000), .lease(5000), .xfetch(1), .stale(30_000),
  ])
  func everyReaderIsAnswered(_ defence: StampedeDefence) {
    for errors in [0, 0.5] {
      let origin = BenchOrigin(latency: .lognormal(median: 40, sigma: 0.5), errors: errors)
      let simulation = herd(defence, origin: origin, life: 200, seed: 3)
      #expect(simulation.answers.allSatisfy { $0 != nil }, "\(defence), errors \(errors)")
      #expect(kinds(simulation).values.reduce(0, +) == 1500)
      #expect(errors > 0 || kinds(simulation)[.failed] == nil)
    }
  }

  /// All who come while the first load lasts load, too: 200 ms and a round trip at 500/s.
  @Test func withoutADefenceAHundredLoadAtOnce() {
    let simulation = herd(.none)
    #expect((100...102).contains(simulation.tally.loads), "\(simulation.tally.loads)")
    // The last one asks in the instant in which the first load ends.
    #expect((100...simulation.tally.loads).contains(simulation.tally.atOnce))
    #expect(kinds(simulation)[.loaded] == simulation.tally.loads)
  }

  @Test(arguments: [StampedeDefence.lock(5000), .lease(5000), .stale(30_000)])
  func oneLoads(_ defence: StampedeDefence) {
    let simulation = herd(defence)
    #expect(simulation.tally.loads == 1)
    let kinds = kinds(simulation)
    #expect(kinds[.loaded] == 1)
    #expect((95...110).contains(kinds[.waited] ?? 0), "\(kinds)")
    // Who waited has it at most one poll after it was there, and some round trips.
    let longest = simulation.answers.compactMap { $0?.latency }.max() ?? 0
    #expect(longest < 200_000_000 + CachedRead.Rules.poll + 2_000_000)
  }

  /// A lock that is shorter than the load lets the next reader in, again and again.
  @Test func aLockThatRunsOutIsNoDefence() {
    #expect((5...9).contains(herd(.lock(30)).tally.loads))
  }

  /// What a lease that ran out brings is not stored: where a load takes longer than its lease, each reader loads for itself in turn.
  @Test func aLeaseShorterThanTheLoadStoresNothing() {
    var simulation = HerdSimulation(.lease(150), origin: Self.slow, life: 60_000, seed: 1)
    simulation.run((0..<20).map { Int64($0) * 2_000_000 })
    let outcomes = simulation.answers.compactMap { $0?.outcome }
    #expect(outcomes.count { $0.kind == .loaded && $0.isUnstored } >= 19)
    #expect(simulation.tally.loads >= 19)
  }

  /// The chance that nobody has refreshed g before the end, among readers that come at a rate r, is exp(−r · d · exp(−g/d)) with
  /// d = took · beta. So the first refresh comes d · (ln(r·d) + 0.5772) before the end on average, with a deviation of d · π/√6: a Gumbel
  /// distribution.
  @Test(arguments: [0.5, 1.0, 2.0])
  func xfetchRefreshesAtTheRateOfItsFormula(_ beta: Double) {
    let tries = 60
    var sum = 0.0
    for seed in 1...tries {
      var simulation = HerdSimulation(
        .xfetch(beta), origin: Self.slow, life: 5000, seed: UInt64(seed))
      // The first alone fills the cache; the rest come at 100/s from one second on.
      simulation.run([0] + (100..<520).map { Int64($0) * 10_000_000 })
      // Expiry counts from the store: a load of 200 ms, and one and a half round trips.
      if simulation.loads.count > 1 { sum += 5.2004 - Double(simulation.loads[1]) / 1e9 }
    }
    let d = 0.2 * beta
    let expected = d * (log(100 * d) + 0.5772)
    let error = d * 1.2825 / Double(tries).squareRoot()
    let mean = sum / Double(tries)
    #expect(abs(mean - expected) < 4 * error, "beta \(beta): \(mean), not \(expected)")
  }

  @Test func xfetchLetsNobodyWaitOnceItIsWarm() {
    var simulation = HerdSimulation(.xfetch(1), origin: Self.slow, life: 2000, seed: 11)
    simulation.run([0] + (500..<4000).map { Int64($0) * 2_000_000 })
    #expect(kinds(simulation)[.loaded] == 1)
    #expect((kinds(simulation)[.refreshed] ?? 0) >= 3)
  }

  /// Who finds it expired has the old value at once; one of them loads, and nobody waits.
  @Test func staleIsServedWhileOneLoads() {
    var simulation = HerdSimulation(.stale(30_000), origin: Self.slow, life: 1000, seed: 5)
    simulation.run([0] + (500..<1100).map { Int64($0) * 2_000_000 })
    #expect(simulation.tally.loads == 2)
    let kinds = kinds(simulation)
    #expect((95...105).contains(kinds[.stale] ?? 0), "\(kinds)")
    #expect(kinds[.waited] == nil)
    let later = simulation.answers.dropFirst().compactMap { $0?.latency }
    #expect(later.allSatisfy { $0 < 1_000_000 })
  }

  @Test func aFailedLoadGivesTheLockBack() {
    let origin = BenchOrigin(latency: .constant(20), errors: 1)
    for defence in [StampedeDefence.lock(60_000), .lease(60_000), .stale(60_000)] {
      let simulation = herd(defence, origin: origin, seconds: 1)
      let kinds = kinds(simulation)
      #expect(kinds == [.failed: 500], "\(defence): \(kinds)")
      #expect(simulation.tally.atOnce == 1)
    }
  }
}
