import Recipe

/// Looks for sweeps after which an audit would pass.
///
/// A life that is too long, or without end, is cut short, spread over half of what is allowed. Keys that expire together are spread
/// over the time before. Keys that nobody asks for are removed. Nothing else is mended: a life is never lengthened, and what is
/// too big or of a wrong type only its writer can put right.
package struct Mender {
  private let action: Action
  private let audit: Audit
  private let findings: AuditFindings
  private var mending = Mending()
  private var seen: Set<String> = []
  /// The windows whose keys are spread already.
  private var spreads: [Range<Int64>] = []

  /// How long a key may live where neither its family nor an assertion says so.
  private static let defaultLife: Int64 = 86_400_000

  package static func mend(_ action: Action, _ audit: Audit, _ findings: AuditFindings) -> Mending {
    var mender = Mender(action: action, audit: audit, findings: findings)
    for (assertion, value) in findings.failed { mender.mend(assertion, value) }
    return mender.mending
  }

  private init(action: Action, audit: Audit, findings: AuditFindings) {
    self.action = action
    self.audit = audit
    self.findings = findings
  }

  private mutating func mend(_ assertion: Assertion, _ value: String) {
    let why = "\(assertion.text), \(value)"
    let comparisons = Comparison.all(in: assertion.condition)
    if comparisons.isEmpty { remark(why, "no sweep is known that mends such a condition") }
    for comparison in comparisons {
      guard case .aggregate(.measure(let index)) = assertion.aggregates[comparison.slot].source
      else {
        remark(why, "it is about the server or the number of keys, and no key is wrong")
        continue
      }
      guard comparison.limitsFromAbove, !isTooFew(index, comparison) else {
        remark(why, "a life is never lengthened, and no key is made: warm the missing ones")
        continue
      }
      mend(index, comparison.bound, why)
    }
  }

  /// `count(…) == 300` failed because there are fewer.
  private func isTooFew(_ index: Int, _ comparison: Comparison) -> Bool {
    guard comparison.operation == .equal, case .integer(let wanted) = comparison.bound,
      let count = findings.counts[index]
    else { return false }
    return count < wanted
  }

  private mutating func mend(_ index: Int, _ bound: Value, _ why: String) {
    switch audit.measures[index] {
    case .count(let predicate), .share(let predicate):
      mend(predicate, keys: findings.counts[index], why)
    case .percentile(_, .slot(let slot), .duration), .extent(_, .slot(let slot), .duration):
      guard audit.slots[slot].source == .attribute(.ttl) else {
        return remark(why, Self.onlyTheWriter)
      }
      guard case .duration(let longest) = bound else { return }
      shorten(
        .binary(.greater, .slot(slot), .constant(Constant(.duration(longest)))), to: longest,
        keys: nil, why)
    case .cliff(let window):
      guard case .percent(let limit) = bound else { return }
      let peaks = findings.peaks(index, limit)
      for peak in peaks where !spreads.contains(where: { $0.contains(peak.at) }) {
        spreads.append(peak.at..<peak.at + window)
        spread(peak, of: peaks.count, window: window, limit: limit, why)
      }
    case .percentile, .extent: remark(why, Self.onlyTheWriter)
    }
  }

  private static let onlyTheWriter = "what is wrong with these keys only their writer can put right"

  private mutating func mend(_ predicate: Formula, keys: Int?, _ why: String) {
    if let longest = longestLife(predicate) {
      shorten(predicate, to: longest, keys: keys, why)
    } else if isCold(predicate) {
      add(why, predicate, ["by unlink"], keys: keys)
    } else {
      remark(why, Self.onlyTheWriter)
    }
  }

  // MARK: Lives

  private mutating func shorten(
    _ predicate: Formula, to longest: Int64, keys: Int?, _ why: String
  ) {
    let half = UnitText.duration(max(min(longest, allowedLife ?? longest) / 2, 1))
    add(why, predicate, ["by expire \(half) jitter \(half)"], keys: keys)
  }

  /// What a key of which this is true may live at most; nil where it says nothing of lives that are too long.
  private func longestLife(_ predicate: Formula) -> Int64? {
    if case .binary(let operation, let left, let right) = predicate {
      // It is enough to break one half of an `and`; of an `or` both must be broken.
      if operation == .and { return longestLife(left) ?? longestLife(right) }
      if operation == .or {
        guard let left = longestLife(left), let right = longestLife(right) else { return nil }
        return min(left, right)
      }
    }
    guard let comparison = Comparison(predicate), isAttribute(.ttl, comparison.slot) else {
      return nil
    }
    switch (comparison.operation, comparison.bound) {
    case (.equal, .never): return allowedLife ?? Self.defaultLife
    case (.greater, .duration(let bound)), (.greaterOrEqual, .duration(let bound)): return bound
    default: return nil
    }
  }

  /// The least of what the family and the assertions allow, whether they failed or not.
  private var allowedLife: Int64? {
    var lives: [Int64] = []
    if case .family(let family) = audit.selection, let range = family.ttl {
      lives.append(range.upperBound)
    }
    for measure in audit.measures {
      guard case .count(let predicate) = measure, let comparison = Comparison(predicate),
        isAttribute(.ttl, comparison.slot), case .duration(let bound) = comparison.bound,
        [.greater, .greaterOrEqual].contains(comparison.operation)
      else { continue }
      lives.append(bound)
    }
    return lives.min()
  }

  private func isCold(_ predicate: Formula) -> Bool {
    if case .binary(.and, let left, let right) = predicate { return isCold(left) || isCold(right) }
    guard let comparison = Comparison(predicate), isAttribute(.idle, comparison.slot) else {
      return false
    }
    return [.greater, .greaterOrEqual].contains(comparison.operation)
  }

  private func isAttribute(_ attribute: KeyAttribute, _ slot: Int) -> Bool {
    audit.slots[slot].source == .attribute(attribute)
  }

  // MARK: Cliffs

  private mutating func spread(
    _ peak: AuditFindings.Peak, of peaks: Int, window: Int64, limit: Double, _ why: String
  ) {
    let room = Double(peaks + 1) * peak.share * windowsOfRoom
    guard let spread = CliffSpread(peak, room: room, window: window, findings.now) else {
      remark(why, "they expire too soon to be spread")
      return
    }
    if spread.share > limit {
      let share = UnitText.percent(min(spread.share, peak.share))
      remark(
        why,
        "spread over all the time there is, \(share) still expire within "
          + "\(UnitText.duration(window)): warm these keys with a longer TTL and a jitter")
    }
    // Lives would be cut short for nothing.
    if spread.share >= peak.share { return }
    let (low, high) = (UnitText.duration(spread.from), UnitText.duration(spread.to))
    let (after, jitter) = (UnitText.duration(spread.after), UnitText.duration(spread.jitter))
    add(
      why + "; run it within \(UnitText.rounded(spread.slack))",
      where: "ttl > \(low) and ttl <= \(high)", ["by expire \(after) jitter \(jitter)"],
      keys: peak.keys)
  }

  /// How long a stretch of time all keys of the audit would need, spread evenly, for the strictest of its cliffs to hold.
  private var windowsOfRoom: Double {
    var room = 0.0
    for (assertion, _) in findings.failed {
      for comparison in Comparison.all(in: assertion.condition) {
        guard case .aggregate(.measure(let index)) = assertion.aggregates[comparison.slot].source,
          case .cliff(let window) = audit.measures[index],
          case .percent(let limit) = comparison.bound
        else { continue }
        room = max(room, Double(window) / max(limit, 1e-6))
      }
    }
    return room
  }

  // MARK: What is written

  private mutating func add(_ why: String, _ predicate: Formula, _ clauses: [String], keys: Int?) {
    add(why, where: FormulaText(slots: audit.slots).text(predicate), clauses, keys: keys)
  }

  private mutating func add(
    _ why: String, where condition: String, _ clauses: [String], keys: Int?
  ) {
    // Two assertions may be about the same keys.
    guard seen.insert(condition).inserted else { return }
    let filter = audit.filter.map { ["where \(FormulaText(slots: audit.slots).text($0))"] } ?? []
    // A live keyspace grows meanwhile; many more are not the keys that were found.
    let most = keys.map { ["guard keys <= \($0 + $0 / 2 + 100)"] } ?? []
    mending.mends.append(
      Mend(
        why: why, selection: audit.selection, name: action.name ?? "",
        clauses: filter + ["where \(condition)"] + clauses + most))
  }

  private mutating func remark(_ why: String, _ reason: String) {
    mending.remarks.append("\(why): \(reason)")
  }
}
