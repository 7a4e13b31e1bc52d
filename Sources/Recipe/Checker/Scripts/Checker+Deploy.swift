import SourceText

extension StatementContext {
  func checkDeploy() -> Action? {
    let common = commonClauses { $0.aggregates = AggregateNames(verb: "deploy") }
    guard let clause = statement.clause("scripts"), let list = clause.expression(),
      case .list(let items) = list.kind
    else { return nil }
    var scripts: [Script] = []
    for item in items {
      guard case .reference(let parts) = item.value.kind, let name = parts.first else { continue }
      guard checker.declarations.find(name.text, as: .script) != nil else {
        report(
          .unknownScript(name.text, scripts: checker.declarations.names(.script)), at: name.span)
        continue
      }
      guard let script = checker.script(name.text) else { continue }
      if let other = scripts.first(where: { $0.name == script.name }) {
        report(.duplicateName(other.name, in: "list"), at: item.span)
      } else if let library = script.libraryName,
        let other = scripts.first(where: { $0.libraryName == library })
      {
        report(.sameLibrary(library, other.name, script.name), at: item.span)
      }
      scripts.append(script)
    }
    if items.isEmpty {
      report(
        .outOfRange(
          "scripts", found: "an empty list", label: "nothing to deploy",
          help: "name a script, or remove the statement"), at: list.span)
    }
    let word = statement.clause("drift")?.ownWord?.word.text
    let deploy = Deploy(scripts: scripts, drift: word.flatMap(Deploy.Drift.init) ?? .abort)
    return action(.deploy(deploy), common)
  }
}
