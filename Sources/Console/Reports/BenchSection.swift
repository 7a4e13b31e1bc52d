import Bytes
import Engine
import Planner

/// What a bench measured, as charts: the rate and the latency over time, percentiles of each operation, the origin's load.
struct BenchSection {
  private let bench: BenchReport

  init(_ bench: BenchReport) { self.bench = bench }

  func write(
    to html: inout HTML,
    verdicts: [(mark: HTMLPage.Mark, text: String, value: String, say: String?)]
  ) {
    html.tiles(tiles)
    html.verdicts(verdicts)
    if bench.timeline.seconds.count > 1 { overTime(&html) }
    if let origin = bench.origin, origin.tally.seconds.count > 1 { self.origin(origin, &html) }
    for operation in bench.operations where operation.ok > 0 { percentiles(operation, &html) }
    operations(&html)
    for operation in bench.operations {
      guard let cache = operation.cache else { continue }
      html.add(
        BarChart(
          title: "What \(Units.count(cache.count)) of \(operation.name) got from the cache",
          counts: cache.fields.filter { $0.count > 0 }.map { ($0.name, $0.count) }))
    }
    environment(&html)
  }

  private var tiles: [(name: String, value: String)] {
    let all = bench.all
    func time(_ fraction: Double) -> String {
      all.latency.percentile(fraction).map { Units.elapsed(nanoseconds: Int($0)) } ?? "–"
    }
    var tiles = [
      ("rate", Units.rate(perSecond: bench.rate(of: all))), ("p50", time(0.5)), ("p99", time(0.99)),
      ("max", all.ok > 0 ? Units.elapsed(nanoseconds: Int(all.latency.max)) : "–"),
      ("errors", Units.count(all.failed)), ("unknown", Units.count(all.unknown)),
    ]
    if bench.pace != nil { tiles.append(("of the schedule sent", Units.percent(bench.sentShare))) }
    if let origin = bench.origin {
      tiles += [
        ("origin loads", Units.count(origin.tally.loads)),
        ("in the worst second", Units.count(origin.tally.peak)),
        ("at once", Units.count(origin.tally.atOnce)),
      ]
    }
    return tiles
  }

  // MARK: Over time

  private var marks: [LineChart.Mark] {
    bench.events.map { LineChart.Mark(x: $0.at * 1000, $0.kind.text) }
  }

  private func overTime(_ html: inout HTML) {
    let seconds = bench.timeline.seconds
    func points(_ value: (BenchTimeline.Second) -> Double) -> [(x: Double, y: Double)] {
      seconds.enumerated().map { (x: Double($0) * 1000, y: value($1)) }
    }
    func latency(_ fraction: Double) -> [(x: Double, y: Double)] {
      points { $0.percentile(fraction).map { Double($0) / 1e6 } ?? .nan }
    }
    html.add(
      LineChart(
        title: "Latency by the second in which it ended, within 6 %", x: .milliseconds,
        y: .milliseconds, scale: .logarithmic,
        series: [
          .init("p50", points: latency(0.5)), .init("p99", points: latency(0.99)),
          .init("max", points: latency(1)),
        ], marks: marks))
    var rate = [LineChart.Series("ok", .steps, points: points { Double($0.ok) })]
    if bench.all.failed > 0 { rate.append(.init("errors", points: points { Double($0.failed) })) }
    html.add(
      LineChart(
        title: "Operations a second", x: .milliseconds, y: .rate, series: rate, marks: marks))
  }

  private func origin(_ origin: BenchReport.Origin, _ html: inout HTML) {
    let seconds = origin.tally.seconds.enumerated()
    html.add(
      LineChart(
        title: "The origin: loads asked for in each second, and the most at once", x: .milliseconds,
        y: .count,
        series: [
          .init("loads", .steps, points: seconds.map { (Double($0) * 1000, Double($1.loads)) }),
          .init("at once", points: seconds.map { (Double($0) * 1000, Double($1.atOnce)) }),
        ], marks: marks))
  }

  // MARK: Whole

  private func percentiles(_ operation: BenchReport.Operation, _ html: inout HTML) {
    let bars = [
      ("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999),
      ("max", 1),
    ].compactMap { name, fraction -> BarChart.Bar? in
      operation.latency.percentile(fraction).map {
        BarChart.Bar(name, Double($0), values: [Units.elapsed(nanoseconds: Int($0))])
      }
    }
    html.add(
      BarChart(title: "Latency of \(Units.count(operation.ok)) \(operation.name)", bars))
  }

  private func operations(_ html: inout HTML) {
    let errors = bench.operations.flatMap { operation in
      operation.codes.map { [operation.name, $0.code, Units.count($0.count), $0.detail] }
    }
    guard !errors.isEmpty else { return }
    html.element("h3", text: "Errors")
    html.table([.text("op"), .text("code"), .number("count"), .text("what was said")], errors)
  }

  private func environment(_ html: inout HTML) {
    let environment = bench.environment
    var facts = [
      environment.server, environment.processor, environment.kernel, "seed \(bench.seed)",
      "\(Units.counted(bench.connections, "connection")), \(Units.count(bench.depth)) in flight on each",
      bench.pace == nil ? "closed loop" : "open loop",
    ]
    facts += environment.configuration.map { "\($0.name) \($0.value)" }
    html.element(
      "p", ["class": "quiet"], text: facts.filter { !$0.isEmpty }.joined(separator: " · "))
  }
}
