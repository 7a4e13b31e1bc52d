import Bytes
import Planner
import Recipe
import RowSources
import SourceText

/// Walks the keys of an audit and says what is true of them.
struct AuditRun {
  let session: ServerSession
  let program: Program
  let audit: Audit
  let progress: any ProgressSink
  let interrupts: any InterruptSource
  /// Where the keys come from rows.
  var source: (any RowSource)?

  func run(into report: inout StatementReport) throws(RunFailure) {
    let server = try ServerFacts(session)
    let guards = try RunGuards(program.action, session, facts: server)
    let sink = AuditSink(program: program, audit: audit, guards: guards)
    let walk = KeyWalk(
      session: session, program: program, sink: sink, interrupts: interrupts, source: source)
    defer {
      report.commands = walk.stream?.commands ?? 0
      report.ledger = walk.unjudged
      report.ledger.succeed(sink.totals.keys)
      guards?.close(&report)
    }
    try walk.run { progress.update(scanned: walk.seen) }
    if let count = walk.stream?.reconnections, count > 0 {
      report.notes.append("the connection was lost \(count)×; the audit began again")
    }
    // `fail stop` ended the walk: half the keys say nothing about all of them.
    if program.action.failure == .stop, walk.unjudged.failed > 0 { return }
    if guards?.isStopped == true { return }
    var found = summary(sink.totals, walk.keys.typeNames)
    if server.lookups >= Self.fewestLookups { found.hitRate = server.hitRate }
    report.audit = found
    if audit.sample != nil { report.notes.append(Self.sampleNote(sink.totals.keys)) }
    let size = try session.keyCount()
    func value(of slot: Slot) -> Value {
      switch slot.source {
      case .aggregate(.measure(let index)): sink.totals.value(of: index, audit)
      case .aggregate(.keys): .integer(Int64(sink.totals.keys))
      case .aggregate(.scanned): .integer(Int64(size))
      case .aggregate(let other) where other.isOfTheWatch:
        guards?.value(of: slot, walk.unjudged) ?? .null
      case .aggregate(let other): server.value(of: other)
      default: .null
      }
    }
    if refuses(value, &report) { return }
    report.assertions = program.action.assertions.map { judge($0, value) }
    report.mending = mending(report.assertions, sink.totals)
  }

  /// Asks the guards over what was counted, before anything is said of the keys: too few of them would let every assertion pass.
  private func refuses(_ value: (Slot) -> Value, _ report: inout StatementReport) -> Bool {
    for condition in program.action.guards where condition.moment == .before {
      let verdict = Verdict(condition, value)
      guard !verdict.pass else { continue }
      report.diagnostics.append(
        Diagnostic(
          id: "G002", severity: verdict.isWarning ? .warning : .refused, at: condition.location,
          message: "guard `\(condition.text)` failed"
            + (verdict.isWarning ? "" : "; nothing is asserted"),
          label: verdict.value, help: nil, notes: condition.say.map { [$0] } ?? []))
      guard !verdict.isWarning else { continue }
      report.status = .refused
      report.exit = .guardRefused
    }
    return report.status == .refused
  }

  /// What would mend the assertions that failed.
  private func mending(_ verdicts: [Verdict], _ totals: AuditTotals) -> Mending {
    let failed = zip(program.action.assertions, verdicts).filter { !$1.pass && !$1.isWarning }
    guard !failed.isEmpty else { return Mending() }
    let findings = AuditFindings(
      failed: failed.map { ($0, Self.found($1)) },
      counts: Dictionary(
        uniqueKeysWithValues: audit.measures.indices.map { ($0, totals.count(of: $0)) }),
      now: session.clock.now
    ) { measure, share in
      totals.peaks(of: measure, above: share).map { peak in
        AuditFindings.Peak(
          at: peak.at, keys: peak.keys, share: Double(peak.keys) / Double(max(totals.keys, 1)))
      }
    }
    return Mender.mend(program.action, audit, findings)
  }

  /// `found 900` for one quantity, else each by its name.
  private static func found(_ verdict: Verdict) -> String {
    let parts = verdict.value.split(separator: ", ")
    guard parts.count == 1, let value = parts[0].split(separator: " = ").last else {
      return verdict.value
    }
    return "found \(value)"
  }

  /// Says so where a percentile lies so close to its bound that the histogram cannot tell on which side.
  private func judge(_ assertion: Assertion, _ value: (Slot) -> Value) -> Verdict {
    var verdict = Verdict(assertion, value)
    let isUncertain = [-Distribution.error, Distribution.error].contains { error in
      let shifted = Verdict(assertion) { slot in
        guard case .aggregate(.measure(let index)) = slot.source,
          case .percentile(_, _, let type) = audit.measures[index],
          let magnitude = value(slot).magnitude
        else { return value(slot) }
        let other = (Double(magnitude) * (1 + error)).rounded(error < 0 ? .down : .up)
        return Value(magnitude: Int64(other), type)
      }
      return shifted.pass != verdict.pass
    }
    if isUncertain { verdict.note = "within the 0.1 % that a percentile may be off" }
    return verdict
  }

  /// A share of n keys, taken from many, is off by no more than 0.98 / √n at 95 % (the normal approximation at one half).
  private static func sampleNote(_ keys: Int) -> String {
    let error = UnitText.percent(0.98 / Double(max(keys, 1)).squareRoot())
    return "a sample of \(keys) keys: counts are of these, and a share may be off by \(error)"
      + " (95 % confidence)"
  }

  /// A hit rate of fewer lookups is not worth a line.
  private static let fewestLookups = 1000

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
    case .groupBuckets(let name, _, let type, let bounds, _, let by, let top):
      guard let table = totals.groups(ofReport: index) else { return nil }
      return .groupBuckets(
        AuditReport.GroupBuckets(
          name: name, by: by, bounds: bounds.map { UnitText.text($0, type) }, table, top: top))
    }
  }

  private func summary(_ totals: AuditTotals, _ names: TypeNames) -> AuditReport {
    var report = AuditReport()
    report.keys = totals.keys
    report.isSample = audit.sample != nil
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
