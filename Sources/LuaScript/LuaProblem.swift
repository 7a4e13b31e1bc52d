import SourceText

/// The stable ids of what is wrong with a script. Every id has a golden file.
package enum LuaDiagnosticID: String, CaseIterable {
  case syntax = "E0701"
  case unusableFile = "E0702"
  case badInclude = "E0703"
  case globalAssignment = "E0704"
  case forbiddenCommand = "E0705"
  case badHeader = "E0706"
  // warnings
  case undeclaredKey = "W0711"
  case nondeterministic = "W0712"
  case unknownGlobal = "W0713"
  case keyspaceWalk = "W0714"
  case lineEnds = "W0715"

  package var severity: Diagnostic.Severity {
    rawValue.utf8.first == UInt8(ascii: "W") ? .warning : .error
  }
}

/// One problem of a script, in words; the place is added by the reader. The factories are the catalogue: nothing else here makes
/// prose.
struct LuaProblem {
  let id: LuaDiagnosticID
  let message: String
  let label: String
  let help: String

  func diagnostic(at location: Location) -> Diagnostic {
    Diagnostic(
      id: id.rawValue, severity: id.severity, at: location, message: message, label: label,
      help: help)
  }

  init(_ id: LuaDiagnosticID, _ message: String, label: String, help: String) {
    (self.id, self.message, self.label, self.help) = (id, message, label, help)
  }
}

extension LuaProblem {
  static func syntax(_ words: String) -> LuaProblem {
    LuaProblem(
      .syntax, "this is not Lua 5.1", label: words, help: "mend it; `luac5.1 -p FILE` says the same"
    )
  }

  static let empty = LuaProblem(
    .unusableFile, "the script is empty", label: "nothing to load",
    help: "write the script, or remove its declaration")

  static let bytecode = LuaProblem(
    .unusableFile, "this is compiled Lua", label: "servers take source text only",
    help: "name the source: a file that `luac` reads")

  static func tooLarge(_ limit: Int) -> LuaProblem {
    LuaProblem(
      .unusableFile, "the script has more than \(limit / 1_000_000) MB",
      label: "a server compiles it while everybody waits",
      help: "put data into keys, and keep code in the script")
  }

  static let nul = LuaProblem(
    .unusableFile, "there is a NUL byte in this script", label: "servers stop reading here",
    help: #"write it as an escape: `"\0"`"#)

  static let byteOrderMark = LuaProblem(
    .unusableFile, "the file begins with a byte order mark", label: "Lua does not know it",
    help: "save the file as UTF-8 without BOM")

  static let carriageReturns = LuaProblem(
    .lineEnds, "this file has the line ends of Windows",
    label: "part of the digest: another check-out has another one",
    help: "keep one form for all: `*.lua text eol=lf` in .gitattributes")

  static func include(_ path: String, _ failure: IncludeFailure) -> LuaProblem {
    let (label, help) =
      switch failure {
      case .outsideFolder:
        ("this leads out of the recipe's folder", "put the file beside the script")
      case .missing:
        ("there is no such file", "check the name; it is relative to this file")
      case .isDirectory: ("this is a folder", "name a file in it")
      case .unreadable(let why): (why, "make the file readable")
      }
    return LuaProblem(.badInclude, "cannot include `\(path)`", label: label, help: help)
  }

  static func circularInclude(_ chain: [String]) -> LuaProblem {
    LuaProblem(
      .badInclude, "this include goes in a circle", label: chain.joined(separator: " → "),
      help: "move what both need to a third file")
  }

  static func globalAssignment(_ name: String) -> LuaProblem {
    LuaProblem(
      .globalAssignment, "`\(name)` is assigned as a global variable",
      label: "servers refuse that: it would outlive the call",
      help: "write `local \(name)` before its first use")
  }

  static func unknownGlobal(_ name: String, isLibrary: Bool) -> LuaProblem {
    if isLibrary, name == "KEYS" || name == "ARGV" {
      return LuaProblem(
        .unknownGlobal, "a library has no global `\(name)`", label: "reading it is an error",
        help: "functions get them as parameters: `function(keys, args)`")
    }
    let help =
      switch name {
      case "print": "write `redis.log(redis.LOG_NOTICE, …)`, or return the value"
      case "require", "dofile", "loadfile", "module":
        "join the files: `--- @include \"path\"` on a line of its own"
      default: "declare it with `local`, or correct the name"
      }
    return LuaProblem(
      .unknownGlobal, "no server has a global `\(name)`", label: "reading it is an error",
      help: help)
  }

  static func forbidden(_ command: String) -> LuaProblem {
    let isBlocking = command.hasPrefix("B") && !command.hasPrefix("BG")
    return LuaProblem(
      .forbiddenCommand, "`\(command)` is refused inside a script",
      label: "the server answers it with an error",
      help: isBlocking
        ? "a script cannot wait: write the command without B, and wait in the client"
        : "send it from the client, outside the script")
  }

  static func walk(_ command: String) -> LuaProblem {
    LuaProblem(
      .keyspaceWalk, "`\(command)` in a script walks the whole keyspace",
      label: "everybody waits for it, and it names keys that were not passed",
      help: "keep the keys in a set of their own, or scan from the client")
  }

  static let random = LuaProblem(
    .nondeterministic, "`math.random` gives the same numbers in every call",
    label: "servers seed it anew before each script",
    help: "pass a random number as an argument, or take the microseconds of `TIME`")

  static let clock = LuaProblem(
    .nondeterministic, "`os.clock` is the server's CPU time", label: "not the time of day",
    help: "write `redis.call('TIME')`")

  static func randomKey(_ command: String) -> LuaProblem {
    LuaProblem(
      .nondeterministic, "`\(command)` gives any key of the server",
      label: "not one that was passed", help: "take a member of a set that is passed: `SRANDMEMBER`"
    )
  }

  static func undeclaredKey(_ name: String, isPrefix: Bool) -> LuaProblem {
    LuaProblem(
      .undeclaredKey,
      isPrefix
        ? "keys that begin with `\(name)` are named in the script"
        : "the key `\(name)` is named in the script",
      label: "a cluster cannot tell where the script must run", help: "pass it: `KEYS[1]`")
  }

  // MARK: The header

  static let noHeader = LuaProblem(
    .badHeader, "a library begins with `#!lua name=…`", label: "not here",
    help: "write `#!lua name=mylib` as the first line")

  static let noName = LuaProblem(
    .badHeader, "the library has no name", label: "the server wants one",
    help: "write `#!lua name=mylib`")

  static func badName(_ name: String) -> LuaProblem {
    LuaProblem(
      .badHeader, "`\(name)` cannot be a library's name",
      label: "letters, digits and underscores only", help: "write `#!lua name=mylib`")
  }

  static func unknownEngine(_ name: String) -> LuaProblem {
    LuaProblem(
      .badHeader, "no server has an engine `\(name)`", label: "Lua is the only one",
      help: "write `#!lua`")
  }

  static func unknownWord(_ word: String) -> LuaProblem {
    LuaProblem(
      .badHeader, "`\(word)` means nothing in a `#!lua` line", label: "known are name= and flags=",
      help: "write flags with commas and no blanks: `flags=no-writes,allow-stale`")
  }

  static let scriptWithName = LuaProblem(
    .badHeader, "this file names a library, and is declared as a script",
    label: "EVAL refuses `name=`", help: "add `kind library` to its declaration")

  static let noFunction = LuaProblem(
    .badHeader, "the library registers no function", label: "the server would refuse it",
    help: "write `redis.register_function('name', function(keys, args) … end)`")
}
