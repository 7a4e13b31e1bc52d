import Recipe

/// When each operation of an open loop is due: at a constant rate, or along a ramp that then stays at its end. Pure.
///
/// Several workers share one schedule: of n, the i-th has every n-th operation, beginning with the i-th, so that together they
/// keep the even spacing of one. All times in nanoseconds since the phase began.
package struct SendSchedule: Sendable {
  /// Operations a nanosecond, at the beginning and at the end of the ramp.
  private let first: Double
  private let last: Double
  /// How long the ramp takes, and how many operations are due in it.
  private let rampTime: Double
  private let rampCount: Double
  private let part: Int
  private let parts: Int

  /// - Parameter ramps: false for a warm-up, which stays at the first rate.
  package init(_ pace: BenchPace, part: Int = 0, of parts: Int = 1, ramps: Bool = true) {
    first = pace.from / 1e9
    let rises = ramps && pace.over > 0
    last = rises ? pace.to / 1e9 : first
    rampTime = rises ? Double(pace.over) * 1e6 : 0
    rampCount = (first + last) / 2 * rampTime
    self.part = part
    self.parts = parts
  }

  /// When this worker's operation at `index` is due, counted from 0.
  package func due(_ index: Int) -> Int64 {
    let place = Double(index * parts + part)
    guard place < rampCount else {
      return Int64((rampTime + (place - rampCount) / last).rounded())
    }
    // first·t + growth/2·t² = place, solved so that nothing cancels where the ramp is nearly flat.
    let growth = (last - first) / rampTime
    let root = max(first * first + 2 * growth * place, 0).squareRoot()
    return Int64((2 * place / (first + root)).rounded())
  }

  /// How many of this worker's operations are due before a moment.
  package func count(before time: Int64) -> Int {
    guard time > 0 else { return 0 }
    let time = Double(time)
    let all: Double
    if time < rampTime {
      all = first * time + (last - first) / rampTime * time * time / 2
    } else {
      all = rampCount + last * (time - rampTime)
    }
    // Rounded against `due`, which decides.
    var count = max(0, (Int(all) - part) / parts)
    while due(count) < Int64(time) { count += 1 }
    while count > 0, due(count - 1) >= Int64(time) { count -= 1 }
    return count
  }
}
