import Platform
import Testing

@testable import Planner

/// Against the theory, over a million keys. The seeds are fixed: of a hundred keys, one lies beyond three standard errors by chance with
/// one seed in four, and a test that fails once in four runs says nothing.
@Suite struct ZipfDrawTests {
  private static let keys = 1_000_000
  private static let draws = 1_000_000

  @Test(arguments: [(0.99, UInt64(1)), (1.2, 2), (0.7, 3), (1.0, 5)])
  func frequenciesAreTheory(_ exponent: Double, _ seed: UInt64) {
    let counts = counts(exponent, seed)
    let shares = Self.shares(exponent)
    let draws = Double(Self.draws)
    for rank in 0..<100 {
      let expected = draws * shares[rank]
      let error = (expected * (1 - shares[rank])).squareRoot()
      #expect(
        abs(Double(counts[rank]) - expected) <= 3 * error,
        "seed \(seed), s = \(exponent): rank \(rank + 1) came \(counts[rank]) times, not \(expected)"
      )
    }

    // The rest in 100 groups of about the same share each.
    let rest = shares[100...].reduce(0, +)
    var statistic = 0.0
    var groups = 0
    var (observed, share) = (0, 0.0)
    for rank in 100..<Self.keys {
      observed += counts[rank]
      share += shares[rank]
      guard share >= rest / 100 || rank == Self.keys - 1 else { continue }
      let expected = draws * share
      statistic += (Double(observed) - expected) * (Double(observed) - expected) / expected
      groups += 1
      (observed, share) = (0, 0)
    }
    // The total of the rest is free, too, so there are as many degrees of freedom as groups.
    let limit = ChiSquare.limit(degrees: groups)
    #expect(
      statistic < limit, "seed \(seed), s = \(exponent): chi-square \(statistic), limit \(limit)")
  }

  @Test func aRangeOfOneNumber() {
    var draw = Draw(.zipf(exponent: 0.99), over: 7...7)
    var random = DrawRandom(seed: 1)
    #expect((0..<100).allSatisfy { _ in draw.next(using: &random) == 7 })
  }

  @Test(arguments: [0.01, 0.999_999_999, 1, 1.000_000_001, 3, 50])
  func anyExponentStaysInTheRange(_ exponent: Double) {
    for range in [1...2, 5...14, 0...(1 << 40), Int64.min...Int64.max] {
      var draw = Draw(.zipf(exponent: exponent), over: range)
      var random = DrawRandom(seed: 9)
      for _ in 0..<1000 { #expect(range.contains(draw.next(using: &random))) }
    }
  }

  /// Just beside 1, where the formulas change, the frequencies do not.
  @Test func exponentOneIsNoJump() {
    var firsts: [Int] = []
    for exponent in [1 - 1e-12, 1, 1 + 1e-12] {
      let zipf = ZipfDraw(count: 1000, exponent: exponent)
      var random = DrawRandom(seed: 5)
      firsts.append((0..<20_000).count { _ in zipf.next(using: &random) == 0 })
    }
    #expect(Set(firsts).count == 1, "\(firsts)")
  }

  @Test func latestIsZipfFromTheOtherEnd() {
    var zipf = Draw(.zipf(exponent: 0.9), over: 1...1000)
    var latest = Draw(.latest(exponent: 0.9), over: 1...1000)
    var (first, second) = (DrawRandom(seed: 3), DrawRandom(seed: 3))
    for _ in 0..<1000 { #expect(zipf.next(using: &first) + latest.next(using: &second) == 1001) }
  }

  private func counts(_ exponent: Double, _ seed: UInt64) -> [Int] {
    let zipf = ZipfDraw(count: Double(Self.keys), exponent: exponent)
    var random = DrawRandom(seed: seed)
    var counts = Array(repeating: 0, count: Self.keys)
    for _ in 0..<Self.draws { counts[Int(zipf.next(using: &random))] += 1 }
    return counts
  }

  private static func shares(_ exponent: Double) -> [Double] {
    var shares = (1...keys).map { pow(Double($0), -exponent) }
    let total = shares.reversed().reduce(0, +)
    for rank in shares.indices { shares[rank] /= total }
    return shares
  }
}
