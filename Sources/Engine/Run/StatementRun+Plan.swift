import Planner
import Recipe
import RowSources

/// Plans that outlive their run: written by `plan --out`, applied by `apply`.
extension StatementRun {
  /// What the plan that is applied says of this statement; nil where none is applied.
  func planned(input: String? = nil) throws(RunFailure) -> PlannedStatement? {
    guard let plan = options.applies else { return nil }
    guard let planned = plan.statements.first(where: { $0.number == number }) else {
      throw .stale("the plan has nothing for it: its `when` did not hold then")
    }
    // Asked again, because the statements before it took their time.
    guard planned.input == input else {
      throw .stale("the file that its rows come from has changed since it was planned")
    }
    return planned
  }

  /// Whether keys or writes must be kept, to be applied now or by somebody later.
  var keepsPlan: Bool { !options.planOnly || options.savesTo != nil }

  /// A new place for the pages of this statement.
  func pages() throws(RunFailure) -> any PageStore {
    if let file = options.savesTo { return try file.pages(of: number) }
    do throws(SpoolError) {
      return try Spool(folder: options.spoolFolder)
    } catch {
      throw RunFailure(error)
    }
  }

  /// The pages of the plan that is applied.
  func savedPages() throws(RunFailure) -> any PageStore {
    guard let plan = options.applies else { preconditionFailure("no plan is applied") }
    return try plan.pages(of: number)
  }

  /// Writes down what a plan that nothing refused would do.
  /// - Parameter decided: items that are accounted for already.
  func save(
    _ plan: PlanReport, decided: ItemLedger, input: String? = nil, isUnsafe: Bool = false,
    _ report: StatementReport
  ) throws(RunFailure) {
    guard let file = options.savesTo, report.status == .planned else { return }
    try file.add(
      PlannedStatement(
        number: number, verb: action.verb, name: action.label, server: session.name,
        identity: ServerIdentity(session).text, serverTime: session.clock.now,
        keyCount: try session.keyCount(), input: input, isUnsafe: isUnsafe, plan: plan,
        decided: ItemCounts(decided)))
  }
}

extension ItemLedger {
  /// What was decided while a saved plan was made.
  init(planned counts: ItemCounts) {
    self.init()
    if counts.failed > 0 {
      let failure = ItemFailure("unusable", "could not be rendered when it was planned")
      fail(failure, key: nil, row: nil, count: counts.failed)
    }
    skip(.protected, counts.skipped)
  }
}
