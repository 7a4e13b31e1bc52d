import Bytes
import Engine
import Platform

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
    if let cliff = audit.cliff {
      let left = Units.duration(
        milliseconds: max(0, Int(cliff.at) - Int(Clocks.wallMilliseconds())))
      lines.append(
        "cliff  \(Units.percent(cliff.share)) of the keys expire within one minute, in \(left)")
    }
    for report in audit.reports {
      lines.append("report \(Escaping.escaped(report.name))")
      lines += Self.bars(report).lines(width: style.width.map { $0 - 9 }).map { "  " + $0 }
    }
    self.lines = lines
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

  private static func bars(_ report: AuditReport.Buckets) -> HistogramBars {
    HistogramBars(
      report.counts.indices.map { index in
        let label =
          index == 0
          ? "< \(report.bounds[0])"
          : index < report.bounds.count
            ? "\(report.bounds[index - 1])–\(report.bounds[index])"
            : "≥ \(report.bounds[index - 1])"
        return .init(label, report.counts[index])
      })
  }
}
