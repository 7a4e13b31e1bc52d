import Bytes
import Engine
import Planner

/// The benches of one `each`, side by side: a line for each value, so that what a defence gains and what it costs is seen at once.
///
///     stampede   rate   p50  p99  max  errors  no wait  loads  peak/s  at once
///     none      500/s  …
///     lock(5s)  500/s  …
struct BenchComparison {
  let name: String
  /// The value of `each`, and what was measured with it.
  let benches: [(value: String, bench: BenchReport)]
  /// The header, then a line for each.
  let lines: [[String]]

  /// Nil where there is nothing to compare.
  private init?(_ statements: [StatementReport], named name: String) {
    self.name = name
    benches = statements.compactMap { statement in
      guard let bench = statement.bench, bench.seconds > 0 else { return nil }
      return (String(statement.name.dropFirst(name.count + 1).dropLast()), bench)
    }
    guard benches.count > 1 else { return nil }
    let hasOrigin = benches.contains { $0.bench.origin != nil }
    lines =
      [Self.header(name, hasOrigin)] + benches.map { Self.row($0.value, $0.bench, hasOrigin) }
  }

  /// What the benches of a run have in common but a value of `each`.
  static func groups(_ report: RunReport) -> [BenchComparison] {
    var names: [String] = []
    var groups: [String: [StatementReport]] = [:]
    for statement in report.statements where statement.bench != nil {
      guard statement.name.hasSuffix("]"), let bracket = statement.name.firstIndex(of: "[") else {
        continue
      }
      let name = String(statement.name[..<bracket])
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(statement)
    }
    return names.compactMap { name in
      groups[name].flatMap { BenchComparison($0, named: name) }
    }
  }

  func table(_ style: ReportText.Style) -> [String] {
    var table = TextTable([.text(lines[0][0])] + lines[0].dropFirst().map { .number($0) })
    for line in lines.dropFirst() { table.append(line) }
    return table.lines(width: style.width, palette: style.palette)
  }

  private static func header(_ name: String, _ hasOrigin: Bool) -> [String] {
    [name, "rate", "p50", "p99", "max", "errors"]
      + (hasOrigin ? ["no wait", "loads", "peak/s", "at once"] : [])
  }

  private static func row(_ value: String, _ bench: BenchReport, _ hasOrigin: Bool) -> [String] {
    let all = bench.all
    func time(_ nanoseconds: Int64?) -> String {
      nanoseconds.map { Units.elapsed(nanoseconds: Int($0)) } ?? "–"
    }
    var row = [
      Escaping.escaped(value), Units.rate(perSecond: bench.rate(of: all)),
      time(all.latency.percentile(0.5)), time(all.latency.percentile(0.99)),
      time(all.ok > 0 ? all.latency.max : nil), Units.count(all.failed),
    ]
    guard hasOrigin else { return row }
    var cache = CacheTally()
    for operation in bench.operations { cache.merge(operation.cache ?? CacheTally()) }
    row.append(cache.hitRate.map(Units.percent) ?? "–")
    let tally = bench.origin?.tally
    row += [tally?.loads, tally?.peak, tally?.atOnce].map { $0.map(Units.count) ?? "–" }
    return row
  }
}

extension ReportText {
  /// What `each` compares, below the paragraphs of its benches; empty where nothing is compared.
  package func comparisons(_ report: RunReport) -> String {
    BenchComparison.groups(report).map { $0.table(style).joined(separator: "\n") + "\n" }.joined()
  }
}
