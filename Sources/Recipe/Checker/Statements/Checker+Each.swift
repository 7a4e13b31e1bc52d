import Bytes
import SourceText

extension Checker {
  /// The names of one expansion, and their values as a label shows them.
  struct Expansion {
    var names: [String: KnownName] = [:]
    var values: [String] = []
  }

  /// The product of all `each` clauses; one expansion without names when there is none, nil after a problem.
  func expansions(of statement: Statement) -> [Expansion]? {
    var expansions = [Expansion()]
    for index in statement.clauses.indices where statement.clauses[index].word.text == "each" {
      let clause = statement.clauses[index]
      guard let (name, values) = each(clause) else { return nil }
      if expansions[0].names[name.text] != nil {
        problems.add(.eachNameTaken(name.text, by: "another `each`"), at: name.span, in: file)
        return nil
      }
      let (count, overflow) = expansions.count.multipliedReportingOverflow(by: values.count)
      guard !overflow, count <= Self.expansionLimit else {
        problems.add(
          .tooManyExpansions(count, limit: Self.expansionLimit), at: clause.span, in: file)
        return nil
      }
      expansions = expansions.flatMap { expansion in
        values.map { value in
          var next = expansion
          next.names[name.text] = KnownName(origin: .each, meaning: .scalar(value))
          next.values.append(SettingReader.text(of: .scalar(value)))
          return next
        }
      }
    }
    return expansions
  }

  private func each(_ clause: Phrase) -> (name: Identifier, values: [TypedFormula])? {
    guard case .reference(let parts)? = clause.expression()?.kind, let name = parts.first,
      clause.arguments.count > 1, case .phrase(let among) = clause.arguments[1],
      let list = among.expression()
    else { return nil }
    if let taken = known(name.text) {
      problems.add(
        .eachNameTaken(name.text, by: taken.origin.phrase), at: name.span, in: file)
      return nil
    }
    guard let built = builder(in: file).build(list) else { return nil }
    guard case .list(let elements, _) = built else {
      problems.add(
        .wrongType("each", wants: [.list(.unknown)], found: built.type), at: list.span, in: file)
      return nil
    }
    guard elements.allSatisfy({ $0.formula.constantValue != nil }) else {
      problems.add(.notConstant("each"), at: list.span, in: file)
      return nil
    }
    guard !elements.isEmpty else {
      problems.add(
        .outOfRange(
          "each", found: "an empty list", label: "no value, no statement",
          help: "write at least one value, or remove the statement"), at: list.span, in: file)
      return nil
    }
    return (name, elements)
  }
}
