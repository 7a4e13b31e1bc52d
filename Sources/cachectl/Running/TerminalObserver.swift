import Bytes
import Console
import Engine
import Platform
import Recipe

/// Shows a run on stderr: one progress line on a terminal, previews, and the question before something is removed.
final class TerminalObserver: RunObserver {
  private let invocation: Invocation
  private let line: ProgressLine
  private let isQuiet: Bool
  private let showsPlans: Bool
  private var title = ""
  private var start = 0
  /// Called when a statement has ended, with the progress line gone.
  var whenEnded: (StatementReport) -> Void = { _ in }
  /// What the plan found, when one was made: the whole of which the progress is a part.
  private var total: Int?

  /// - Parameter showsPlans: false where the plan is the result, which goes to stdout.
  init(_ invocation: Invocation, showsPlans: Bool) {
    self.invocation = invocation
    self.showsPlans = showsPlans && invocation.isForPeople
    isQuiet = invocation.options.quiet
    line = ProgressLine(on: invocation.errors)
  }

  func begin(_ action: Action, writes: Bool) {
    title = Escaping.escaped("\(action.verb) \(action.label)")
    start = Clocks.monotonicNanoseconds()
  }

  func update(_ ledger: ItemLedger) {
    guard !isQuiet else { return }
    line.show(Progress(title, ledger, of: total, since: start).text)
  }

  func update(scanned: Int) {
    guard !isQuiet else { return }
    line.show("\(title)  \(Units.count(scanned)) read")
  }

  func update(_ progress: BenchProgress) {
    guard !isQuiet else { return }
    line.show(
      BenchProgressText(title, progress, width: invocation.errors.width ?? 80).text)
  }

  var watchesLatency: Bool { line.isActive && !isQuiet }

  func warn(_ text: String) {
    line.erase()
    try? Descriptors.writeAll("cachectl: \(title): \(Escaping.sentence(text))\n", to: 2)
  }

  func planned(_ plan: PlanReport, of action: Action) {
    line.erase()
    total = plan.matched
    if showsPlans, !isQuiet {
      let style = ReportText.Style(
        palette: invocation.errors.palette, width: invocation.errors.width, isVerbose: false)
      let lines = ReportText(style).preview(plan, verb: action.verb, name: action.label)
      try? Descriptors.writeAll(lines.joined(separator: "\n") + "\n", to: 2)
    }
  }

  func confirm(
    _ question: Confirmation.Question, plan: PlanReport, of action: Action
  ) -> Bool {
    guard let prompt = Prompt.onTerminal() else { return false }
    // The time a person thinks is not the time that the work takes.
    defer { start = Clocks.monotonicNanoseconds() }
    return switch question {
    case .yesOrNo: prompt.confirm("Apply?")
    case .typeName(let name): prompt.confirm("Apply?", byTyping: name)
    }
  }

  func end(_ report: StatementReport) {
    line.erase()
    whenEnded(report)
    total = nil
  }
}

/// One line that says how far a statement is: `warm product  120,000 of 2,000,000  6.0 %  410k/s  4.6 s left`.
private struct Progress {
  let text: String

  init(_ title: String, _ ledger: ItemLedger, of total: Int?, since start: Int) {
    let seconds = Double(Clocks.monotonicNanoseconds() - start) / 1e9
    let rate = seconds > 0 ? Double(ledger.planned) / seconds : 0
    var parts = [title]
    if let total, total > 0 {
      parts.append("\(Units.count(ledger.planned)) of \(Units.count(total))")
      parts.append(Units.percent(Double(ledger.planned) / Double(total)))
    } else {
      parts.append("\(Units.count(ledger.planned)) done")
    }
    parts.append(Units.rate(perSecond: rate))
    if let total, rate > 0, total > ledger.planned {
      let left = Double(total - ledger.planned) / rate
      parts.append("\(Units.elapsed(nanoseconds: Int(min(left, 1e9) * 1e9))) left")
    }
    if ledger.failed > 0 { parts.append("\(Units.count(ledger.failed)) failed") }
    text = parts.joined(separator: "  ")
  }
}
