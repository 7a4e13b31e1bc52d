import Engine
import Recipe
import SourceText

/// The statements that the NAMEs of a command line choose: `name`, `verb:name`, or `name[value]` for one value of an `each`.
struct StatementSelection {
  let names: [String]

  init(_ names: [String]) { self.names = names }

  /// In the order of the file; all of them without a NAME. A NAME that chooses nothing is a usage error.
  func choose(from actions: [Action]) throws(CommandFailure) -> [Action] {
    guard !names.isEmpty else { return actions }
    for name in names where !actions.contains(where: { matches($0, name) }) {
      throw CommandFailure(.usage, unknown(name, among: actions))
    }
    return actions.filter { action in names.contains { matches(action, $0) } }
  }

  private func matches(_ action: Action, _ name: String) -> Bool {
    guard let own = action.name else { return false }
    return [own, action.label, "\(action.verb):\(own)", "\(action.verb):\(action.label)"]
      .contains(name)
  }

  private func unknown(_ name: String, among actions: [Action]) -> String {
    let labels = actions.compactMap { $0.name == nil ? nil : $0.label }
    guard !labels.isEmpty else { return "no statement is called `\(name)`: none has a name" }
    if let close = EditDistance.closest(to: name, among: labels) {
      return "no statement is called `\(name)`: did you mean `\(close)`?"
    }
    let listed = Set(labels).sorted().prefix(12).joined(separator: ", ")
    return "no statement is called `\(name)`; there are: \(listed)"
  }
}
