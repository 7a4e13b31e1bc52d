import SourceText

/// What may stand at a place of a text: what completion and hints begin from.
package struct ExpectedSet: Sendable {
  /// Verbs, where a statement may begin.
  package var verbs: [VerbRule] = []
  /// The subject that is due.
  package var subject: SubjectRule?
  /// Arguments that are due, or may stand.
  package var parameters: [Parameter] = []
  /// The clause or option that the last of them belongs to.
  package var owner: PhraseRule?
  /// Options, innermost first, then clauses.
  package var phrases: [PhraseRule] = []
  /// Whether an expression has begun and wants a value.
  package var takesValue = false
  /// Whether a list is open, and which argument it is; nil for one in an expression.
  package var isInList = false
  package var list: Parameter?
  /// The verb of the statement that the place is in.
  package var verb: VerbRule?

  mutating func offer(_ parameter: Parameter, of rule: PhraseRule) {
    parameters.append(parameter)
    owner = rule
  }

  mutating func offer(clausesOf rule: VerbRule) {
    phrases += rule.clauses
    verb = rule
  }
}

extension Parser {
  /// What may stand at an offset, whatever stands there now: the text before it is parsed, and where the parser
  /// meets the end it notes what it would have taken.
  package static func expectedSet(at offset: Int, in bytes: [UInt8]) -> ExpectedSet {
    var start = min(offset, bytes.count)
    while start > 0, CharacterClass.isNamePart(bytes[start - 1]) { start -= 1 }
    let file = SourceFile(path: "<prompt>", bytes: Array(bytes[..<start]))
    let lexer = Lexer.lex(file.bytes)
    var parser = Parser(file, tokens: lexer.tokens, broken: lexer.broken)
    return parser.gatherExpected()
  }

  /// Parses to the end, and gives what would have been taken there.
  mutating func gatherExpected() -> ExpectedSet {
    expected = ExpectedSet()
    let statements = statements()
    guard var expected else { return ExpectedSet() }
    // An open list takes its elements, and nothing else.
    if expected.isInList {
      (expected.phrases, expected.parameters, expected.subject) = ([], [], nil)
      expected.takesValue = expected.list?.takesValues ?? true
      expected.verbs = []
      expected.verb = statements.last?.rule
      return expected
    }
    // A due argument or value leaves no room for a clause.
    let isDue = expected.takesValue || expected.parameters.contains { !$0.isOptional }
    if isDue { expected.phrases = [] }
    if isDue || expected.subject != nil || !expected.phrases.isEmpty { expected.verbs = [] }
    expected.verb = expected.verbs.isEmpty ? statements.last?.rule : nil
    return expected
  }
}

extension Parameter {
  /// It is a list of values.
  fileprivate var takesValues: Bool {
    accepts.contains { if case .list(.values) = $0 { true } else { false } }
  }
}
