/// What is drawn for each operation: a number for a key, or bytes for a value.
package enum BenchDraw: Sendable {
  /// `pick NAME = …`.
  case number(PickDistribution)
  /// `{blob(SIZE)}`: so many bytes, of which a fraction can be compressed away.
  case blob(ClosedRange<Int64>, compressible: Double)
}

/// How often which whole number is drawn. Ranges include both ends.
package indirect enum PickDistribution: Hashable, Sendable {
  case uniform(ClosedRange<Int64>)
  /// The first of the range most often: the k-th with a weight of k^-exponent.
  case zipf(ClosedRange<Int64>, exponent: Double)
  /// Around the middle of the range.
  case gauss(ClosedRange<Int64>, deviation: Double)
  /// As zipf, with the last of the range most often.
  case latest(ClosedRange<Int64>, exponent: Double)
  /// One after another, and from the first again.
  case sequence(ClosedRange<Int64>)
  /// The same frequencies, given to other numbers of the same range.
  case scrambled(PickDistribution)

  package var range: ClosedRange<Int64> {
    switch self {
    case .uniform(let range), .zipf(let range, _), .gauss(let range, _), .latest(let range, _),
      .sequence(let range):
      range
    case .scrambled(let inner): inner.range
    }
  }
}
