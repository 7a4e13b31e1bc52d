import SourceText

extension CheckerProblem {
  private static func didYouMean(_ name: String, _ candidates: [String]) -> String? {
    EditDistance.closest(to: name, among: candidates).map { "did you mean `\($0)`?" }
  }

  private static func listing(_ noun: String, _ candidates: [String]) -> String {
    if candidates.isEmpty { return "there are no \(noun)" }
    let shown = candidates.prefix(12).joined(separator: ", ")
    return "\(noun): \(shown)" + (candidates.count > 12 ? ", …" : "")
  }

  /// `difference` is `order - id` when both sides of `order-id` are known.
  static func unknownName(
    _ name: String, candidates: [String], difference: String?, isPattern: Bool,
    isBench: Bool = false
  ) -> CheckerProblem {
    let help =
      difference.map { "write `\($0)` for a difference: `\(name)` is one name" }
      ?? didYouMean(name, candidates)
      ?? (isPattern
        ? "write `*` for any text: only `param`, `let` and `each` names stand in a pattern" : nil)
    return CheckerProblem(
      id: .unknownName, message: "nothing is named `\(name)` here",
      label: candidates.isEmpty ? "not known here" : listing("names", candidates.sorted()),
      help: help
        ?? (isBench
          ? "say how it is drawn: `pick \(name) = uniform(1..1M)`"
          : "declare it: `param \(name) = …` or `let \(name) = …`"))
  }

  static func ambiguousName(_ name: String, forms: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .ambiguousName, message: "`\(name)` has \(forms.count) meanings here",
      label: "which one?",
      help: "write " + forms.map { "`\($0)`" }.joined(separator: " or "))
  }

  static func unknownColumn(_ name: String, columns: [String], isQuery: Bool) -> CheckerProblem {
    CheckerProblem(
      id: .unknownColumn, message: "no column `\(name)` in this \(isQuery ? "query" : "source")",
      label: listing("columns", columns),
      help: didYouMean(name, columns) ?? "write one of the columns")
  }

  static func unknownFamily(_ name: String, verb: String, families: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownFamily, message: "no family `\(name)`, and nothing says which keys it means",
      label: listing("families", families),
      help: didYouMean(name, families)
        ?? "declare `key \(name) = \"\(name):{id}\"`, or write `\(verb) \(name) match \"\(name):*\"`"
    )
  }

  static func warmWithoutKey(_ name: String, families: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownFamily, message: "no family `\(name)`, and no `key` says what to call its keys",
      label: listing("families", families),
      help: didYouMean(name, families) ?? "add `key \"\(name):{id}\"`")
  }

  static func unknownServer(_ name: String, servers: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownServer, message: "no server `\(name)`", label: listing("servers", servers),
      help: didYouMean(name, servers)
        ?? "declare `server \(name) url \"redis://127.0.0.1:6379/0\"`")
  }

  static func unknownSource(_ name: String, sources: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownSource, message: "no source `\(name)`", label: listing("sources", sources),
      help: didYouMean(name, sources) ?? "declare `source \(name) csv \"\(name).csv\"`")
  }

  static func unknownSecret(_ name: String, secrets: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownSecret, message: "no secret `\(name)`", label: listing("secrets", secrets),
      help: didYouMean(name, secrets)
        ?? "declare `secret \(name) env \"\(name.uppercased())\"`")
  }

  static func unknownScript(_ name: String, scripts: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownScript, message: "no script `\(name)`", label: listing("scripts", scripts),
      help: didYouMean(name, scripts) ?? "declare `lua \(name) file \"lua/\(name).lua\"`")
  }

  static func unknownFunction(_ name: String, functions: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownFunction, message: "no function `\(name)`",
      label: listing("functions", functions),
      help: didYouMean(name, functions) ?? "write one of the functions")
  }

  static func unknownPercentile(_ name: String) -> CheckerProblem {
    CheckerProblem(
      id: .unknownFunction, message: "no percentile `\(name)`",
      label: "p0 to p100; from p9… on, digits after the first two are decimals",
      help: "write `p\(name.dropFirst().prefix(2))`, or `p999` for 99.9 %")
  }

  static func unknownFilter(_ name: String, filters: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownFilter, message: "no filter `\(name)`",
      label: "filters: \(filters.joined(separator: " "))",
      help: didYouMean(name, filters) ?? "write one of the filters")
  }

  static func unknownType(_ name: String, types: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownType, message: "no type `\(name)`",
      label: "types: \(types.joined(separator: " "))",
      help: didYouMean(name, types)
        ?? (name == "time"
          ? "read it as text, and where it is used write `time(column, 'iso')`"
          : "write one of the types"))
  }

  static func unsupportedType(_ name: String, types: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownType, message: "text cannot be read as `\(name)` here",
      label: "types here: \(types.joined(separator: " "))",
      help: name == "duration"
        ? "read a number and multiply: `seconds * 1s`" : "read it as one of these types")
  }

  static func unknownSetting(_ name: String, parameters: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .unknownSetting, message: "`--set \(name)=…`: the recipe has no parameter `\(name)`",
      label: listing("parameters", parameters),
      help: didYouMean(name, parameters) ?? "declare `param \(name) = …` in the recipe")
  }

  static func misplacedName(_ name: String, what: String, where place: String, help: String)
    -> CheckerProblem
  {
    CheckerProblem(
      id: .misplacedName, message: "`\(name)` is \(what)", label: "not known \(place)", help: help)
  }

  static func duplicateName(_ name: String, in list: String) -> CheckerProblem {
    CheckerProblem(
      id: .duplicateName, message: "`\(name)` stands twice in this \(list)",
      label: "the second one",
      help: "remove it, or write `other_name=\(name)`")
  }

  static func eachNameTaken(_ name: String, by what: String) -> CheckerProblem {
    CheckerProblem(
      id: .duplicateName, message: "`each \(name)`: the name is taken by \(what)",
      label: "a name has one meaning", help: "choose another name")
  }
}
