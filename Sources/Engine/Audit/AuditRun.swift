import Bytes
import Planner
import Recipe

/// Walks the keys of an audit and says what is true of them.
struct AuditRun {
  let session: ServerSession
  let program: Program
  let audit: Audit
  let progress: any ProgressSink
  let interrupts: any InterruptSource

  func run(into report: inout StatementReport) throws(RunFailure) {
    let sink = AuditSink(program: program, audit: audit)
    let walk = KeyWalk(session: session, program: program, sink: sink, interrupts: interrupts)
    defer {
      report.commands = walk.stream?.commands ?? 0
      report.ledger = walk.unjudged
      report.ledger.succeed(sink.totals.keys)
    }
    try walk.run { progress.update(scanned: walk.seen) }
    if let count = walk.stream?.reconnections, count > 0 {
      report.notes.append("the connection was lost \(count)×; the audit began again")
    }
    // `fail stop` ended the walk: half the keys say nothing about all of them.
    if program.action.failure == .stop, walk.unjudged.failed > 0 { return }
    report.audit = summary(sink.totals, walk.keys.typeNames)
    let size = try session.keyCount()
    report.assertions = program.action.assertions.map { assertion in
      Verdict(assertion) { slot in
        switch slot.source {
        case .aggregate(.measure(let index)): sink.totals.value(of: index, audit)
        case .aggregate(.keys): .integer(Int64(sink.totals.keys))
        case .aggregate(.scanned): .integer(Int64(size))
        default: .null
        }
      }
    }
  }

  /// As fine as a report's chart can show.
  private static let timelineSteps = 240

  /// What one `report` came to.
  private func answer(_ index: Int, _ totals: AuditTotals) -> AuditReport.Report? {
    switch audit.reports[index] {
    case .buckets(let name, _, let type, let bounds):
      return .buckets(
        AuditReport.Buckets(
          name: name, bounds: bounds.map { UnitText.text($0, type) },
          counts: totals.counts(ofReport: index)))
    case .summary(let name, _, let type):
      guard let summary = totals.summary(ofReport: index) else { return nil }
      return .summary(AuditReport.Summary(name: name, type: type, summary))
    case .groups(let name, let formula, let type, _, let by, let top):
      guard let table = totals.groups(ofReport: index) else { return nil }
      return .groups(
        AuditReport.Groups(
          name: name, by: by, type: type, adds: formula != nil && type != .duration, table,
          top: top))
    case .pending: return nil
    }
  }

  private func summary(_ totals: AuditTotals, _ names: TypeNames) -> AuditReport {
    var report = AuditReport()
    report.keys = totals.keys
    report.types = totals.types
      .map { (name: names.name($0.key).description, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    report.withoutTTL = totals.withoutTTL
    if let p10 = totals.ttl.percentile(0.1), let p50 = totals.ttl.percentile(0.5),
      let p90 = totals.ttl.percentile(0.9), let p99 = totals.ttl.percentile(0.99)
    {
      report.ttl = (p10, p50, p90, p99)
    }
    report.cliffs = totals.peaks.map { window, peak in
      AuditReport.Cliff(
        window: window, at: peak.at, keys: peak.keys,
        share: Double(peak.keys) / Double(totals.keys))
    }
    report.lifetimes = StandardBuckets.lifetimes(totals.ttl)
    report.sizes = StandardBuckets.sizes(totals.sizes)
    report.timeline = totals.timeline(steps: Self.timelineSteps)
    report.reports = audit.reports.indices.compactMap { answer($0, totals) }
    return report
  }
}
