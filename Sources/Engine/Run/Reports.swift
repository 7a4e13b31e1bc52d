import Planner
import RESP
import SourceText

/// What a run did: one report a statement, in the order of the file.
package struct RunReport: Sendable {
  /// `r-7K2Q`.
  package let id: String
  package var statements: [StatementReport] = []
  /// Of the recipe, what it uses, and the configuration.
  package var recipeDigest: String?
  /// Of the saved plan that was made or applied.
  package var planDigest: String?
  /// The command that goes on with a run that was stopped.
  package var resumeCommand: String?
  /// `--compare`: the figures of its benches, before and now.
  package var changes: [BenchChange] = []
  /// What went wrong with the run as a whole.
  package var failure: RunFailure?
  /// `plan --exit-code`, and applying it would change something.
  package var endsWithChanges = false

  /// The first exit code that is not 0.
  package var exit: ExitCode {
    if let number = statements.firstIndex(where: { $0.exit != .done }) {
      let exit = statements[number].exit
      // 4 says that nothing was changed.
      let hasChanged = statements[...number].contains(where: \.hasChanged)
      return exit == .guardRefused && hasChanged ? .partial : exit
    }
    if let failure { return failure.exitCode }
    if changes.contains(where: \.isWorse) { return .assertion }
    return endsWithChanges ? .changes : .done
  }
}

/// What became of one statement.
package struct StatementReport: Sendable {
  package enum Status: String, Sendable {
    case ok, failed, refused, partial, skipped
    /// Only planned.
    case planned
  }

  package let verb: String
  package let name: String
  package var status: Status = .ok
  package var exit: ExitCode = .done
  /// Something on the server is not as it was.
  package var hasChanged = false
  package var ledger = ItemLedger()
  package var commands = 0
  package var batches = 0
  /// Sent to the server.
  package var bytes = 0
  /// Without the time that a person took to answer.
  package var seconds = 0.0
  package var secondsAsking = 0.0
  /// CPU that the server spent meanwhile, for whomever.
  package var serverSeconds = 0.0
  package var plan: PlanReport?
  package var audit: AuditReport?
  /// What the nodes held before a `deploy`, and hold now.
  package var deploy: DeployReport?
  /// What would mend the assertions of an audit that failed.
  package var mending = Mending()
  package var verification: VerificationReport?
  package var bench: BenchReport?
  /// The reply to `do`.
  package var reply: Reply?
  package var assertions: [Verdict] = []
  /// Why the statement was refused, or could not go on.
  package var diagnostics: [Diagnostic] = []
  package var failure: RunFailure?
  /// Things a person should know: keys that were evicted, a connection that was lost and made again.
  package var notes: [String] = []

  package init(verb: String, name: String) {
    self.verb = verb
    self.name = name
  }
}

/// What would happen.
package struct PlanReport: Sendable {
  /// Rows read, or keys in the database.
  package var scanned = 0
  package var matched = 0
  package var unusable = 0
  package var commands = 0
  package var bytes = 0
  package var estimateSeconds = 0.0
  /// Memory of the matched keys, from a sample; nil for rows.
  package var memory: Int?
  /// What a guard over `share` is about: for keys, of the smaller of DBSIZE before and after the plan was made.
  package var guardedShare = 0.0
  package var guards: [Verdict] = []
  package var sample: [PlanSample] = []
  /// Of a warm: some hundred keys from all over it, to ask whether they are there already.
  package var someKeys: [[UInt8]] = []
  /// What each node holds of the scripts that are to be deployed.
  package var deploy: DeployReport?
  /// What is done to a key: `UNLINK`, `SET`.
  package var action = ""
  /// What a person should know before agreeing: `by tag, unverified`.
  package var remark: String?

  /// Of `scanned`; 0 when nothing was.
  package var share: Double { scanned == 0 ? 0 : Double(matched) / Double(scanned) }

  package init() {}
}

/// One key of a plan and what is known of it. Unescaped.
package struct PlanSample: Sendable {
  package struct Fact: Sendable {
    package let name: String
    package let text: String
  }

  package let key: [UInt8]
  package let facts: [Fact]
}

/// What became of a guard or an assertion.
package struct Verdict: Sendable {
  package let text: String
  /// What its quantities came to: `share = 39.6%`.
  package let value: String
  package let pass: Bool
  /// A failure only warns.
  package let isWarning: Bool
  package let say: String?
  /// How sure the verdict is, where that must be said.
  package var note: String?
}

/// What was found of the written keys when they were looked up again.
package struct VerificationReport: Sendable {
  package enum Mode: Sendable {
    /// So many keys, chosen by chance while they were written.
    case sample
    /// `verify N%`.
    case share(Double)
    case all
  }

  package let mode: Mode
  package var isWhole: Bool { if case .all = mode { true } else { false } }
  package let checked: Int
  package let missing: Int
  /// With 95 % confidence no larger share is missing (Wilson); the very share where all were looked up.
  package let upper95: Double
}
