import Bytes
import Engine
import RESP
import Recipe

/// Reports and previews as people read them. Whatever comes from a server or a file is escaped here, once.
package struct ReportText {
  /// How the result may look.
  package struct Style: Sendable {
    package let palette: Palette
    /// Columns of the window; nil where there is none.
    package let width: Int?
    /// Every failed item is named.
    package let isVerbose: Bool

    package init(palette: Palette, width: Int?, isVerbose: Bool) {
      self.palette = palette
      self.width = width
      self.isVerbose = isVerbose
    }
  }

  let style: Style
  /// Details stand below the statement's first word.
  static let indent = "       "
  private static let namedLimit = 20
  private static let nameLimit = 28

  package init(_ style: Style) { self.style = style }

  /// The last line of a run, with the sums.
  package func closing(_ report: RunReport, seconds: Double) -> String {
    let sum = report.statements.reduce(into: ItemLedger()) { $0 = $0.merged(with: $1.ledger) }
    let word = report.exit == .done ? "done" : "exit \(report.exit.rawValue)"
    let role: Palette.Role = report.exit == .done ? .success : .error
    return [
      style.palette.paint("run", .heading), "\(report.id)", style.palette.paint(word, role),
      "\(Units.count(sum.ok)) ok", "\(Units.count(sum.failed)) failed",
      "\(Units.count(sum.skipped)) skipped", "\(Units.count(sum.unknown)) unknown",
      Units.elapsed(nanoseconds: Int(seconds * 1e9)),
    ].joined(separator: "  ") + "\n"
  }

  // MARK: A statement

  /// What became of a statement, or of a plan that was all that was wanted: a paragraph.
  ///
  /// - Parameter nameWidth: of the longest name of the run, so that the columns of its statements agree.
  package func paragraph(_ statement: StatementReport, nameWidth: Int) -> String {
    let lines =
      if statement.status == .planned, let plan = statement.plan {
        preview(plan, verb: statement.verb, name: statement.name)
      } else {
        self.lines(statement, min(nameWidth, Self.nameLimit))
      }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ statement: StatementReport, _ nameWidth: Int) -> [String] {
    let name = DisplayWidth.elide(Escaping.escaped(statement.name), to: Self.nameLimit)
    let head = [
      style.palette.paint(DisplayWidth.pad(statement.verb, to: 5), .heading),
      DisplayWidth.pad(name, to: nameWidth),
      style.palette.paint(DisplayWidth.pad(statement.status.rawValue, to: 7), role(statement)),
    ]
    var lines = [(head + outcome(statement)).joined(separator: "  ")]
    if let audit = statement.audit {
      lines += AuditText(audit, style).lines.map { Self.indent + $0 }
    }
    if let deploy = statement.deploy { lines += DeployText(deploy).lines.map { Self.indent + $0 } }
    if let bench = statement.bench {
      lines += BenchText(bench, style).lines.map { Self.indent + $0 }
    }
    if let reply = statement.reply {
      lines += ReplyText.lines(reply).map { Self.indent + $0 }
    }
    lines += statement.assertions.map { Self.indent + line($0) }
    lines += Self.failures(of: statement, limit: style.isVerbose ? .max : Self.namedLimit)
      .map { Self.indent + style.palette.paint($0, .error) }
    if let verification = statement.verification,
      verification.missing > 0 || verification.isAskedFor || style.isVerbose
    {
      lines.append(Self.indent + Self.text(verification))
    }
    lines += statement.notes.map { "\(Self.indent)note   \(Escaping.sentence($0))" }
    return lines
  }

  private func role(_ statement: StatementReport) -> Palette.Role {
    switch statement.status {
    case .ok: .success
    case .planned: .emphasis
    case .skipped: .muted
    case .refused, .partial: .warning
    case .failed: .error
    }
  }

  /// `3,376 ok  5 skipped (present 5)  41 ms  81k/s`: only what there is.
  private func outcome(_ statement: StatementReport) -> [String] {
    let ledger = statement.ledger
    var parts: [String] = []
    if let audit = statement.audit {
      parts.append(Units.counted(audit.keys, "key"))
    } else if statement.reply == nil, statement.status != .skipped || ledger.planned > 0 {
      parts.append("\(Units.count(ledger.ok)) ok")
    }
    if ledger.failed > 0 {
      parts.append("\(Units.count(ledger.failed)) failed\(Self.reasons(ledger.failureCodes))")
    }
    if ledger.skipped > 0 {
      parts.append("\(Units.count(ledger.skipped)) skipped\(Self.reasons(ledger.skipReasons))")
    }
    if ledger.unknown > 0 { parts.append("\(Units.count(ledger.unknown)) unknown") }
    guard statement.seconds > 0 else { return parts }
    parts.append(Units.elapsed(nanoseconds: Int(statement.seconds * 1e9)))
    if ledger.ok > 1 {
      parts.append(Units.rate(perSecond: Double(ledger.ok) / statement.seconds))
    }
    return parts
  }

  /// ` (oom 3, wrongtype 1)`, the most frequent first.
  private static func reasons(_ counts: [String: Int]) -> String {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return " ("
      + sorted.map { "\(Escaping.escaped($0.key)) \(Units.count($0.value))" }
      .joined(separator: ", ") + ")"
  }

  func line(_ verdict: Verdict) -> String {
    let (mark, role): (String, Palette.Role) =
      verdict.pass ? ("pass", .success) : verdict.isWarning ? ("warn", .warning) : ("FAIL", .error)
    var line = "\(style.palette.paint(mark, role))   \(Escaping.sentence(verdict.text))"
    if !verdict.value.isEmpty {
      line += style.palette.paint("   \(Self.value(of: verdict))", .muted)
    }
    if let note = verdict.note { line += style.palette.paint("   (\(note))", .muted) }
    if !verdict.pass, let say = verdict.say { line += "   \(Escaping.sentence(say))" }
    return line
  }

  /// `is 0` for one quantity, else each by its name.
  static func value(of verdict: Verdict) -> String {
    let parts = verdict.value.split(separator: ", ")
    guard parts.count == 1, let sign = parts[0].ranges(of: " = ").last else { return verdict.value }
    return "is \(parts[0][sign.upperBound...])"
  }

  // MARK: What went wrong

  /// The assertions that did not hold, a line each; a table shows them among the others.
  package static func broken(_ statement: StatementReport) -> [String] {
    statement.assertions.filter { !$0.pass }.map { verdict in
      let kind = verdict.isWarning ? "warning" : "assertion failed"
      let say = verdict.say.map { ": \($0)" } ?? ""
      return Escaping.sentence("\(kind): \(verdict.text), \(value(of: verdict))\(say)")
    }
  }

  /// Why a statement did not end well, and the items that did not, a line each.
  package static func failures(of statement: StatementReport, limit: Int) -> [String] {
    let ledger = statement.ledger
    var lines: [String] = []
    // A refusal has been shown with its place.
    if let failure = statement.failure, statement.diagnostics.isEmpty {
      lines.append(Escaping.sentence(failure.message))
    }
    for item in ledger.named.prefix(limit) {
      let place = item.row.map { "line \($0)  " } ?? ""
      let key = item.key.map { Escaping.escaped($0) + "  " } ?? ""
      lines.append("\(item.code)  \(place)\(key)\(Escaping.sentence(item.detail))")
    }
    let more = ledger.failed + ledger.unknown - min(ledger.named.count, limit)
    if more > 0, !ledger.named.isEmpty {
      lines.append("… and \(Units.count(more)) more (--json and -v name more of them)")
    }
    return lines
  }

  /// What was found missing, and what else should be known, a line each, for a reader that gets no table.
  package static func remarks(on statement: StatementReport, includingNotes: Bool) -> [String] {
    let missing = statement.verification.flatMap { $0.missing > 0 ? text($0) : nil }
    return [missing].compactMap { $0 }
      + (includingNotes ? statement.notes.map { Escaping.sentence($0) } : [])
  }

  private static func text(_ verification: VerificationReport) -> String {
    let checked = Units.count(verification.checked)
    let missing = Units.count(verification.missing)
    let share = Units.percent(verification.upper95)
    if verification.isWhole {
      return "verify all \(checked) written keys read again, \(missing) missing (\(share))"
    }
    return "verify \(checked) keys read again, \(missing) missing"
      + " (with 95 % confidence at most \(share) of all)"
  }
}

extension VerificationReport {
  /// The recipe says `verify`: then its answer is shown, good or bad.
  fileprivate var isAskedFor: Bool { if case .sample = mode { false } else { true } }
}
