import Recipe

/// The words of the language by what an editor colours them as; sorted, each once.
enum EditorWords {
  static let verbs = Vocabulary.verbs.map(\.word)
  /// Verbs that are no clause as well: `key` is a verb only at the very beginning of a line.
  static let plainVerbs = verbs.filter { !clauses.contains($0) }

  /// Clauses, options and own words: whatever may follow a verb, at any depth.
  static let clauses: [String] = {
    var words: Set<String> = []
    func add(_ rules: [PhraseRule]) {
      for rule in rules {
        words.insert(rule.word)
        add(rule.signature.parameters.flatMap(\.words) + rule.signature.options)
      }
    }
    for verb in Vocabulary.verbs { add(verb.clauses) }
    // What is a value wherever it stands is one here, too.
    return words.subtracting(Vocabulary.operatorWords + Vocabulary.constantWords).sorted()
  }()

  static let functions = Vocabulary.functions.map(\.name).sorted()
  static let filters = Vocabulary.filters.map(\.name).sorted()
  static let types = Vocabulary.types.map(\.name).sorted()

  /// A number with its units: `100k`, `1h30m`, `5k/s`, `20%`.
  static var numberPattern: String {
    // The longest first, so that `ms` is not read as `m`.
    let units = Vocabulary.units.map(\.word).sorted { ($1.count, $0) < ($0.count, $1) }
    return "[0-9][0-9_]*(?:\\.[0-9]+)?(?:(?:\(units.joined(separator: "|")))(?:[0-9]+(?:\\.[0-9]+)?"
      + "(?:\(units.joined(separator: "|"))))*)?(?:/[smh]|%)?"
  }
}
