import SourceText

extension Checker {
  /// How many statements the `each` of one may make.
  static let expansionLimit = 10_000

  /// An action, once for every value of its `each`.
  func check(action statement: Statement) -> [Action] {
    register(statement)
    guard let expansions = expansions(of: statement) else { return [] }
    var actions: [Action] = []
    for expansion in expansions {
      let context = StatementContext(checker: self, statement: statement, each: expansion.names)
      let count = problems.diagnostics.count
      guard var action = check(context) else {
        // Whatever was not understood, nothing is passed over in silence.
        if !problems.hasErrors, !hasBroken {
          problems.add(.notUnderstood(statement.rule.word), at: statement.span, in: file)
        }
        return actions
      }
      action.each = expansion.values
      actions.append(action)
      // What is wrong with one expansion is wrong with all: say it once.
      if problems.diagnostics.count > count, problems.hasErrors { return actions }
    }
    return actions
  }

  private func check(_ context: StatementContext) -> Action? {
    switch context.statement.rule.word {
    case "warm": context.checkWarm()
    case "sweep": context.checkSweep()
    case "audit": context.checkAudit()
    case "deploy": context.checkDeploy()
    case "bench": context.checkBench()
    case "do": context.checkCommand()
    default: context.checkPending()
    }
  }

  /// Notes `verb:name`; the second of its kind is an error, because a command line could not tell them apart.
  private func register(_ statement: Statement) {
    guard case .name(let name) = statement.subject else { return }
    let label = "\(statement.rule.word):\(name.text)"
    guard let first = actionNames.updateValue(name.span, forKey: label) else { return }
    actionNames[label] = first
    problems.add(
      .repeatedStatement(label, line: file.position(of: first.start).line), at: name.span, in: file)
  }
}

extension StatementContext {
  /// A verb whose issue is open: its table rows are checked, and a plan refuses it.
  func checkPending() -> Action? {
    checker.checkTable(statement, in: file)
    let common = commonClauses { $0.isOpen = true }
    let reason = statement.rule.pending ?? "`\(statement.rule.word)` is not built yet"
    return action(.pending(reason), common)
  }

  /// `do`: every argument is known before the run.
  func checkCommand() -> Action? {
    guard case .command(let command) = statement.subject else { return nil }
    let builder = builder()
    let count = checker.problems.diagnostics.count
    var arguments: [[UInt8]] = []
    for template in command.arguments { arguments += builder.arguments(template) }
    let common = commonClauses {
      $0.hasReply = true
      $0.aggregates = AggregateNames(verb: "do")
    }
    guard checker.problems.diagnostics.count == count || !arguments.isEmpty else { return nil }
    return action(.raw(RawCommand(arguments: arguments)), common)
  }

  /// The action with what its common clauses say.
  func action(_ body: Action.Body, _ common: CommonClauses) -> Action {
    var name: String?
    switch statement.subject {
    case .name(let identifier), .binding(let identifier, _): name = identifier.text
    case .template(let template):
      name = builder().glob(template).map { String(decoding: $0, as: UTF8.self) }
    case .command, .missing: break
    }
    var action = Action(
      verb: statement.rule.word, name: name, location: location(head), body: body)
    common.apply(to: &action)
    return action
  }
}

extension FormulaBuilder {
  /// One argument of a command, or several for a spread list; nothing after a problem.
  fileprivate func arguments(_ template: Template) -> [[UInt8]] {
    if template.pieces.count == 1, case .hole(let hole) = template.pieces[0], hole.mark == .spread {
      guard let built = build(hole.expression) else { return [] }
      guard case .list(let elements, _) = built else {
        report(.spreadOfScalar(built.type), at: hole.span)
        return []
      }
      return elements.compactMap { $0.formula.constantValue?.value.text }
    }
    return plainText(template, for: "do").map { [$0] } ?? []
  }
}
