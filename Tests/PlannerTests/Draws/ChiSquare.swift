import Platform

/// Above which value a sum of squared errors is no chance.
enum ChiSquare {
  /// What is exceeded once in ten thousand tests that are right (Wilson and Hilferty's approximation, 1931).
  static func limit(degrees: Int) -> Double {
    let normal = 3.719
    let part = 2 / (9 * Double(degrees))
    return Double(degrees) * pow(1 - part + normal * part.squareRoot(), 3)
  }
}
