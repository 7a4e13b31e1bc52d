import SourceText

/// The catalogue of what lexer and parser say. E0107 is the checker's ("a unit is missing or wrong").
enum ParserDiagnosticID: String, CaseIterable {
  case nulByte = "E0001"
  case invalidUTF8 = "E0002"
  case strayCharacter = "E0003"
  case unclosedString = "E0004"
  case unclosedText = "E0005"
  case unclosedCommand = "E0006"
  case unclosedHole = "E0007"
  case quoteInHole = "E0008"
  case unknownEscape = "E0009"
  case loneBrace = "E0010"
  case unknownUnit = "E0011"
  case numberOutOfRange = "E0012"
  case commandQuoting = "E0013"
  case spreadNotAlone = "E0014"
  case unknownVerb = "E0101"
  case subjectExpected = "E0102"
  case missingArgument = "E0103"
  case unknownWord = "E0104"
  case unexpectedArgument = "E0105"
  case unknownChoice = "E0106"
  case wrongArgument = "E0108"
  case repeated = "E0109"
  case missingPhrase = "E0110"
  case valueExpected = "E0111"
  case operatorBlanks = "E0112"
  case chainedComparison = "E0113"
  case unclosedBracket = "E0114"
  case strayClosing = "E0115"
  case statementEndExpected = "E0116"
  case tooDeep = "E0117"
  case nameExpected = "E0118"
}

/// The words of one problem.
private struct Words {
  let id: ParserDiagnosticID
  let message: String
  var label = ""
  var help: String?
}

extension ParserProblem {
  func diagnostic(at location: Location) -> Diagnostic {
    let words = lexicalWords ?? grammaticalWords
    return Diagnostic(
      id: words.id.rawValue, at: location, message: words.message, label: words.label,
      help: words.help)
  }

  private var lexicalWords: Words? {
    switch self {
    case .nulByte:
      Words(
        id: .nulByte, message: "a NUL byte is no text", label: "byte 0x00",
        help: "is this the right file? a recipe is UTF-8 text; write `\\0` in a string for a NUL")
    case .invalidUTF8(let byte):
      Words(
        id: .invalidUTF8, message: "this is not UTF-8", label: "byte 0x\(hex(byte))",
        help: "save the file as UTF-8; write `\\x\(hex(byte))` in a string for this byte")
    case .strayCharacter(let character):
      Words(
        id: .strayCharacter, message: "`\(character)` means nothing here",
        label: character.unicodeScalars.first?.value == 0xA0 ? "a no-break space" : "",
        help: strayHelp(character))
    case .operatorOfAnotherLanguage(let written, let ours):
      Words(
        id: .strayCharacter, message: "`\(written)` is no operator", help: "write `\(ours)`")
    case .unclosedString:
      Words(
        id: .unclosedString, message: "this string is not closed on its line", label: "opened here",
        help: "close it with `\"`, or write `\"\"\"…\"\"\"` for several lines")
    case .unclosedRaw:
      Words(
        id: .unclosedString, message: "this raw string is not closed", label: "opened here",
        help: "close it with `'`, or write `'''…'''` for several lines")
    case .unclosedText:
      Words(
        id: .unclosedText, message: "this text is not closed before the end of the file",
        label: "opened here", help: "close it with `\"\"\"`")
    case .unclosedCommand:
      Words(
        id: .unclosedCommand, message: "this command is not closed before the end of the file",
        label: "opened here", help: "close it with a backtick")
    case .unclosedHole:
      Words(
        id: .unclosedHole, message: "this hole is not closed", label: "opened here",
        help: "close it with `}`, or write `{{` for a brace itself")
    case .quoteInHole:
      Words(
        id: .quoteInHole, message: "inside a hole, strings are written '…'",
        label: "not with this quote",
        help: "write `'…'`, or `{{` before if the brace itself is meant")
    case .unknownEscape(let escape):
      Words(
        id: .unknownEscape, message: "`\(escape)` is no escape",
        label: "known are \\n \\t \\r \\\" \\\\ \\e \\0 \\xHH \\u{…}",
        help: "write `\\\\` for a backslash itself")
    case .loneBrace:
      Words(
        id: .loneBrace, message: "`}` closes no hole", help: "write `}}` for a brace itself")
    case .unknownUnit(let number, let unit, let suggestion):
      Words(
        id: .unknownUnit, message: "`\(unit)` is no unit",
        label: suggestion == nil
          ? "units: \(Vocabulary.units.map(\.word).joined(separator: " "))" : "",
        help: suggestion.map { "write `\(number)\($0)`" }
          ?? "write a blank after the number, or one of the units")
    case .numberOutOfRange(let why):
      Words(
        id: .numberOutOfRange, message: "this number cannot be kept exactly", label: why,
        help: "write a smaller number, or a finer unit")
    case .commandQuoting(let why):
      Words(
        id: .commandQuoting, message: "the quotes of this command do not match", label: why,
        help: "quote whole arguments as redis-cli does: \"…\" with escapes, '…' without")
    case .emptyCommand:
      Words(
        id: .commandQuoting, message: "this command is empty",
        help: "write the command's name and arguments: `CONFIG GET maxmemory`")
    case .spreadNotAlone:
      Words(
        id: .spreadNotAlone, message: "`{*…}` stands alone", label: "it makes several arguments",
        help: "put blanks around it, or write `{…}` for one value")
    default: nil
    }
  }

  private var grammaticalWords: Words {
    switch self {
    case .unknownVerb(let word, let suggestion):
      return Words(
        id: .unknownVerb, message: "`\(word)` is no verb",
        label: suggestion == nil
          ? "verbs: \(Vocabulary.verbs.map(\.word).joined(separator: " "))" : "",
        help: didYouMean(suggestion) ?? "begin each statement with a verb")
    case .statementExpected(let found):
      return Words(
        id: .unknownVerb, message: "a statement begins with a verb, found \(found)",
        label: "verbs: \(Vocabulary.verbs.map(\.word).joined(separator: " "))",
        help: found == "`{`" ? "put the `{` on the line of its verb" : "begin with a verb")
    case .clauseOutside(let word, let verb):
      return Words(
        id: .unknownVerb, message: "`\(word)` is a clause of `\(verb)` and begins no statement",
        label: "the statement ended with its line",
        help: "write `{` at the end of the line of `\(verb)`, and `}` after its last clause")
    case .subjectExpected(let verb, let found):
      return Words(
        id: .subjectExpected,
        message: "`\(verb.word)` needs \(verb.subject.phrase), found \(found)",
        label: "\(verb.subject.phrase) goes here", help: "for example: \(verb.example)")
    case .missingArgument(let phrase, let parameter, let found):
      return Words(
        id: .missingArgument,
        message: "`\(phrase.word)` needs \(parameter.phrase), found \(found)",
        label: phrase.doc,
        help: phrase.example.isEmpty ? "write `\(phrase.usage)`" : "for example: \(phrase.example)")
    case .unknownWord(let word, let after, let verb, let suggestion, let owner):
      let clauses = verb.clauses.map(\.word).joined(separator: " ")
      return Words(
        id: .unknownWord, message: "`\(verb.word)` has no clause `\(word)`",
        label: after == verb.word ? "" : "and `\(after)` has no such option",
        help: owner.map { "`\(word)` belongs to `\($0)`: write it after that" }
          ?? didYouMean(suggestion)
          ?? (clauses.isEmpty ? "`\(verb.word)` takes no clauses" : "its clauses: \(clauses)"))
    case .unknownChoice(let word, let phrase, let parameter, let suggestion):
      return Words(
        id: .unknownChoice,
        message: "`\(phrase.word)` needs \(parameter.phrase), found \(word)",
        label: phrase.doc,
        help: didYouMean(suggestion)
          ?? (phrase.example.isEmpty
            ? "write `\(phrase.usage)`" : "for example: \(phrase.example)"))
    case .wrongArgument(let phrase, let parameter, let found):
      return Words(
        id: .wrongArgument,
        message: "`\(phrase.word)` needs \(parameter.phrase), found \(found)",
        label: phrase.doc,
        help: phrase.example.isEmpty ? "write `\(phrase.usage)`" : "for example: \(phrase.example)")
    case .unexpectedArgument(let found, let phrase):
      return Words(
        id: .unexpectedArgument, message: "`\(phrase)` takes no more arguments, found \(found)",
        label: "a clause or the end of the statement goes here",
        help: found == "`=`"
          ? "write `==` to compare" : "remove it, or write a clause's word before it")
    case .swallowedWord(let word, let phrase, let parameter):
      return Words(
        id: .missingArgument, message: "`\(phrase.word)` needs \(parameter.phrase)",
        label: "read as a value of `\(phrase.word)`",
        help: "write \(parameter.phrase) before `\(word)`")
    case .repeated(let word, let owner):
      return Words(
        id: .repeated, message: "`\(owner)` takes `\(word)` once", label: "the second one",
        help: "remove one of them")
    case .missingPhrase(let phrase, let owner, let example):
      return Words(
        id: .missingPhrase, message: "`\(owner)` needs `\(phrase.word)`: \(phrase.doc)",
        help: phrase.word == "ttl"
          ? "add `\(phrase.usage)`, or say `ttl never`" : "add `\(phrase.usage)`\(example)")
    case .valueExpected(let found):
      return Words(
        id: .valueExpected, message: "a value goes here, found \(found)",
        help: "write a number, a string, a name, a call, a `[list]` or `(…)`")
    case .operatorBlanks(let text):
      return Words(
        id: .operatorBlanks, message: "`\(text)` needs a blank on both sides",
        help: "write ` \(text) `")
    case .minusBlanks:
      return Words(
        id: .operatorBlanks, message: "a sign touches its value", label: "a blank after `-`",
        help: "write `-x`, or `a - x` for a difference")
    case .chainedComparison(let text):
      return Words(
        id: .chainedComparison, message: "comparisons do not chain", label: "the second one",
        help: text == ".." ? "a range has two ends" : "write `a < b and b < c`")
    case .unclosedBracket(let bracket):
      return Words(
        id: .unclosedBracket, message: "this `\(bracket)` is not closed", label: "opened here",
        help: "close it with `\(bracket == "[" ? "]" : ")")`")
    case .unclosedBlock(let verb):
      return Words(
        id: .unclosedBracket, message: "the block of `\(verb)` is not closed",
        label: "opened here", help: "close it with `}`")
    case .strayClosing(let bracket):
      return Words(
        id: .strayClosing, message: "this `\(bracket)` closes nothing", help: "remove it")
    case .nestedBlock:
      return Words(
        id: .strayClosing, message: "a block holds clauses, not blocks",
        label: "opened within a block", help: "remove the inner `{` and its `}`")
    case .statementEndExpected(let found, let verb):
      return Words(
        id: .statementEndExpected,
        message: "the block ends the statement `\(verb)`, found \(found)",
        help: "put it on a line of its own, or a clause before the `}`")
    case .nestedTooDeep:
      return Words(
        id: .tooDeep, message: "this is nested more than \(Parser.nestingLimit) deep",
        help: "name inner parts with `let`")
    case .tooManyOperators:
      return Words(
        id: .tooDeep, message: "this has more than \(Parser.operatorLimit) operators",
        help: "write `x in [a b c]` instead of many `or`s, or name parts with `let`")
    case .nameExpected(let after, let found):
      return Words(
        id: .nameExpected, message: "a name goes after `\(after)`, found \(found)",
        help: "a name begins with a letter; quote any other: `row.'Unit Price'`")
    case .callBlank(let name):
      return Words(
        id: .operatorBlanks, message: "the `(` of a call touches its name",
        help: "write `\(name)(`")
    case .emptyHole:
      return Words(
        id: .valueExpected, message: "this hole is empty",
        help: "write `{name}`, or `{{}}` for the braces themselves")
    case .holeEndExpected(let found):
      return Words(
        id: .unexpectedArgument, message: "a hole holds one expression, found \(found)",
        help: "write `{x}` or `{x | filter}`; write `{{` for a brace itself")
    case .expressionEndExpected(let found):
      return Words(
        id: .unexpectedArgument, message: "an argument holds one expression, found \(found)",
        help: "make it an argument of its own")
    default:
      preconditionFailure("a lexical problem without words: \(self)")
    }
  }
}

private func hex(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return digits.utf8.count == 1 ? "0" + digits : digits
}

private func didYouMean(_ suggestion: String?) -> String? {
  suggestion.map { "did you mean `\($0)`?" }
}

private func strayHelp(_ character: String) -> String {
  switch character {
  case "“", "”", "„", "«", "»": "write a plain `\"`"
  case "‘", "’", "‚": "write a plain `'`"
  case "–", "—", "−": "write a plain `-`"
  case "…": "write `..` for a range"
  case "\u{A0}", "\u{2007}", "\u{202F}": "write an ordinary blank"
  case "$", "@": "a name stands alone in an expression, and as `{name}` in a string"
  case "\\": "a statement goes on after an operator, within `[ ]` and `( )`, or in a block `{ }`"
  case "|": "filters stand inside holes: `{x | lower}`"
  case "≤": "write `<=`"
  case "≥": "write `>=`"
  case "≠": "write `!=`"
  default: "names are letters, digits, `_` and `-`; any other text stands in quotes"
  }
}
