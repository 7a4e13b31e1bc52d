/// How a run is wanted, beside what its recipe says.
package struct RunOptions {
  /// Plan, show, and stop there.
  package var planOnly = false
  /// `--yes`: apply without a question where the server's class allows that.
  package var assumeYes = false
  /// `--confirm NAME`: the answer to a production server's question.
  package var confirmedName: String?
  /// A person is there to answer.
  package var canAsk = false
  /// A page will show it all: audits ask for sizes too, where the server lets them.
  package var wantsSizes = false
  /// A bench keeps what happened in each second.
  package var wantsCurves = false
  /// Where spools go: on a disk with room, readable by us alone.
  package var spoolFolder: String

  /// Ask the server before a statement runs whether its ACL lets us.
  package var checksPermissions = true
  /// Where the plan goes, with `planOnly`.
  package var savesTo: PlanFile?
  /// The plan that is applied, without a question.
  package var applies: SavedPlan?
  /// How old that may be, in milliseconds.
  package var maxPlanAge: Int64 = 86_400_000
  /// What the run leaves behind; nil where it leaves nothing.
  package var journal: RunJournal?

  /// Where locks of this machine are; nil where there is no place.
  package var lockFolder: String?
  /// `--wait`: how long to wait for the holder of a lock, whatever the recipe says.
  package var lockWait: Duration?

  package init(spoolFolder: String) { self.spoolFolder = spoolFolder }
}
