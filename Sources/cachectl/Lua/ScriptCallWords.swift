import Console
import Engine
import LuaScript
import Recipe

/// The tail of `lua call`: what a `test` of the recipe says between its words, as shell arguments.
struct ScriptCallWords {
  private(set) var function: String?
  private(set) var keys: [[UInt8]] = []
  private(set) var arguments: [[UInt8]] = []

  init(_ words: [String], for script: Script) throws(CommandFailure) {
    var rest = words[...]
    if rest.first == "function" {
      function = rest.dropFirst().first
      rest = rest.dropFirst(2)
    }
    if rest.first == "keys" {
      let end = rest.firstIndex(of: "args") ?? rest.endIndex
      keys = rest[..<end].dropFirst().map { Array($0.utf8) }
      rest = rest[end...]
    }
    if rest.first == "args" {
      arguments = rest.dropFirst().map { Array($0.utf8) }
      rest = []
    }
    if let word = rest.first {
      throw CommandFailure(
        .usage, "found `\(word)` where `function`, `keys` or `args` may stand, in that order")
    }
    try check(script)
  }

  private mutating func check(_ script: Script) throws(CommandFailure) {
    let functions = script.lua.functions
    if script.libraryName == nil {
      guard function == nil else {
        throw CommandFailure(.usage, "`\(script.name)` is a script: it has no functions")
      }
    } else if let function {
      guard functions.isEmpty || functions.contains(function) else {
        throw CommandFailure(
          .usage,
          "`\(script.name)` has no function `\(function)`; there are: \(functions.joined(separator: ", "))"
        )
      }
    } else {
      guard functions.count == 1 else {
        throw CommandFailure(
          .usage,
          "`\(script.name)` is a library: say `function NAME`, one of \(functions.joined(separator: ", "))"
        )
      }
      function = functions[0]
    }
    if let count = script.keyCount, keys.count != count {
      throw CommandFailure(
        .usage,
        "`\(script.name)` takes \(Units.counted(count, "key")), found \(keys.count): write `keys KEY… args ARG…`"
      )
    }
  }
}
