import Console
import Engine
import Planner
import Recipe

/// What may stand where the parser expects something: its own words, and what is declared. The prompt and the shells ask alike.
struct StatementCandidates {
  /// Everything that is declared.
  let known: CheckedRecipe
  let scripts: [String]
  /// Whether the header of a source's file may be read for its columns.
  var readsColumns = true

  func at(_ expected: ExpectedSet, in statement: Statement?) -> [Completion.Candidate] {
    var found: [Completion.Candidate] = []
    if let subject = expected.subject { found += subjects(subject) }
    if let list = expected.list { found += elements(of: list, in: statement) }
    for parameter in expected.parameters { found += candidates(for: parameter, in: statement) }
    if expected.takesValue { found += values(in: statement) }
    return found + expected.phrases.map { .init($0.word, $0.doc) }
  }

  /// What an expression may begin with: columns, fields of the key, attributes, parameters, functions.
  func values(in statement: Statement?) -> [Completion.Candidate] {
    var found = columns(of: statement)
    if case .name(let name)? = statement?.subject,
      let family = known.families.first(where: { $0.name == name.text })
    {
      found += family.template.fields.map { .init($0.name, "field of \(family.name)") }
    }
    if let verb = statement?.rule.word, ["sweep", "audit"].contains(verb) {
      found += Vocabulary.attributes.map { .init($0.name, $0.doc) }
    }
    found += known.parameters.map { .init($0.name, "parameter, \($0.value)") }
    return found + Vocabulary.functions.map { .init($0.name + "(", $0.doc, ending: "") }
  }

  /// The server profiles, and the one that needs none.
  var servers: [Completion.Candidate] {
    known.servers.map { .init($0.name, $0.serverClass.rawValue) } + [
      .init("sandbox:", "a private server that ends with the session", ending: "")
    ]
  }

  /// What goes here, where nothing can be listed: `rate wants a rate, for example: sweep "tmp:*" rate 5k/s`.
  static func hint(for expected: ExpectedSet) -> String? {
    guard let parameter = expected.parameters.first else {
      return expected.takesValue ? "a value goes here" : nil
    }
    guard let owner = expected.owner, let wanted = parameter.phrase else {
      return "\(parameter.label) goes here"
    }
    let example = owner.example.isEmpty ? "" : ", for example: \(owner.example)"
    return "`\(owner.word)` wants \(wanted)\(example)"
  }

  // MARK: -

  private func subjects(_ rule: SubjectRule) -> [Completion.Candidate] {
    switch rule {
    case .familyOrLabel, .familyLabelOrPattern:
      known.families.map { .init($0.name, $0.template.text) }
    case .name, .binding, .string, .command, .nameOrCommand: []
    }
  }

  private func candidates(
    for parameter: Parameter, in statement: Statement?
  ) -> [Completion.Candidate] {
    parameter.accepts.flatMap { accepted -> [Completion.Candidate] in
      switch accepted {
      case .word(let rule): [.init(rule.word, rule.doc)]
      case .expression(let types): takesNames(types) ? values(in: statement) : []
      case .name(let role): names(role, in: statement)
      case .list(.columns), .list(.names): [.init("[", parameter.label, ending: "")]
      case .template, .command, .binding, .list: []
      }
    }
  }

  /// What may stand in a list that is open.
  private func elements(
    of list: Parameter, in statement: Statement?
  ) -> [Completion.Candidate] {
    list.accepts.flatMap { accepted -> [Completion.Candidate] in
      switch accepted {
      case .list(.columns): columns(of: statement)
      case .list(.names(let role)): names(role, in: statement)
      default: []
      }
    }
  }

  /// A rate or a percentage is written as a literal: its type helps more than a list of functions.
  private func takesNames(_ types: [ValueType]) -> Bool {
    types.isEmpty || types.contains { ![.rate, .percent].contains($0) }
  }

  private func names(_ role: NameRole, in statement: Statement?) -> [Completion.Candidate] {
    switch role {
    case .server: servers
    case .source: known.sources.map { .init($0.name, $0.summary) }
    case .script:
      scripts.map { name in
        .init(name, known.scripts.first { $0.name == name }?.callForm ?? "")
      }
    case .column: columns(of: statement)
    case .secret, .new, .any: []
    }
  }

  /// The columns of the statement's source; its file is opened for its header, nothing is run.
  private func columns(of statement: Statement?) -> [Completion.Candidate] {
    guard readsColumns,
      let from = statement?.clause("from"), case .reference(let path)? = from.expression()?.kind,
      let name = path.first,
      let source = known.sources.first(where: { $0.name == name.text })
    else { return [] }
    let columns =
      if case .redis = source.kind {
        RedisCollection.Kind.allCases.first { from.option($0.rawValue) != nil }?.columns
      } else { SourceOpening.columns(of: source) }
    return (columns ?? []).map {
      .init($0.name, "column of \(source.name)")
    }
  }
}

extension Parameter {
  /// `a rate`; nil where its label says it best.
  fileprivate var phrase: String? {
    for accepted in accepts {
      guard case .expression(let types) = accepted, !types.isEmpty else { continue }
      return types.map(\.phrase).joined(separator: " or ")
    }
    return nil
  }
}
