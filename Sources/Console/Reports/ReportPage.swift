import Bytes
import Engine
import SourceText

/// `--report`: a run as one page for somebody who was not there.
package struct ReportPage {
  /// What the page says at its head.
  package struct Head: Sendable {
    /// The recipe's name.
    package let title: String
    /// Where it ran.
    package let servers: [String]
    /// RFC 3339.
    package let time: String
    package let version: String

    package init(title: String, servers: [String], time: String, version: String) {
      self.title = title
      self.servers = servers
      self.time = time
      self.version = version
    }
  }

  private let head: Head

  package init(_ head: Head) { self.head = head }

  package func text(_ report: RunReport, seconds: Double) -> String {
    let isDone = report.exit == .done
    var page = HTMLPage(
      title: head.title, mark: isDone ? .good("done") : .bad("exit \(report.exit.rawValue)"),
      facts: [
        String(head.time.prefix(16)).replacing("T", with: " ") + " UTC",
        head.servers.joined(separator: ", "),
        "took \(Units.elapsed(nanoseconds: Int(seconds * 1e9)))",
        "run \(report.id)", head.version,
      ].filter { !$0.isEmpty })
    if report.statements.count > 1 {
      page.section("Statements", mark: nil) { html in
        html.table(
          [
            .text("statement"), .text("status"), .number("ok"), .number("failed"),
            .number("skipped"), .number("unknown"), .number("time"),
          ], report.statements.map(Self.row))
      }
    }
    for group in BenchComparison.groups(report) {
      page.section("\(group.name) compared", mark: nil) { html in
        BenchComparisonSection(group).write(to: &html)
      }
    }
    for statement in report.statements {
      page.section("\(statement.verb) \(statement.name)", mark: Self.mark(statement)) { html in
        StatementSection(statement).write(to: &html)
      }
    }
    return page.text
  }

  private static func row(_ statement: StatementReport) -> [String] {
    let ledger = statement.ledger
    return ["\(statement.verb) \(statement.name)", statement.status.rawValue]
      + [ledger.ok, ledger.failed, ledger.skipped, ledger.unknown].map(Units.count)
      + [Units.elapsed(nanoseconds: Int(statement.seconds * 1e9))]
  }

  private static func mark(_ statement: StatementReport) -> HTMLPage.Mark {
    let word = statement.status.rawValue
    return switch statement.status {
    case .ok: .good(word)
    case .refused, .partial: .warning(word)
    case .failed: .bad(word)
    case .planned, .skipped: .neutral(word)
    }
  }
}
