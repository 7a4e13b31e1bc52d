import Bytes
import Console
import Engine
import Platform
import Recipe

/// Shows a run on stderr: one progress line on a terminal, previews, and the question before something is removed.
final class TerminalObserver: RunObserver {
  private let quiet: Bool
  private var line = ProgressLine(on: Terminal(descriptor: 2))
  private var title = ""

  init(quiet: Bool) { self.quiet = quiet }

  func begin(_ action: Action, writes: Bool) { title = "\(action.verb) \(action.label)" }

  func update(_ ledger: ItemLedger) {
    line.show("\(title)  \(Units.count(ledger.planned)) done  \(Units.count(ledger.failed)) failed")
  }

  func update(scanned: Int) { line.show("\(title)  \(Units.count(scanned)) read") }

  func planned(_ plan: PlanReport, of action: Action) {
    line.erase()
    if !quiet { try? Descriptors.writeAll(ReportText.preview(plan, action), to: 2) }
  }

  func confirm(
    _ question: Confirmation.Question, plan: PlanReport, of action: Action
  ) -> Bool {
    guard let prompt = Prompt.onTerminal() else { return false }
    return switch question {
    case .yesOrNo: prompt.confirm("Apply?")
    case .typeName(let name): prompt.confirm("Apply?", byTyping: name)
    }
  }

  func end(_ report: StatementReport) { line.erase() }
}
