/// Everything that can be wrong with the form of a recipe, as data.
///
/// Lexer and parser only ever name a case; `ParserDiagnostics` is the one place that turns it into words.
enum ParserProblem: Sendable {
  // Lexical: E00xx
  case nulByte
  case invalidUTF8(UInt8)
  case strayCharacter(String)
  case operatorOfAnotherLanguage(String, String)
  case unclosedString
  case unclosedText
  case unclosedRaw
  case unclosedCommand
  case unclosedHole
  case quoteInHole
  case unknownEscape(String)
  case loneBrace
  case unknownUnit(number: String, unit: String, suggestion: String?)
  case numberOutOfRange(String)
  case commandQuoting(String)
  case emptyCommand
  case spreadNotAlone

  // Grammatical: E01xx
  case unknownVerb(String, suggestion: String?)
  case statementExpected(found: String)
  case clauseOutside(String, verb: String)
  case subjectExpected(verb: VerbRule, found: String)
  case missingArgument(phrase: PhraseRule, parameter: Parameter, found: String)
  case unknownWord(String, after: String, verb: VerbRule, suggestion: String?, belongsTo: String?)
  case unknownChoice(String, phrase: PhraseRule, parameter: Parameter, suggestion: String?)
  case wrongArgument(phrase: PhraseRule, parameter: Parameter, found: String)
  case unexpectedArgument(found: String, phrase: String)
  case swallowedWord(String, phrase: PhraseRule, parameter: Parameter)
  case repeated(String, verb: String)
  case missingPhrase(PhraseRule, of: String, example: String)
  case valueExpected(found: String)
  case operatorBlanks(String)
  case minusBlanks
  case chainedComparison(String)
  case unclosedBracket(String)
  case unclosedBlock(verb: String)
  case strayClosing(String)
  case nestedBlock
  case statementEndExpected(found: String, verb: String)
  case nestedTooDeep
  case tooManyOperators
  case nameExpected(after: String, found: String)
  case callBlank(String)
  case emptyHole
  case holeEndExpected(found: String)
  case expressionEndExpected(found: String)
}
