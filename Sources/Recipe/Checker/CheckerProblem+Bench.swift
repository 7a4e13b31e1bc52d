import SourceText

extension CheckerProblem {
  static func wrongWeights(_ message: String, label: String, help: String) -> CheckerProblem {
    CheckerProblem(id: .wrongWeights, message: message, label: label, help: help)
  }

  static func weightsOfAll(_ sum: String) -> CheckerProblem {
    wrongWeights(
      "the weights of these operations add up to \(sum)", label: "together they are 100%",
      help:
        "write weights that add up to 100%, or plain numbers for proportions: `op 3 a …`, `op 1 b …`"
    )
  }

  static func badDistribution(_ message: String, label: String, help: String) -> CheckerProblem {
    CheckerProblem(id: .badDistribution, message: message, label: label, help: help)
  }

  static func notADistribution(_ found: String) -> CheckerProblem {
    badDistribution(
      "`\(found)` is no distribution", label: "what is drawn, and how often?",
      help:
        "write `uniform(1..1M)`, `zipf(1..1M, 0.99)`, `gauss(1..1M, 1000)`, `latest(1..1M, 0.99)` or `seq(1..1M)`"
    )
  }

  static func badLoad(_ what: String, found: String, label: String, help: String) -> CheckerProblem
  {
    CheckerProblem(
      id: .badLoad, message: "`\(what)` cannot be \(found)", label: label, help: help)
  }

  static func unknownOperation(_ name: String, operations: [String]) -> CheckerProblem {
    let known = operations + [BenchScope.all]
    return CheckerProblem(
      id: .unknownOperation, message: "this bench has no operation `\(name)`",
      label: "there are \(known.joined(separator: ", "))",
      help: EditDistance.closest(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? "write one of them")
  }

  static func badPhase(_ message: String, label: String, help: String) -> CheckerProblem {
    CheckerProblem(id: .badPhase, message: message, label: label, help: help)
  }

  static func badOperation(_ message: String, label: String, help: String) -> CheckerProblem {
    CheckerProblem(id: .badOperation, message: message, label: label, help: help)
  }

  static let unknownCommandName = badOperation(
    "which command this is must be known before the run", label: "its name has a hole",
    help: "write one `op` for each command")

  static func pickNameTaken(_ name: String, by what: String) -> CheckerProblem {
    CheckerProblem(
      id: .duplicateName, message: "`pick \(name)`: the name is taken by \(what)",
      label: "a name has one meaning", help: "choose another name")
  }

  static func badDefence(_ found: String) -> CheckerProblem {
    CheckerProblem(
      id: .badOperation, message: "no defence against a stampede is called `\(found)`",
      label: "none, lock(T), xfetch(BETA), stale(GRACE) or lease(T)",
      help: "write `protect \"lock(5s)\"`")
  }

  /// A clause that would change nothing, in a bench that is looked at because it says so.
  static func idle(_ clause: String, why: String, help: String) -> CheckerProblem {
    CheckerProblem(
      id: .idleClause, message: "`\(clause)` has no effect in this bench", label: why, help: help)
  }
}
