import Platform

/// From values to places on an axis, 0 to 1, and the round values that are written beside it.
package struct ChartAxis: Sendable {
  package enum Scale: Sendable {
    /// From zero where `startsAtZero`, else from the smallest value.
    case linear(startsAtZero: Bool)
    /// Values that are not above zero lie at its beginning.
    case logarithmic
  }

  struct Tick: Sendable {
    let position: Double
    let text: String
  }

  let unit: ChartUnit
  let ticks: [Tick]
  private let isLogarithmic: Bool
  private let lower: Double
  private let upper: Double
  private let step: Double

  /// - Parameter ticks: how many at most.
  init(_ unit: ChartUnit, _ scale: Scale, over values: some Sequence<Double>, ticks limit: Int) {
    self.unit = unit
    var (least, greatest) = (Double.infinity, -Double.infinity)
    switch scale {
    case .logarithmic:
      for value in values where value.isFinite && value > 0 {
        (least, greatest) = (min(least, value), max(greatest, value))
      }
      if least > greatest { (least, greatest) = (1, 10) }
      isLogarithmic = true
      let base = unit.logarithmicStep
      lower = pow(base, (log(least) / log(base) + 1e-9).rounded(.down))
      upper = max(pow(base, (log(greatest) / log(base) - 1e-9).rounded(.up)), lower * base)
      let decades = (log(upper / lower) / log(base)).rounded()
      step = pow(base, max((decades / Double(limit)).rounded(.up), 1))
    case .linear(let startsAtZero):
      for value in values where value.isFinite {
        (least, greatest) = (min(least, value), max(greatest, value))
      }
      if least > greatest { (least, greatest) = (0, 1) }
      if startsAtZero { least = min(least, 0) }
      isLogarithmic = false
      step = unit.step(atLeast: max(greatest - least, 1e-9) / Double(limit))
      lower = least
      // Above the highest value there is always a line to read it against.
      upper =
        startsAtZero
        ? max((greatest / step).rounded(.up) * step, step) : max(greatest, least + step / 1e3)
    }
    var positions: [Tick] = []
    var value = isLogarithmic ? lower : (lower / step).rounded(.up) * step
    while value <= upper * (1 + 1e-9), positions.count < 64 {
      positions.append(
        Tick(
          position: Self.position(of: value, lower, upper, isLogarithmic),
          text: unit.text(value, step: step)))
      value = isLogarithmic ? value * step : value + step
    }
    self.ticks = positions
  }

  /// Where a value lies, 0 at the beginning and 1 at the end.
  func position(of value: Double) -> Double {
    min(max(Self.position(of: value, lower, upper, isLogarithmic), 0), 1)
  }

  func text(_ value: Double) -> String { unit.text(value, step: isLogarithmic ? 0 : step) }

  private static func position(
    of value: Double, _ lower: Double, _ upper: Double, _ isLogarithmic: Bool
  ) -> Double {
    isLogarithmic
      ? (value > 0 ? log(value / lower) / log(upper / lower) : 0)
      : (value - lower) / (upper - lower)
  }
}
