import Bytes
import Engine

/// A run as rows for `cut`, `awk` and a spreadsheet: a header, and a line a statement. Where statements have found something,
/// an empty line follows, and a table of their figures, a line each.
package struct ReportRows {
  private let kind: DelimitedRow

  package init(_ kind: DelimitedRow) { self.kind = kind }

  private static let header = [
    "verb", "name", "status", "planned", "ok", "failed", "skipped", "unknown", "commands",
    "batches", "bytes", "seconds", "server_cpu_seconds",
  ]

  package func text(_ report: RunReport) -> String {
    let table = kind.line(Self.header) + report.statements.map(line).joined()
    let figures = report.statements.map(figures).joined()
    guard !figures.isEmpty else { return table }
    return table + "\n" + kind.line(["verb", "name", "figure", "value"]) + figures
  }

  private func figures(_ statement: StatementReport) -> String {
    ReportFigures(statement).figures.map { figure in
      kind.line(
        [statement.verb] + [statement.name, figure.name, figure.value].map { Escaping.escaped($0) })
    }.joined()
  }

  private func line(_ statement: StatementReport) -> String {
    let ledger = statement.ledger
    let counts = [
      ledger.planned, ledger.ok, ledger.failed, ledger.skipped, ledger.unknown,
      statement.commands, statement.batches, statement.bytes,
    ]
    return kind.line(
      [statement.verb, Escaping.escaped(statement.name), statement.status.rawValue]
        + counts.map(String.init)
        + [statement.seconds, statement.serverSeconds].map { Units.decimal($0, places: 6) })
  }

  /// One `key=value` line for a log: `run=r-7K2QM exit=0 ok=3376 failed=0 skipped=0 unknown=0 seconds=0.041`.
  package static func summary(_ report: RunReport, seconds: Double) -> String {
    let sum = report.statements.reduce(into: ItemLedger()) { $0 = $0.merged(with: $1.ledger) }
    return "run=\(report.id) exit=\(report.exit.rawValue) ok=\(sum.ok) failed=\(sum.failed)"
      + " skipped=\(sum.skipped) unknown=\(sum.unknown) seconds=\(Units.decimal(seconds, places: 3))\n"
  }
}
