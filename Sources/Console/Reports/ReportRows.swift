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
    let statements = report.statements.enumerated().map { index, statement in
      (name: Self.name(of: statement, at: index), statement)
    }
    let table = kind.line(Self.header) + statements.map(line).joined()
    let figures = statements.map(figures).joined()
    guard !figures.isEmpty else { return table }
    return table + "\n" + kind.line(["verb", "name", "figure", "value"]) + figures
  }

  /// A statement without a name is called by its place: `#2` for the second.
  private static func name(of statement: StatementReport, at index: Int) -> String {
    statement.name.isEmpty ? "#\(index + 1)" : Escaping.escaped(statement.name)
  }

  private func figures(_ name: String, _ statement: StatementReport) -> String {
    ReportFigures(statement).figures.map { figure in
      kind.line(
        [statement.verb, name] + [figure.name, figure.value].map { Escaping.escaped($0) })
    }.joined()
  }

  private func line(_ name: String, _ statement: StatementReport) -> String {
    let ledger = statement.ledger
    let counts = [
      ledger.planned, ledger.ok, ledger.failed, ledger.skipped, ledger.unknown,
      statement.commands, statement.batches, statement.bytes,
    ]
    return kind.line(
      [statement.verb, name, statement.status.rawValue]
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
