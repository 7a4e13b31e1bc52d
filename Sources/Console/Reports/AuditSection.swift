import Bytes
import Engine
import Recipe

/// What an audit found, as charts: lifetimes, the expiry timeline with its cliffs, sizes, groups.
struct AuditSection {
  private let audit: AuditReport

  init(_ audit: AuditReport) { self.audit = audit }

  func write(
    to html: inout HTML,
    verdicts: [(mark: HTMLPage.Mark, text: String, value: String, say: String?)]
  ) {
    html.tiles(tiles)
    html.verdicts(verdicts)
    if let timeline = audit.timeline { expiries(timeline, &html) }
    if let lifetimes = audit.lifetimes {
      html.add(
        BarChart(
          title: "Time to live",
          counts: Self.counts(lifetimes)
            + (audit.withoutTTL > 0 ? [("never", audit.withoutTTL)] : [])))
    }
    if let sizes = audit.sizes {
      html.add(BarChart(title: "Memory of a key", counts: Self.counts(sizes)))
    }
    if !audit.types.isEmpty {
      html.add(BarChart(title: "Types", counts: audit.types.map { ($0.name, $0.count) }))
    }
    for report in audit.reports {
      switch report {
      case .buckets(let buckets):
        html.add(BarChart(title: buckets.name, counts: Self.counts(buckets)))
      case .summary(let summary): self.summary(summary, &html)
      case .groups(let groups): self.groups(groups, &html)
      case .groupBuckets(let groups):
        html.element("h3", text: "\(groups.name) by \(groups.by)")
        html.table(groups.columns, groups.cells)
        for remark in groups.remarks { html.element("p", ["class": "quiet"], text: remark) }
      }
    }
  }

  private var tiles: [(name: String, value: String)] {
    var tiles = [("keys", Units.count(audit.keys)), ("without TTL", Units.count(audit.withoutTTL))]
    if let ttl = audit.ttl {
      tiles += [("ttl p10", ttl.p10), ("ttl median", ttl.p50), ("ttl p99", ttl.p99)]
        .map { ($0, Units.duration(milliseconds: Int($1))) }
    }
    if let cliff = audit.cliff {
      tiles.append(("expire within one minute", Units.percent(cliff.share)))
    }
    if let rate = audit.hitRate { tiles.append(("server's hit rate", Units.percent(rate))) }
    return tiles
  }

  // MARK: Expiries

  private func expiries(_ timeline: AuditReport.Timeline, _ html: inout HTML) {
    let start = Double(timeline.start)
    let step = Double(timeline.step)
    var points = timeline.counts.enumerated().map { (x: start + Double($0) * step, y: Double($1)) }
    points.append((x: start + Double(points.count) * step, y: 0))
    let marks = audit.cliffs.filter { Double($0.at) < points[points.count - 1].x }.map { cliff in
      LineChart.Mark(
        x: Double(cliff.at),
        "\(Units.percent(cliff.share)) within \(Units.duration(milliseconds: Int(cliff.window)))")
    }
    html.add(
      LineChart(
        title: "Expiries, in steps of \(Units.duration(milliseconds: Int(timeline.step))), UTC",
        x: .clock, y: .count, series: [.init("keys", .steps, points: points)], marks: marks))
    for cliff in audit.cliffs {
      html.element(
        "p", ["class": "quiet"],
        text: "\(Units.count(cliff.keys)) keys expire within "
          + "\(Units.duration(milliseconds: Int(cliff.window))) from \(AuditText.clock(cliff.at)) UTC."
      )
    }
    if timeline.later > 0 {
      html.element(
        "p", ["class": "quiet"], text: "\(Units.count(timeline.later)) keys expire later.")
    }
  }

  // MARK: Reports

  private static func counts(_ buckets: AuditReport.Buckets) -> [(label: String, count: Int)] {
    zip(AuditText.labels(buckets), buckets.counts).map { ($0, $1) }
  }

  private func summary(_ summary: AuditReport.Summary, _ html: inout HTML) {
    html.element("h3", text: summary.name)
    guard let found = summary.percentiles else {
      html.element("p", ["class": "quiet"], text: "No key has one.")
      return
    }
    var tiles = [("p10", found.p10), ("p50", found.p50), ("p90", found.p90), ("p99", found.p99)]
    tiles.append(("max", summary.largest))
    if let sum = summary.sum { tiles.append(("sum", sum)) }
    html.tiles(tiles.map { ($0, AuditText.amount($1, summary.type)) })
  }

  private func groups(_ groups: AuditReport.Groups, _ html: inout HTML) {
    var bars = groups.rows.map { row in
      BarChart.Bar(
        row.group ?? Array("(null)".utf8), row.share,
        values: [
          row.sum.map { AuditText.amount($0, groups) } ?? "\(Units.count(row.keys)) keys",
          Units.percent(row.share),
        ])
    }
    let others = groups.others
    if others.groups > 0 {
      let rest = max(1 - groups.rows.reduce(0) { $0 + $1.share }, 0)
      bars.append(
        BarChart.Bar(
          "(\(Units.count(others.groups)) others)", rest,
          values: [
            others.sum.map { AuditText.amount($0, groups) } ?? "\(Units.count(others.keys)) keys",
            Units.percent(rest),
          ]))
    }
    html.add(BarChart(title: "\(groups.name) by \(groups.by)", bars))
    if groups.error > 0 {
      html.element(
        "p", ["class": "quiet"],
        text: "More than 100,000 groups: each may be short by "
          + AuditText.amount(groups.error, groups) + ".")
    }
  }
}
