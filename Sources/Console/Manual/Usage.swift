import Recipe

/// How a row of the vocabulary is written: `ttl DURATION [within RANGE] [jitter JITTER]`.
extension PhraseRule {
  /// The word, its arguments, and in brackets its options.
  var usage: String {
    ([word] + signature.parameters.map(\.usage) + signature.options.map { "[\($0.usage)]" })
      .joined(separator: " ")
  }

  /// The words that stand below this one: its arguments' own words and its options, with theirs, depth first.
  var inner: [PhraseRule] {
    (signature.parameters.flatMap(\.words) + signature.options)
      .filter { !$0.doc.isEmpty }
      .flatMap { [$0] + $0.inner }
  }
}

extension Parameter {
  var usage: String {
    // A single own word with arguments is written out: `by COLUMN`.
    let text = words.count == 1 && !acceptsValue ? words[0].usage : label
    return isOptional ? "[\(text)]" : isVariadic ? "\(text)…" : text
  }
}

extension FunctionParameter {
  var usage: String { isOptional ? "[\(label)]" : label }
}

extension FunctionRule {
  var usage: String { "\(name)(\(parameters.map(\.usage).joined(separator: ", ")))" }
}

extension FilterRule {
  var usage: String { ([name] + parameters.map(\.usage)).joined(separator: " ") }
}

extension VerbRule {
  /// What stands after the verb.
  var subjectUsage: String {
    switch subject {
    case .name: "NAME"
    case .binding: word == "key" ? "NAME = \"TEMPLATE\"" : "NAME = EXPR"
    case .string: "\"FILE\""
    case .familyOrLabel: "FAMILY|LABEL"
    case .familyLabelOrPattern: "FAMILY|LABEL|\"PATTERN\""
    case .command: "`COMMAND`"
    case .nameOrCommand: "NAME|`COMMAND`"
    }
  }

  /// The words of every action's clauses that have no meaning for this one.
  var absentClauses: [String] {
    guard kind == .action else { return [] }
    return Vocabulary.sharedClauses.map(\.word).filter { word in
      !clauses.contains { $0.word == word }
    }
  }

  /// Its clauses without those of every action, which are explained once.
  var ownClauses: [PhraseRule] {
    clauses.filter { clause in !Vocabulary.sharedClauses.contains { $0 === clause } }
  }
}
