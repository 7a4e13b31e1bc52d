import SourceText

extension CheckerProblem {
  static func duplicateDeclaration(_ verb: String, _ name: String, first: Location)
    -> CheckerProblem
  {
    CheckerProblem(
      id: .duplicateDeclaration, message: "`\(name)` is declared twice", label: "the second one",
      help: "rename or remove one of them",
      notes: ["the first one is at \(first.file.path):\(first.position.line)"])
  }

  static func actionInDeclarations(_ verb: String, isConfig: Bool) -> CheckerProblem {
    CheckerProblem(
      id: .actionInDeclarations,
      message: isConfig
        ? "`\(verb)` in a configuration file" : "`\(verb)` in a file that another recipe uses",
      label: "only declarations here", help: "move it to a recipe of its own")
  }

  static func pathOutsideFolder(_ path: String) -> CheckerProblem {
    CheckerProblem(
      id: .pathOutsideFolder, message: "`use` reads files of the recipe's own folder only",
      label: path.hasPrefix("/") ? "an absolute path" : "this leads out of it",
      help:
        "put the file beside the recipe: `use \"\(path.split(separator: "/").last ?? "common.recipe")\"`"
    )
  }

  static func circularUse(_ chain: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .circularUse, message: "this `use` goes in a circle",
      label: chain.joined(separator: " → "), help: "move what both need to a third file")
  }

  static func unreadableUse(_ path: String, _ failure: LoadFailure) -> CheckerProblem {
    let (why, help) =
      switch failure {
      case .missing:
        ("there is no such file", "check the name; it is relative to the recipe's folder")
      case .isDirectory: ("this is a folder", "name a file in it: `use \"\(path)/common.recipe\"`")
      case .unreadable(let why): (why, "make the file readable")
      }
    return CheckerProblem(
      id: .unreadableUse, message: "cannot read `\(path)`", label: why, help: help)
  }

  static func circularName(_ chain: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .circularName, message: "`\(chain.first ?? "")` is declared by itself",
      label: chain.joined(separator: " → "), help: "give one of them a value of its own")
  }

  static func incompleteSecret(_ name: String, count: Int) -> CheckerProblem {
    CheckerProblem(
      id: .incompleteDeclaration,
      message: count == 0
        ? "`secret \(name)` does not say where it is"
        : "`secret \(name)` says \(count) places",
      label: "one of env, file, credential",
      help: "write `secret \(name) env \"\(name.uppercased())\"`")
  }

  static func incompleteSource(_ name: String, count: Int) -> CheckerProblem {
    CheckerProblem(
      id: .incompleteDeclaration,
      message: count == 0
        ? "`source \(name)` does not say what it is" : "`source \(name)` is \(count) kinds at once",
      label: "one of postgres, sqlite, csv, jsonl, lines, redis",
      help: "write `source \(name) csv \"\(name).csv\"`")
  }

  static func columnsNeeded(_ name: String) -> CheckerProblem {
    CheckerProblem(
      id: .incompleteDeclaration, message: "`source \(name)` has no header and no columns",
      label: "nothing names its columns", help: "add `columns [first second:int]`")
  }

  static func badAddress(_ url: String) -> CheckerProblem {
    CheckerProblem(
      id: .badAddress, message: "\"\(PasswordMask.masked(url))\" is no address of a server",
      label: "redis, rediss, unix, redis-sentinel, redis-cluster or sandbox",
      help: "write `\"redis://127.0.0.1:6379/0\"`")
  }

  static let passwordInAddress = CheckerProblem(
    id: .misplacedSecret, message: "a password in a recipe can be read by everyone who reads it",
    label: "this address holds a password",
    help: "declare `secret cache_pw env \"CACHE_PW\"` and write `password cache_pw`")

  static func notAKeyTemplate(_ name: String) -> CheckerProblem {
    CheckerProblem(
      id: .irreversibleTemplate, message: "`key \(name)` needs a template", label: "no string",
      help: "write `key \(name) = \"\(name):{id}\"`")
  }

  static func irreversible(_ why: String, help: String) -> CheckerProblem {
    CheckerProblem(
      id: .irreversibleTemplate, message: "this key template cannot be read backwards", label: why,
      help: help)
  }
}
