import SourceText

/// Cuts a text, or one hole of it, into tokens that tile it: joined, they are the text.
///
/// Strings with their holes are one token each; what is inside is read when the parser knows what the string is for.
/// The lexer never stops: what begins no token becomes an `invalid` one, with a problem that says so.
struct Lexer {
  /// Where the lexer stands. It changes only by lexing a hole with a lexer of its own.
  enum State {
    /// In the recipe: `#` begins a comment, every kind of string may stand.
    case recipe
    /// Inside a hole, up to its `}`: no comments, and strings are `'…'`, so that the string around needs no look at
    /// them.
    case hole
  }

  let bytes: [UInt8]
  let state: State
  let end: Int
  var position: Int
  var tokens: [Token] = []
  var problems: [(ParserProblem, Span)] = []
  /// Where quoted tokens begin whose end, or the end of a hole in them, is missing: their inside is not read again.
  var broken: Set<Int> = []

  private init(_ bytes: [UInt8], _ range: Range<Int>, _ state: State) {
    self.bytes = bytes
    self.state = state
    self.position = range.lowerBound
    self.end = range.upperBound
  }

  /// The tokens of a file, or of a part of it, with an `end` token last.
  static func lex(_ bytes: [UInt8], in range: Range<Int>? = nil, state: State = .recipe) -> Lexer {
    var lexer = Lexer(bytes, range ?? 0..<bytes.count, state)
    if range == nil { lexer.tokens.reserveCapacity(bytes.count / 4 + 1) }
    lexer.run()
    return lexer
  }

  private mutating func run() {
    if state == .recipe, position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      tokens.append(Token(.blank, Span(0, 3)))
    }
    while position < end {
      let start = position
      if state == .hole, bytes[start] == UInt8(ascii: "}") { break }
      let kind = next()
      tokens.append(Token(kind, Span(start, position)))
    }
    tokens.append(Token(.end, Span(position, position)))
  }

  func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < end ? bytes[position + offset] : 0
  }

  mutating func skip(while belongs: (UInt8) -> Bool) {
    while position < end, belongs(bytes[position]) { position += 1 }
  }

  /// Moves past one token and says what it is.
  private mutating func next() -> Token.Kind {
    let first = bytes[position]
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      return .blank
    case UInt8(ascii: "\r") where byte(1) == UInt8(ascii: "\n"):
      position += 1
      return .blank
    case UInt8(ascii: "\n"):
      position += 1
      return .newline
    case UInt8(ascii: "#") where state == .recipe:
      skip { $0 != UInt8(ascii: "\n") }
      if bytes[position - 1] == UInt8(ascii: "\r") { position -= 1 }
      return .comment
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      guard state == .recipe else { return invalid(.quoteInHole) }
      return first == UInt8(ascii: "`") ? command() : string()
    case UInt8(ascii: "'"):
      return raw()
    default:
      if CharacterClass.isLetter(first) {
        skip(while: CharacterClass.isNamePart)
        return .name
      }
      if CharacterClass.isDigit(first) {
        number()
        return .number
      }
      return punctuation(first)
    }
  }

  /// A number and whatever touches it as a unit. Whether that is one, the parser says.
  private mutating func number() {
    func isPart(_ byte: UInt8) -> Bool {
      CharacterClass.isDigit(byte) || CharacterClass.isLetter(byte) || byte == 0xC2 || byte == 0xB5
    }
    skip(while: isPart)
    while byte() == UInt8(ascii: "."), CharacterClass.isDigit(byte(1)) {
      position += 1
      skip(while: isPart)
    }
    if byte() == UInt8(ascii: "%") {
      position += 1
    } else if byte() == UInt8(ascii: "/"), CharacterClass.isLetter(byte(1)) {
      position += 1
      skip(while: CharacterClass.isLetter)
    }
  }

  private mutating func punctuation(_ first: UInt8) -> Token.Kind {
    let second = byte(1)
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"):
      position += second == UInt8(ascii: "=") ? 2 : 1
    case UInt8(ascii: "!") where second == UInt8(ascii: "="):
      position += 2
    case UInt8(ascii: "."):
      position += second == UInt8(ascii: ".") ? 2 : 1
    case UInt8(ascii: "|") where state == .recipe:
      return invalid(
        second == first ? .operatorOfAnotherLanguage("||", "or") : .strayCharacter("|"))
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "|"):
      position += 1
    case UInt8(ascii: "&") where second == first:
      return invalid(.operatorOfAnotherLanguage("&&", "and"))
    case UInt8(ascii: "!"):
      return invalid(.operatorOfAnotherLanguage("!", "not"))
    default:
      return stray(first)
    }
    return .punctuation
  }

  /// Bytes that are no text have been reported by `EncodingCheck`; other characters are reported here, once a run.
  private mutating func stray(_ first: UInt8) -> Token.Kind {
    let start = position
    let length = bytes.withUnsafeBufferPointer { EncodingCheck.sequenceLength($0, position) }
    position = min(end, position + max(1, length))
    guard length > 0, first != 0 else { return .invalid }
    let character = String(decoding: bytes[start..<position], as: UTF8.self)
    problems.append((.strayCharacter(character), Span(start, position)))
    return .invalid
  }

  private mutating func invalid(_ problem: ParserProblem) -> Token.Kind {
    let start = position
    if case .operatorOfAnotherLanguage(let written, _) = problem {
      position += written.utf8.count
    } else {
      position += 1
    }
    problems.append((problem, Span(start, position)))
    return .invalid
  }
}
