import Bytes
import Engine
import Platform
import Recipe

/// What an audit found, as lines: types, lifetimes, the next stampede, histograms.
struct AuditText {
  let lines: [String]

  init(_ audit: AuditReport, _ style: ReportText.Style) {
    var lines: [String] = []
    if audit.keys > 0 {
      let types = audit.types.map { "\(Escaping.escaped($0.name)) \(Units.count($0.count))" }
      lines.append("types  \(types.joined(separator: "   "))")
      lines.append("ttl    \(Self.lifetimes(audit))")
    }
    if let timeline = audit.timeline {
      lines += Self.expiries(timeline, audit.cliff, width: style.width)
    }
    if let cliff = audit.cliff {
      let left = Units.duration(
        milliseconds: max(0, Int(cliff.at) - Int(Clocks.wallMilliseconds())))
      lines.append(
        "cliff  \(Units.percent(cliff.share)) of the keys (\(Units.count(cliff.keys))) expire within"
          + " one minute from \(Self.clock(cliff.at)) UTC, in \(left)")
    }
    if let rate = audit.hitRate { lines.append(Self.hits(rate, style)) }
    if let lifetimes = audit.lifetimes, !audit.reports.contains(where: \.isOfLifetimes) {
      lines.append("lives  how long the keys have still to live")
      lines += Self.bars(lifetimes).lines(width: style.width.map { $0 - 9 }).map { "  " + $0 }
    }
    for report in audit.reports {
      lines.append("report \(Self.title(report))")
      let width = style.width.map { $0 - 9 }
      let body =
        switch report {
        case .buckets(let buckets): Self.bars(buckets).lines(width: width)
        case .summary(let summary): [Self.line(summary)]
        case .groups(let groups): Self.table(groups).lines(width: width, palette: style.palette)
        case .groupBuckets(let groups): groups.table.lines(width: width, palette: style.palette)
        }
      lines += body.map { "  " + $0 }
      if case .groups(let groups) = report, groups.error > 0 {
        lines.append(
          "  more than 100,000 groups: each may be short by \(Self.amount(groups.error, groups))")
      }
      if case .groupBuckets(let groups) = report { lines += groups.remarks.map { "  " + $0 } }
    }
    self.lines = lines
  }

  /// ```
  /// expiry 10:45 ▂▁▁█▁▁▁▁▁▁▁▁ 07:20
  ///                 ▲
  /// ```
  private static func expiries(
    _ timeline: AuditReport.Timeline, _ cliff: AuditReport.Cliff?, width: Int?
  ) -> [String] {
    let length = timeline.step * Int64(timeline.counts.count)
    let start = minute(timeline.start)
    let end =
      minute(timeline.start + length)
      + (timeline.later > 0 ? ", \(Units.count(timeline.later)) later" : "")
    // 7 of the paragraph's indent, "expiry ", two blanks.
    let room = (width ?? 80) - 16 - DisplayWidth.of(start) - DisplayWidth.of(end)
    let line = Sparkline(timeline.counts, width: max(min(room, 100), 10)).text
    var lines = ["expiry \(start) \(line) \(end)"]
    if let cliff, cliff.at < timeline.start + length {
      let column = Int((cliff.at - timeline.start) * Int64(line.count) / length)
      lines.append(String(repeating: " ", count: 8 + DisplayWidth.of(start) + column) + "▲")
    }
    return lines
  }

  /// `10:45`; with the day where that is not today.
  private static func minute(_ milliseconds: Int64) -> String {
    String(clock(milliseconds).dropLast(3))
  }

  private static func hits(_ rate: Double, _ style: ReportText.Style) -> String {
    let line = "server hit rate \(Units.percent(rate)) since its statistics began"
    guard rate < 0.5 else { return line }
    return line
      + style.palette.paint(
        ": below 50 % most requests pay for the cache and get nothing", .warning)
  }

  private static func lifetimes(_ audit: AuditReport) -> String {
    var parts = ["never \(Units.count(audit.withoutTTL))"]
    if let ttl = audit.ttl {
      for (name, value) in [("p10", ttl.p10), ("p50", ttl.p50), ("p90", ttl.p90), ("p99", ttl.p99)]
      {
        parts.append("\(name) \(Units.duration(milliseconds: Int(value)))")
      }
    }
    return parts.joined(separator: "   ")
  }

  private static func title(_ report: AuditReport.Report) -> String {
    let title =
      switch report {
      case .buckets(let buckets): buckets.name
      case .summary(let summary): summary.name
      case .groups(let groups): "\(groups.name) by \(groups.by)"
      case .groupBuckets(let groups): "\(groups.name) by \(groups.by)"
      }
    return Escaping.escaped(title)
  }

  private static func line(_ summary: AuditReport.Summary) -> String {
    guard let found = summary.percentiles else { return "no key has one" }
    var parts = [("p10", found.p10), ("p50", found.p50), ("p90", found.p90), ("p99", found.p99)]
    parts.append(("max", summary.largest))
    if let sum = summary.sum { parts.append(("sum", sum)) }
    return parts.map { "\($0) \(amount($1, summary.type))" }.joined(separator: "   ")
  }

  private static func table(_ groups: AuditReport.Groups) -> TextTable {
    let adds = groups.others.sum != nil
    var table = TextTable(
      [.text(Escaping.escaped(groups.by)), .number("keys")]
        + (adds
          ? [.number(Escaping.escaped(groups.name)), .number("mean"), .number("max")] : [])
        + [.number("share")])
    for row in groups.rows {
      var cells = [row.group.map { Escaping.escaped($0) } ?? "(null)", Units.count(row.keys)]
      if let sum = row.sum, let largest = row.largest {
        cells += [sum, sum / Int64(max(row.keys, 1)), largest].map { amount($0, groups) }
      }
      table.append(cells + [Units.percent(row.share)])
    }
    if groups.others.groups > 0 {
      let others = groups.others
      var cells = ["(\(Units.count(others.groups)) others)", Units.count(others.keys)]
      if let sum = others.sum { cells += [amount(sum, groups), "", ""] }
      let shown = groups.rows.reduce(0) { $0 + $1.share }
      table.append(cells + [Units.percent(max(1 - shown, 0))])
    }
    return table
  }

  static func amount(_ value: Int64, _ groups: AuditReport.Groups) -> String {
    amount(value, groups.others.sum == nil ? .number : groups.type)
  }

  static func amount(_ value: Int64, _ type: ValueType) -> String {
    switch type {
    case .duration: Units.duration(milliseconds: Int(value))
    case .size: Units.bytes(Int(value))
    default: Units.count(Int(value))
    }
  }

  private static func bars(_ report: AuditReport.Buckets) -> HistogramBars {
    HistogramBars(zip(labels(report), report.counts).map { .init($0, $1) })
  }

  /// `< 1m`, `1m–10m`, `≥ 10m`: what stands at each bucket.
  static func labels(_ report: AuditReport.Buckets) -> [String] { labels(between: report.bounds) }

  static func labels(between bounds: [String]) -> [String] {
    (0...bounds.count).map { index in
      index == 0
        ? "< \(bounds[0])"
        : index < bounds.count
          ? "\(bounds[index - 1])–\(bounds[index])" : "≥ \(bounds[index - 1])"
    }
  }

  /// `12:30:05`, UTC; with the day where that is not today.
  static func clock(_ milliseconds: Int64) -> String {
    let text = Clocks.timestamp(milliseconds: Int(milliseconds))
    let isToday = text.prefix(10) == Clocks.timestamp().prefix(10)
    return (isToday ? "" : "\(text.prefix(10)) ") + text.dropFirst(11).prefix(8)
  }
}

extension AuditReport.Report {
  /// Whether it shows what the unasked histogram would.
  fileprivate var isOfLifetimes: Bool {
    if case .buckets(let buckets) = self { buckets.name == "ttl" } else { false }
  }
}
