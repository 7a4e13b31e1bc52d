/// Arguments that many rows share, so that a row reads as its signature does in the reference.
extension Vocabulary {
  static let condition = Parameter("CONDITION", .expression([.boolean]))
  static let expression = Parameter("EXPR", .expression([]))
  static let number = Parameter("N", .expression([.number]))
  static let duration = Parameter("DURATION", .expression([.duration]))
  static let durationRange = Parameter("RANGE", .expression([.range(.duration)]))
  static let size = Parameter("SIZE", .expression([.size]))
  static let rate = Parameter("RATE", .expression([.rate]))
  static let percent = Parameter("PERCENT", .expression([.percent]))
  static let text = Parameter("TEXT", .template(.plain))
  static let valueText = Parameter("TEXT", .template(.text))
  static let keyTemplate = Parameter("KEY", .template(.key))
  static let pattern = Parameter("PATTERN", .template(.glob))
  static let path = Parameter("FILE", .template(.path))
  static let sql = Parameter("SQL", .template(.sql))
  static let sourceName = Parameter("SOURCE", .name(.source))
  static let columnName = Parameter("COLUMN", .name(.column))

  /// An argument that is one of a few words.
  static func choice(_ label: String, _ words: (String, String)...) -> Parameter {
    Parameter(label, words: words.map { PhraseRule($0.0, doc: $0.1) })
  }

  /// An argument that is one given word and what follows it: `by id` after `resume`.
  static func word(_ word: String, _ parameters: Parameter..., doc: String) -> Parameter {
    Parameter(word, .word(PhraseRule(word, parameters, doc: doc)))
  }
}

extension Parameter {
  convenience init(_ label: String, words: [PhraseRule]) {
    self.init(label, accepting: words.map { .word($0) })
  }
}
