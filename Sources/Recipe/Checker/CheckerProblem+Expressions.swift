import SourceText

extension CheckerProblem {
  static let misplacedCommand = CheckerProblem(
    id: .wrongType, message: "a command in backticks is no value", label: "a command",
    help: "write a string: `\"…\"`")

  static func mixedList(_ first: ValueType, _ other: ValueType) -> CheckerProblem {
    CheckerProblem(
      id: .incompatibleOperands, message: "this list holds \(first.phrase) and \(other.phrase)",
      label: "\(other.phrase) among \(first.noun)s", help: "write values of one type")
  }

  static func notACondition(_ what: String, found: ValueType) -> CheckerProblem {
    CheckerProblem(
      id: .wrongType, message: "`\(what)` needs a condition, found \(found.phrase)",
      label: "this is \(found.phrase)", help: "compare it with something: `x > 0`, `x != null`")
  }

  static func orderedNull(_ op: String) -> CheckerProblem {
    CheckerProblem(
      id: .incompatibleOperands, message: "`\(op)` with null is never true", label: "always null",
      help: "write `x == null` or `x != null`")
  }

  static func notAList(found: ValueType) -> CheckerProblem {
    CheckerProblem(
      id: .wrongType, message: "`in` needs a list or a range, found \(found.phrase)",
      label: "this is \(found.phrase)", help: "write `x in [a b]`, `x in 1..5`, or `x == a`")
  }

  static func functionElsewhere(_ name: String, example: String) -> CheckerProblem {
    CheckerProblem(
      id: .misplacedName, message: "`\(name)` is a function of `bench`", label: "not known here",
      help: "in a `bench`: `\(example)`")
  }

  static let nullInText = CheckerProblem(
    id: .needsFilter, message: "null has no text", label: "always null",
    help: "write `{x | default ''}`")

  static func unlikelyType(_ word: String, meant: String) -> CheckerProblem {
    CheckerProblem(
      id: .unlikelyText, message: "no key has the type \"\(word)\"", label: "never true",
      help: "did you mean `\"\(meant)\"`?")
  }

  static func misplacedSecret(_ name: String) -> CheckerProblem {
    CheckerProblem(
      id: .misplacedSecret, message: "`\(name)` is a secret, and this place would show it",
      label: "a secret may stand only where one is accepted",
      help: "secrets stand after `password` of `server` and `postgres` of `source`")
  }
}
