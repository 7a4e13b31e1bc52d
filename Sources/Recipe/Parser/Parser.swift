import SourceText

/// Reads a recipe, with every problem of it, by walking the signatures of the vocabulary.
///
/// The parser knows no verb: it asks the table which words may stand where (the word rule of docs/language.md). It
/// recovers: a problem sets `isRecovering`, every function then returns at once, and the loop over clauses goes on at the
/// next thing that begins one, so that one mistake gives one diagnostic. A value type; parsing is pure and single-threaded.
package struct Parser {
  /// How deep brackets, calls and signs may nest. Beyond it the stack of whoever walks the tree would be in danger.
  static let nestingLimit = 200
  /// How many infix operators one expression may have: they make the tree deep, too.
  static let operatorLimit = 1_000
  /// After this many problems the rest of a file is not looked at.
  static let problemLimit = 1_000

  let file: SourceFile
  let bytes: [UInt8]
  /// What is read now: the file's tokens, or those of one hole.
  var tokens: [Token]
  var index = 0
  /// Where the last token that was read ends.
  var lastEnd = 0
  /// Within `( )`, `[ ]` and holes a newline is a blank.
  var newlineIsBlank = 0
  var isRecovering = false
  var isInBlock = false
  /// Each shell argument is one item.
  var readsArguments = false
  var depth = 0
  var operators = 0
  /// The verb of the statement that is read, or was read last.
  var verb: VerbRule?
  /// Whether its clauses go on outside a block; one diagnostic is enough.
  var hasClauseOutside = false
  /// Whether the statement being read has had a problem: what is missing in it is then not reported.
  var statementHasProblem = false
  /// Where quoted tokens begin that the lexer has already complained about.
  var broken: Set<Int>
  var diagnostics: [Diagnostic] = []
  /// What may stand at the end of the text, gathered when somebody asks for it.
  var expected: ExpectedSet?

  init(_ file: SourceFile, tokens: [Token], broken: Set<Int>) {
    self.file = file
    self.bytes = file.bytes
    self.tokens = tokens
    self.broken = broken
  }

  /// Parses a whole file. An empty one has no statements and no problems.
  package static func parse(_ file: SourceFile) -> ParsedRecipe {
    let lexer = Lexer.lex(file.bytes)
    var parser = Parser(file, tokens: lexer.tokens, broken: lexer.broken)
    for (problem, span) in EncodingCheck.problems(in: file.bytes) { parser.report(problem, span) }
    for (problem, span) in lexer.problems.prefix(problemLimit) { parser.report(problem, span) }
    let statements = parser.statements()
    return parser.result(statements, lexer.tokens)
  }

  func result(_ statements: [Statement], _ tokens: [Token]) -> ParsedRecipe {
    ParsedRecipe(
      syntax: RecipeSyntax(file: file, statements: statements, tokens: tokens),
      diagnostics: diagnostics.enumerated().sorted {
        let (left, right) = (
          $0.element.location?.span.start ?? 0, $1.element.location?.span.start ?? 0
        )
        return left == right ? $0.offset < $1.offset : left < right
      }.map(\.element))
  }

  // MARK: Reporting

  /// Says that something is wrong, and goes on.
  mutating func report(_ problem: ParserProblem, _ span: Span) {
    statementHasProblem = true
    guard diagnostics.count < 2 * Self.problemLimit else { return }
    diagnostics.append(problem.diagnostic(at: Location(file, span)))
  }

  /// Says that something is wrong, and gives up what is being read. Invalid bytes have been reported by the lexer.
  mutating func fail(_ problem: ParserProblem, at span: Span? = nil) {
    guard !isRecovering else { return }
    isRecovering = true
    statementHasProblem = true
    if current.kind != .invalid { report(problem, span ?? current.span) }
  }
}

/// What parsing gives: syntax for all that could be read, and everything that is wrong, in the order of the text.
package struct ParsedRecipe: Sendable {
  package let syntax: RecipeSyntax
  package let diagnostics: [Diagnostic]

  /// Whether every statement was at least begun: then it is known which names there are, and the others can be checked.
  package var knowsItsStatements: Bool {
    let broken = syntax.statements.filter(\.hasProblem).map(\.span)
    return diagnostics.count < Parser.problemLimit
      && diagnostics.allSatisfy { diagnostic in
        guard diagnostic.severity == .error, let place = diagnostic.location?.span.start else {
          return true
        }
        return broken.contains { $0.start <= place && place <= $0.end }
      }
  }
}
