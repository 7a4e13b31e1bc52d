import Bytes
import LuaScript
import Recipe

extension Script {
  /// What a call takes, for whoever completes its name: `1 key, args 10 1 60`, as its first test calls it.
  var callForm: String {
    var parts: [String] = []
    if let functions = libraryName.map({ _ in lua.functions }), !functions.isEmpty {
      parts.append("functions \(functions.joined(separator: " "))")
    }
    if let keyCount { parts.append(keyCount == 1 ? "1 key" : "\(keyCount) keys") }
    if let test = tests.first {
      if keyCount == nil {
        parts.append(test.keys.count == 1 ? "1 key" : "\(test.keys.count) keys")
      }
      if !test.arguments.isEmpty {
        parts.append("args \(test.arguments.map { Escaping.escaped($0) }.joined(separator: " "))")
      }
    }
    return parts.joined(separator: ", ")
  }
}
