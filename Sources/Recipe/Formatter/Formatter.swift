import SourceText

/// Lays a recipe out: the one canonical form of docs/language.md.
///
/// Formatting moves blanks and line ends and nothing else: every token stays as it was written, in its order, and
/// formatting twice is formatting once. It wants a recipe without problems: what the parser could not read it cannot lay
/// out.
package struct Formatter {
  /// A statement on one line may be this long; a longer one becomes a block.
  static let lineWidth = 100
  static let indentation = 2

  let bytes: [UInt8]
  let tokens: [Token]
  var writer = LayoutWriter()

  init(_ syntax: RecipeSyntax) {
    bytes = syntax.file.bytes
    tokens = syntax.tokens
  }

  /// The whole file in canonical layout.
  package static func format(_ syntax: RecipeSyntax) -> [UInt8] {
    var formatter = Formatter(syntax)
    var index = 0
    for statement in syntax.statements {
      let range = formatter.range(of: statement, from: index)
      formatter.gap(index..<range.lowerBound)
      formatter.statement(statement, range)
      index = range.upperBound
    }
    formatter.gap(index..<syntax.tokens.count)
    return formatter.writer.finish()
  }

  /// The tokens of a statement.
  func range(of statement: Statement, from index: Int) -> Range<Int> {
    var start = index
    while tokens[start].span.start < statement.span.start { start += 1 }
    var end = start
    while tokens[end].kind != .end, tokens[end].span.end <= statement.span.end { end += 1 }
    return start..<end
  }

  /// Comments and line ends between statements.
  private mutating func gap(_ range: Range<Int>) {
    for index in range {
      let token = tokens[index]
      switch token.kind {
      case .comment: writer.comment(bytes[token.span.range], indent: 0)
      case .newline: writer.noteNewline()
      case .punctuation where text(index) == ";": writer.noteNewline()
      default: break
      }
    }
  }

  private mutating func statement(_ statement: Statement, _ range: Range<Int>) {
    writer.startLine(indent: 0)
    if let brace = range.first(where: { text($0) == "{" }) {
      line(range.lowerBound..<brace, indent: 0)
      writer.openBlock()
      let inside = brace + 1..<range.upperBound - 1
      lines(inside, starts: lineStarts(inside))
      closeBlock()
    } else if let first = statement.clauses.first, !fitsOnOneLine(range) {
      let starts = clauseStarts(statement, range)
      let head = starts.first ?? range.upperBound
      precondition(tokens[head].span.start == first.word.span.start)
      line(range.lowerBound..<head, indent: 0)
      writer.openBlock()
      lines(head..<range.upperBound, starts: starts)
      closeBlock()
    } else {
      line(range, indent: 0)
    }
  }

  private mutating func closeBlock() {
    writer.startLine(indent: 0, keepsBlankLine: false)
    writer.write("}")
  }

  // MARK: Where lines begin

  /// The first token of each line that the block had.
  private func lineStarts(_ range: Range<Int>) -> [Int] {
    var starts: [Int] = []
    var isFresh = true
    var layout = TokenLayout()
    for index in range where !tokens[index].isTrivia {
      if tokens[index].kind == .newline || text(index) == ";" {
        if !layout.continuesLine { isFresh = true }
        continue
      }
      if isFresh { starts.append(index) }
      isFresh = false
      layout.step(tokens[index], bytes)
    }
    return starts
  }

  /// The word of each clause.
  private func clauseStarts(_ statement: Statement, _ range: Range<Int>) -> [Int] {
    let words = Set(statement.clauses.map(\.word.span.start))
    return range.filter { words.contains(tokens[$0].span.start) && !tokens[$0].isTrivia }
  }

  /// Whether a statement had no line end in it, and is short enough.
  private func fitsOnOneLine(_ range: Range<Int>) -> Bool {
    let span = tokens[range.lowerBound].span.joined(with: tokens[range.upperBound - 1].span)
    if bytes[span.range].contains(UInt8(ascii: "\n")) { return false }
    var draft = self
    draft.writer = LayoutWriter()
    draft.line(range, indent: 0)
    return draft.writer.output.count { $0 & 0xC0 != 0x80 } <= Self.lineWidth
  }

  func text(_ index: Int) -> Unicode.Scalar? {
    let token = tokens[index]
    return token.kind == .punctuation && token.span.count == 1
      ? Unicode.Scalar(bytes[token.span.start]) : nil
  }
}
