import Bytes
import Engine
import SourceText

/// What became of one statement, as a section of a page.
struct StatementSection {
  private let statement: StatementReport

  init(_ statement: StatementReport) { self.statement = statement }

  func write(to html: inout HTML) {
    problems(&html)
    if let audit = statement.audit {
      AuditSection(audit).write(to: &html, verdicts: verdicts)
    } else if let bench = statement.bench, bench.seconds > 0 {
      BenchSection(bench).write(to: &html, verdicts: verdicts)
    } else {
      html.tiles(tiles)
      html.verdicts(verdicts)
      accounting(&html)
    }
    plan(&html)
    if let reply = statement.reply {
      html.element("pre", text: ReplyText.lines(reply).joined(separator: "\n"))
    }
    items(&html)
    for note in statement.notes { html.element("p", ["class": "quiet"], text: note) }
  }

  // MARK: How it ended

  private func problems(_ html: inout HTML) {
    if let failure = statement.failure, statement.diagnostics.isEmpty {
      html.element("p") { html in
        html.mark(.bad("failed"))
        html.text(" \(failure.message)")
      }
    }
    for diagnostic in statement.diagnostics {
      html.element("p") { html in
        html.mark(.warning(diagnostic.id))
        html.text(" \(diagnostic.message): \(diagnostic.label)")
        for note in diagnostic.notes { html.text("; \(note)") }
        if let help = diagnostic.help {
          html.element("span", ["class": "quiet"], text: " (\(help))")
        }
      }
    }
  }

  private var verdicts: [(mark: HTMLPage.Mark, text: String, value: String, say: String?)] {
    statement.assertions.map { verdict in
      (
        mark: verdict.pass ? .good("pass") : verdict.isWarning ? .warning("warn") : .bad("FAIL"),
        text: verdict.text, value: ReportText.value(of: verdict),
        say: verdict.pass ? verdict.note : verdict.say ?? verdict.note
      )
    }
  }

  // MARK: Accounting

  private var tiles: [(name: String, value: String)] {
    let ledger = statement.ledger
    var tiles = [("planned", Units.count(ledger.planned)), ("ok", Units.count(ledger.ok))]
    tiles.append(("time", Units.elapsed(nanoseconds: Int(statement.seconds * 1e9))))
    if ledger.ok > 1, statement.seconds > 0 {
      tiles.append(("rate", Units.rate(perSecond: Double(ledger.ok) / statement.seconds)))
    }
    if statement.commands > 0 { tiles.append(("commands", Units.count(statement.commands))) }
    if statement.bytes > 0 { tiles.append(("sent", Units.bytes(statement.bytes))) }
    tiles.append(
      ("server CPU", Units.elapsed(nanoseconds: Int(statement.serverSeconds * 1e9))))
    return tiles
  }

  /// `planned = ok + failed + skipped + unknown`, with the reasons.
  private func accounting(_ html: inout HTML) {
    let ledger = statement.ledger
    guard ledger.planned > 0 else { return }
    func reasons(_ word: String, _ counts: [String: Int]) -> [(label: String, count: Int)] {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        ("\(word): \($0.key)", $0.value)
      }
    }
    let unknown = ledger.unknown > 0 ? [("unknown", ledger.unknown)] : []
    html.add(
      BarChart(
        title: "What became of \(Units.count(ledger.planned)) items",
        counts: [("ok", ledger.ok)] + reasons("failed", ledger.failureCodes)
          + reasons("skipped", ledger.skipReasons) + unknown))
    if let verification = statement.verification {
      html.element(
        "p", ["class": "quiet"],
        text: "\(Units.count(verification.checked)) written keys were read again, "
          + "\(Units.count(verification.missing)) missing"
          + (verification.isWhole
            ? "."
            : "; with 95 % confidence at most \(Units.percent(verification.upper95)) of all are."))
    }
  }

  private func plan(_ html: inout HTML) {
    guard let plan = statement.plan else { return }
    html.element("h3", text: "Plan: \(plan.action)")
    html.tiles(
      [
        (statement.verb == "warm" ? "rows" : "scanned", Units.count(plan.scanned)),
        ("matched", Units.count(plan.matched)), ("share", Units.percent(plan.share)),
      ] + (plan.memory.map { [("memory", "≈ \(Units.bytes($0))")] } ?? []))
    html.verdicts(
      plan.guards.map { verdict in
        (
          mark: verdict.pass ? .good("pass") : verdict.isWarning ? .warning("warn") : .bad("FAIL"),
          text: "guard \(verdict.text)", value: ReportText.value(of: verdict), say: verdict.say
        )
      })
    guard !plan.sample.isEmpty else { return }
    html.table(
      [.text("some of the keys"), .text("")],
      plan.sample.prefix(Self.sampleLimit).map { sample in
        [
          sample.key,
          Array(sample.facts.map { "\($0.name) \($0.text)" }.joined(separator: "   ").utf8),
        ]
      })
  }

  /// The items that did not end well.
  private func items(_ html: inout HTML) {
    let named = statement.ledger.named
    guard !named.isEmpty else { return }
    html.element("h3", text: "Items that did not end well")
    html.table(
      [.text("code"), .number("line"), .text("key"), .text("detail")],
      named.prefix(Self.itemLimit).map { item in
        [
          Array(item.code.utf8), Array((item.row.map { Units.count($0) } ?? "").utf8),
          item.key ?? [], Array(item.detail.utf8),
        ]
      })
    let more = statement.ledger.failed + statement.ledger.unknown - min(named.count, Self.itemLimit)
    if more > 0 { html.element("p", ["class": "quiet"], text: "… and \(Units.count(more)) more") }
  }

  private static let sampleLimit = 10
  private static let itemLimit = 200
}
