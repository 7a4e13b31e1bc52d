import Bytes
import SourceText

/// `param` and `let`: names whose meaning is known before the run.
extension Checker {
  /// The meaning of a parameter or a `let`; nil when there is none or it has an error.
  func known(_ name: String) -> KnownName? {
    if let resolved = knownNames[name] { return resolved }
    guard let entry = declarations.find(name, as: .value),
      case .binding(_, let expression) = entry.statement.subject
    else { return nil }
    if let start = resolving.firstIndex(of: name) {
      problems.add(
        .circularName(Array(resolving[start...]) + [name]), at: entry.name.span, in: entry.file)
      return nil
    }
    resolving.append(name)
    let isParameter = entry.statement.rule.word == "param"
    let meaning = builder(in: entry.file).build(expression)
    resolving.removeLast()
    let resolved = meaning.flatMap { built -> KnownName? in
      guard isParameter else { return KnownName(origin: .binding, meaning: built) }
      return parameter(name, built, expression, in: entry.file)
    }
    knownNames[name] = .some(resolved)
    return resolved
  }

  private func parameter(
    _ name: String, _ built: Built, _ expression: Expression, in file: SourceFile
  )
    -> KnownName?
  {
    guard built.isConstant else {
      problems.add(.notConstant("param \(name)"), at: expression.span, in: file)
      return nil
    }
    guard let setting = options.settings.last(where: { $0.name == name }) else {
      return KnownName(origin: .parameter, meaning: built)
    }
    guard let meaning = SettingReader.read(setting.value, as: built) else {
      problems.add(
        .badSetting(
          name, value: setting.value, type: built.type, example: SettingReader.text(of: built)))
      return nil
    }
    return KnownName(origin: .parameter, meaning: meaning)
  }

  /// Says which `--set` names nothing.
  func checkSettings() {
    let parameters = declarations.all(.value).filter { $0.statement.rule.word == "param" }
      .map(\.name.text)
    for setting in options.settings where !parameters.contains(setting.name) {
      problems.add(.unknownSetting(setting.name, parameters: parameters))
    }
  }
}

extension Built {
  var isConstant: Bool {
    switch self {
    case .scalar(let typed): typed.formula.constantValue != nil
    case .list(let elements, _): elements.allSatisfy { $0.formula.constantValue != nil }
    case .range(let lower, let upper, _):
      lower.formula.constantValue != nil && upper.formula.constantValue != nil
    }
  }
}
