/// One figure of a bench, before and now.
package struct BenchChange: Sendable {
  package let figure: BenchBaseline.Figure
  package let before: Interval
  package let now: Interval
  /// Worse by more than was allowed, and by more than chance explains.
  package let isWorse: Bool

  /// The fraction by which it grew.
  package var change: Double { before.value > 0 ? now.value / before.value - 1 : 0 }
  /// The two 95 % intervals have nothing in common.
  package var isCertain: Bool { !before.overlaps(now) }

  private init(
    _ figure: BenchBaseline.Figure, _ before: Interval, _ now: Interval, tolerance: Double
  ) {
    self.figure = figure
    self.before = before
    self.now = now
    let growth = before.value > 0 ? now.value / before.value - 1 : 0
    let loss = figure.isLatency ? growth : -growth
    isWorse = loss > tolerance && !before.overlaps(now)
  }

  /// What both results have, in the order of bench, operation and name.
  /// - Parameter tolerance: the fraction by which a figure may get worse.
  package static func all(
    from before: BenchBaseline, to now: BenchBaseline, tolerance: Double
  ) -> [BenchChange] {
    now.figures.compactMap { figure, interval in
      before.figures[figure].map { BenchChange(figure, $0, interval, tolerance: tolerance) }
    }.sorted {
      ($0.figure.bench, $0.figure.operation, $0.figure.name)
        < ($1.figure.bench, $1.figure.operation, $1.figure.name)
    }
  }

  /// Benches that ran somewhere else than before: `reads: redis 7.0.15 on …, before redis 6.2.14 on …`.
  package static func moves(from before: BenchBaseline, to now: BenchBaseline) -> [String] {
    now.places.sorted { $0.key < $1.key }.compactMap { bench, place in
      guard let old = before.places[bench], old != place else { return nil }
      return "\(bench): \(place), before \(old)"
    }
  }
}
