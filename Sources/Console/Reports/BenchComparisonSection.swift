import Engine
import Planner

/// The benches of one `each`, compared on a page: the table, and the origin's load of each over time.
struct BenchComparisonSection {
  private let group: BenchComparison

  init(_ group: BenchComparison) { self.group = group }

  func write(to html: inout HTML) {
    html.table(
      [.text(group.lines[0][0])] + group.lines[0].dropFirst().map { .number($0) },
      Array(group.lines.dropFirst()))
    let origins = group.benches.compactMap { value, bench in bench.origin.map { (value, $0) } }
    guard origins.contains(where: { $0.1.tally.seconds.count > 1 }) else { return }
    html.add(
      LineChart(
        title: "Loads that the origin was asked for, in each second", x: .milliseconds, y: .count,
        series: origins.map { value, origin in
          .init(
            value,
            points: origin.tally.seconds.enumerated().map {
              (Double($0) * 1000, Double($1.loads))
            })
        }))
  }
}
