import Platform

/// Ranks 0..<count around the middle, with a standard deviation in ranks; what falls outside is drawn again.
///
/// Marsaglia's polar method (1964) where most draws fall inside. A deviation that is wide against the range would be drawn again and
/// again there: then a uniform number is kept with the curve's height, which is nearly 1 everywhere.
struct GaussDraw: Sendable {
  private let count: Double
  private let deviation: Double

  init(count: Double, deviation: Double) {
    precondition(count >= 1 && deviation > 0, "a gauss over \(count) numbers with \(deviation)")
    self.count = count
    self.deviation = deviation
  }

  func next(using random: inout DrawRandom) -> UInt64 {
    let place = deviation > count / 3 ? flat(&random) : steep(&random)
    return UInt64(exactly: place.rounded(.down)) ?? .max
  }

  private func flat(_ random: inout DrawRandom) -> Double {
    while true {
      let place = random.unit() * count
      let distance = (place - count / 2) / deviation
      if random.unit() <= exp(-distance * distance / 2) { return place }
    }
  }

  private func steep(_ random: inout DrawRandom) -> Double {
    while true {
      let x = 2 * random.unit() - 1
      let y = 2 * random.unit() - 1
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      // The second number of the pair is not kept: a draw has no state, and is a few nanoseconds dearer.
      let place = count / 2 + deviation * x * (-2 * log(square) / square).squareRoot()
      if place >= 0, place < count { return place }
    }
  }
}
