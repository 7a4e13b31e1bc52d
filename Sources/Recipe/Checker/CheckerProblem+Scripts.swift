import LuaScript
import SourceText

extension CheckerProblem {
  static func unreadableScript(_ path: String, _ failure: LoadFailure) -> CheckerProblem {
    let (why, help) =
      switch failure {
      case .missing:
        ("there is no such file", "check the name; it is relative to the recipe's folder")
      case .isDirectory: ("this is a folder", "name a file in it: `\(path)/script.lua`")
      case .unreadable(let why): (why, "make the file readable")
      }
    return CheckerProblem(
      id: .unreadableScript, message: "cannot read the script `\(path)`", label: why, help: help)
  }

  static func wrongPin(_ name: String, _ digest: ScriptDigest) -> CheckerProblem {
    CheckerProblem(
      id: .wrongPin, message: "`\(name)` is not what is pinned here",
      label: "the file is \(digest.short)…",
      help: "when the change is meant: `cachectl lua pin FILE` writes `\(digest)`")
  }

  static func badPin(_ digest: ScriptDigest) -> CheckerProblem {
    let isScript = digest.kind == .script
    return CheckerProblem(
      id: .badPin,
      message: "this is no digest of a \(digest.kind.rawValue)",
      label: isScript ? "sha1: and 40 hexadecimal digits" : "sha256: and 64 hexadecimal digits",
      help: "write `pin \"\(digest)\"`, or let `cachectl lua pin FILE` do it")
  }

  static func wrongFlags(_ wanted: [String], found: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .wrongFlags, message: "the script does not declare the flags that are listed here",
      label: found.isEmpty
        ? "its first line has no flags" : "its first line has \(found.joined(separator: ", "))",
      help: "make its first line `#!lua flags=\(wanted.joined(separator: ","))`")
  }

  static let keysInManySlots = CheckerProblem(
    id: .keysInManySlots, message: "these keys cannot live in one slot",
    label: "no node of a cluster would have both",
    help: "give them one hash tag: `\"cart:{#id}:items\"`, `\"cart:{#id}:total\"`")

  // MARK: Tests

  private static func badTest(_ message: String, label: String, help: String) -> CheckerProblem {
    CheckerProblem(id: .badTest, message: message, label: label, help: help)
  }

  static func wrongKeyCount(_ count: Int, declared: Int) -> CheckerProblem {
    badTest(
      "this test passes \(count) key\(count == 1 ? "" : "s")",
      label: "`keys \(declared)` is declared", help: "write \(declared), or correct `keys`")
  }

  static let testKeyWithoutRun = badTest(
    "a test's key must be of this run alone", label: "this could be somebody's data",
    help: "put the run into it: `\"bucket:{#run}:a\"`")

  static func testWithoutText(_ what: String) -> CheckerProblem {
    badTest(
      "a value in `\(what)` has no text of its own", label: "in which unit?",
      help: "write a number or a string")
  }

  static func impossibleReply(_ found: String) -> CheckerProblem {
    badTest(
      "no script replies \(found)", label: "replies are whole numbers, text, null and lists",
      help: "Lua's fractions are cut off: write a whole number, or return `tostring(x)`")
  }

  static let functionOfScript = badTest(
    "a script has no functions to choose from", label: "it is called as a whole",
    help: "leave `function` out, or declare it as `kind library`")

  static func testNeedsFunction(_ functions: [String]) -> CheckerProblem {
    badTest(
      "this test does not say which function it calls",
      label: functions.isEmpty
        ? "their names are computed" : "there are \(functions.joined(separator: ", "))",
      help: "write `test function \(functions.first ?? "name") keys […] expect …`")
  }

  static func unknownLibraryFunction(_ name: String, functions: [String]) -> CheckerProblem {
    badTest(
      "the library has no function `\(name)`",
      label: "there are \(functions.joined(separator: ", "))",
      help: EditDistance.closest(to: name, among: functions).map { "did you mean `\($0)`?" }
        ?? "write one of them")
  }

  static func sameLibrary(_ library: String, _ first: String, _ second: String) -> CheckerProblem {
    CheckerProblem(
      id: .conflictingClauses,
      message: "`\(first)` and `\(second)` are both the library `\(library)`",
      label: "a server holds one of that name", help: "deploy one of them")
  }
}
