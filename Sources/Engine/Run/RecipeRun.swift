import Planner
import Recipe

/// Runs the chosen statements of a recipe in the order of the file, and stops at the first that does not end well: what comes
/// after it may count on it. Nothing is run where one of them asks for something that is not built: a recipe is not left
/// half done for a reason that was known before.
package struct RecipeRun {
  private let session: (Action) throws(RunFailure) -> ServerSession
  private let options: RunOptions
  private let observer: any RunObserver
  private let interrupts: any InterruptSource

  /// - Parameter session: the server of a statement; asked once a statement, so it may connect when first needed.
  package init(
    options: RunOptions, observer: any RunObserver, interrupts: any InterruptSource,
    session: @escaping (Action) throws(RunFailure) -> ServerSession
  ) {
    self.session = session
    self.options = options
    self.observer = observer
    self.interrupts = interrupts
  }

  package func run(_ actions: [Action]) -> RunReport {
    var report = RunReport(id: RunName.new())
    let unbuilt = actions.map { $0.isEnabled ? Lowering.unbuilt($0) : nil }
    var isStopped = unbuilt.contains { $0 != nil }
    for (action, refusal) in zip(actions, unbuilt) {
      var statement: StatementReport
      if let refusal {
        statement = StatementReport(verb: action.verb, name: action.label)
        statement.fail(.refused(refusal))
      } else if isStopped {
        statement = StatementReport(verb: action.verb, name: action.label)
        statement.status = .skipped
      } else {
        statement = run(action)
        isStopped = statement.exit != .done
      }
      report.statements.append(statement)
      observer.end(statement)
    }
    return report
  }

  private func run(_ action: Action) -> StatementReport {
    do throws(RunFailure) {
      return StatementRun(
        action: action, session: try session(action), options: options, observer: observer,
        interrupts: interrupts
      ).run()
    } catch {
      var report = StatementReport(verb: action.verb, name: action.label)
      report.fail(error)
      return report
    }
  }
}
