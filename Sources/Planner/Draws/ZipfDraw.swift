import Platform

/// Ranks 0..<count, rank k−1 in proportion to k^−s for any s > 0, in constant memory and without a sum over the range.
///
/// Rejection-inversion (W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete
/// distributions", 1996): a number under the curve x^−s is drawn by inverting its integral H, rounded to a rank, and kept when it lies
/// under that rank's own bar; what is not kept is drawn again. H and its inverse are written so that they are exact near s = 1, where the
/// integral becomes a logarithm.
struct ZipfDraw: Sendable {
  private let count: Double
  private let exponent: Double
  /// H between the left end of the first bar and the right end of the last.
  private let start: Double
  private let end: Double
  /// So close to its rank, a number lies under the bar without a look: from the second rank on, and from the ninth, where nearly
  /// every number does.
  private let certain: Double
  private let certainLater: Double

  init(count: Double, exponent: Double) {
    precondition(count >= 1 && exponent > 0, "a zipf over \(count) numbers with \(exponent)")
    self.count = count
    self.exponent = exponent
    start = Self.integral(1.5, exponent) - 1
    end = Self.integral(count + 0.5, exponent)
    // The distance grows with the rank, so that of the first holds for all that follow.
    certain = 2 - Self.inverse(Self.threshold(2, exponent), exponent)
    certainLater = 9 - Self.inverse(Self.threshold(9, exponent), exponent)
  }

  func next(using random: inout DrawRandom) -> UInt64 {
    while true {
      let height = end + random.unit() * (start - end)
      let place = Self.inverse(height, exponent)
      let rank = min(max((place + 0.5).rounded(.down), 1), count)
      // All that falls to the first rank lies under its bar.
      let distance = rank - place
      if rank == 1 || distance <= certain || rank >= 9 && distance <= certainLater
        || height >= Self.threshold(rank, exponent)
      {
        return UInt64(exactly: rank - 1) ?? .max
      }
    }
  }

  /// H at the right end of a rank's bar, less the bar.
  private static func threshold(_ rank: Double, _ exponent: Double) -> Double {
    integral(rank + 0.5, exponent) - bar(rank, exponent)
  }

  /// x^−s.
  private static func bar(_ x: Double, _ exponent: Double) -> Double { exp(-exponent * log(x)) }

  /// (x^(1−s) − 1) / (1 − s); the logarithm at s = 1.
  private static func integral(_ x: Double, _ exponent: Double) -> Double {
    let logarithm = log(x)
    let scaled = (1 - exponent) * logarithm
    // expm1(t) / t, whose limit at 0 is 1.
    let growth = abs(scaled) > 1e-8 ? expm1(scaled) / scaled : 1 + scaled * (0.5 + scaled / 6)
    return growth * logarithm
  }

  private static func inverse(_ height: Double, _ exponent: Double) -> Double {
    let scaled = max(height * (1 - exponent), -1)
    // The plain logarithm is twice as fast, and here it is exact to thirteen digits.
    if abs(scaled) > 1e-3 { return exp(log(1 + scaled) / (1 - exponent)) }
    // log1p(t) / t, whose limit at 0 is 1.
    let growth = abs(scaled) > 1e-8 ? log1p(scaled) / scaled : 1 - scaled * (0.5 - scaled / 3)
    return exp(growth * height)
  }
}
