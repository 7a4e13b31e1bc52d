/// How the rows of the vocabulary are named in a sentence.
extension SubjectRule {
  var phrase: String {
    switch self {
    case .name: "a name"
    case .binding: "`NAME = VALUE`"
    case .string: "a string"
    case .familyOrLabel: "a family's name, or a name of your own"
    case .familyLabelOrPattern: "a family's name, a name of your own, or a \"pattern\""
    case .command: "a command in backticks"
    case .nameOrCommand: "a name, or a command in backticks"
    }
  }
}

extension Parameter {
  /// With its article, for "`rate` needs …".
  var phrase: String {
    if words.count == 1, !acceptsValue, let only = words.first { return "`\(only.word)`" }
    for accepted in accepts {
      switch accepted {
      case .word: continue
      case .expression(let types):
        return types.isEmpty ? "a value" : types.map(\.phrase).joined(separator: " or ")
      case .template(let use): return use.phrase
      case .command: return "a command in backticks"
      case .name(let role): return role.phrase
      case .binding: return "`NAME = VALUE`"
      case .list: return "a list: `[…]`"
      }
    }
    return "one of \(choices)"
  }

  /// Its own words.
  var choices: String { words.map(\.word).joined(separator: ", ") }
}

extension TemplateUse {
  var phrase: String {
    switch self {
    case .text, .plain: "a string"
    case .key: "a key in quotes"
    case .glob: "a pattern in quotes"
    case .sql: "SQL in quotes"
    case .path: "a path in quotes"
    case .url: "a URL in quotes"
    }
  }
}

extension NameRole {
  var phrase: String {
    switch self {
    case .server: "a server's name"
    case .source: "a source's name"
    case .secret: "the name of a secret"
    case .script: "a script's name"
    case .column: "a column's name"
    case .new, .any: "a name"
    }
  }
}

extension PhraseRule {
  /// `jitter JITTER`: the word and its arguments.
  package var usage: String {
    ([word] + signature.parameters.map { $0.isOptional ? "[\($0.label)]" : $0.label })
      .joined(separator: " ")
  }
}
