/// How a run was asked for: what it takes to recognise it later, and to say it again.
package struct RunDescription: Hashable, Sendable {
  package var id = RunID.make()
  /// `run`, `apply`, `exec`, `prompt`, `undo`.
  package var command: String
  /// The recipe's absolute path; nil where statements were arguments.
  package var file: String?
  /// Statements that were arguments, or the arguments of one statement.
  package var texts: [String] = []
  /// The folder in which it was asked for.
  package var folder = "."
  /// NAMEs of the command line.
  package var names: [String] = []
  /// `--set K=V`, as given.
  package var settings: [String] = []
  /// `-s`, as given.
  package var server: String?
  /// `-c`, as given.
  package var config: String?
  /// The value of every parameter, `name=value`.
  package var parameters: [String] = []
  /// Of the recipe, what it uses, and the configuration.
  package var recipeDigest: String
  /// Of the saved plan that is applied.
  package var planDigest: String?

  package init(command: String, recipeDigest: String) {
    self.command = command
    self.recipeDigest = recipeDigest
  }
}

/// A run as the store has it.
package struct RunRecord: Sendable {
  package let run: RunDescription
  package let user: String
  package let host: String
  package let pid: Int
  /// Milliseconds since 1970, by our clock.
  package let started: Int
  /// Nil while it runs, and for ever when it was killed.
  package let ended: Int?
  package let exit: Int?
  /// The run that it went on.
  package let resumes: String?
  package let statements: [StatementRecord]
  /// A process holds it now.
  package let isRunning: Bool

  /// `running`, `killed`, `done`, or how it ended.
  package var state: String {
    if isRunning { return "running" }
    guard let exit else { return "killed" }
    return switch exit {
    case 0: "done"
    case 129, 130, 143: "interrupted"
    case 5: "partial"
    default: "failed"
    }
  }

  /// As in reports, `running`, or `killed`.
  package func status(of statement: StatementRecord) -> String {
    statement.status == "running" && !isRunning ? "killed" : statement.status
  }

  /// Whether a statement ended well. One that changes nothing leaves no record, and is done again.
  package func hasDone(_ number: Int) -> Bool {
    statements.contains { $0.number == number && $0.exit == 0 }
  }

  /// Whether there is anything to go on with.
  package var isResumable: Bool { !isRunning && exit != 0 }
}
