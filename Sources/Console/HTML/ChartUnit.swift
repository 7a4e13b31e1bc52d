import Platform

/// What the numbers of an axis are: how they are written, and which steps are round.
package enum ChartUnit: Sendable {
  case count
  /// Bytes.
  case bytes
  /// A lifetime or a latency, in milliseconds.
  case milliseconds
  /// Milliseconds since 1970, shown as UTC.
  case clock
  /// A fraction.
  case percent
  /// Per second.
  case rate

  /// The smallest round step of at least this size.
  func step(atLeast size: Double) -> Double {
    switch self {
    case .bytes: pow(2, max(log2(size).rounded(.up), 0))
    case .count: max(Self.decimalStep(size), 1)
    case .percent, .rate: Self.decimalStep(size)
    case .milliseconds, .clock:
      size < 500
        ? Self.decimalStep(size)
        : Self.seconds.first { $0 * 1000 >= size }.map { $0 * 1000 }
          ?? Self.decimalStep(size / 86_400_000) * 86_400_000
    }
  }

  /// How far apart the ticks of a logarithmic axis are at least: a factor.
  var logarithmicStep: Double { if case .bytes = self { 4 } else { 10 } }

  /// A value beside its axis, and in a tooltip. `step` says how exact it must be.
  func text(_ value: Double, step: Double) -> String {
    switch self {
    case .count:
      return value < 10_000 || step < 100
        ? Units.count(Int(value.rounded())) : Units.compact(value)
    case .bytes: return Units.bytes(Int(value.rounded()))
    case .milliseconds:
      return value > 0
        && (value < 1000 || value != value.rounded() || value < 60_000 && step < 1000)
        ? Units.elapsed(nanoseconds: Int(value * 1_000_000))
        : value == 0 ? "0" : Units.duration(milliseconds: Int(value))
    case .clock:
      let text = Clocks.timestamp(milliseconds: Int(value))
      let (day, time) = (text.dropFirst(5).prefix(5), text.dropFirst(11))
      return step >= 86_400_000
        ? String(day)
        : step >= 3_600_000
          ? "\(day) \(time.prefix(5))" : String(time.prefix(step < 60_000 ? 8 : 5))
    case .percent: return Units.percent(value)
    case .rate: return Units.rate(perSecond: value)
    }
  }

  private static let seconds: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800,
  ]

  /// 1, 2 or 5 times a power of ten.
  private static func decimalStep(_ size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    let power = pow(10, log10(size).rounded(.down))
    return ([1, 2, 5].first { $0 * power >= size * (1 - 1e-9) } ?? 10) * power
  }
}
