import SourceText

/// Clauses on lines, and tokens on a line.
extension Formatter {
  /// The inside of a block: each line's first word padded to the longest, so that arguments stand in a column.
  mutating func lines(_ range: Range<Int>, starts: [Int]) {
    let column = starts.map { tokens[$0].span.count }.max() ?? 0
    var start = range.lowerBound
    for next in starts + [range.upperBound] {
      if start < next { line(start..<next, indent: Self.indentation, starts: starts, column) }
      start = next
    }
  }

  /// Some tokens, one blank between them where one belongs. Line ends within brackets and after operators stay.
  mutating func line(_ range: Range<Int>, indent: Int, starts: [Int] = [], _ column: Int = 0) {
    var layout = TokenLayout()
    var previous: Int?
    var breaks = false
    for index in range {
      let token = tokens[index]
      switch token.kind {
      case .blank, .end: continue
      case .comment:
        writer.comment(bytes[token.span.range], indent: indent)
        breaks = true
        continue
      case .newline:
        writer.noteNewline()
        breaks = breaks || layout.continuesLine
        continue
      default: break
      }
      if text(index) == ";" {
        writer.noteNewline()
        continue
      }
      if index == range.lowerBound, starts.contains(index) {
        writer.startLine(indent: indent)
      } else if let previous {
        if breaks {
          let depth = layout.depth(before: text(index))
          writer.startLine(
            indent: indent + (layout.depth == 0 ? 4 : 2 * depth), keepsBlankLine: false)
        } else if starts.contains(previous) {
          writer.blanks(column + 1 - tokens[previous].span.count)
        } else if needsBlank(between: previous, and: index, layout) {
          writer.blanks(1)
        }
      }
      writer.write(bytes[token.span.range])
      layout.step(token, bytes)
      (previous, breaks) = (index, false)
    }
  }

  /// Whether canonical layout has a blank between two neighbours.
  func needsBlank(between left: Int, and right: Int, _ layout: TokenLayout) -> Bool {
    let touches = tokens[left].span.end == tokens[right].span.start
    switch text(left) {
    case "(", "[", ".", ":": return false
    case "=" where layout.isInList: return false
    case "-" where touches: return false
    default: break
    }
    switch text(right) {
    case ")", "]", ",", ".", ":": return false
    case "=" where layout.isInList: return false
    case "(" where touches && tokens[left].kind == .name: return false
    default: break
    }
    return !isRange(left) && !isRange(right)
  }

  private func isRange(_ index: Int) -> Bool {
    let span = tokens[index].span
    return tokens[index].kind == .punctuation && span.count == 2
      && bytes[span.start] == UInt8(ascii: ".")
  }
}

/// What the tokens so far say about the line: open brackets, and whether it must go on.
struct TokenLayout {
  private var brackets: [UInt8] = []
  private var endsWithOperator = false

  var depth: Int { brackets.count }

  /// Whether a line end here is only a blank.
  var continuesLine: Bool { !brackets.isEmpty || endsWithOperator }

  /// Within `[ ]`, where `title=name` has no blanks.
  var isInList: Bool { brackets.last == UInt8(ascii: "[") }

  /// How deep a token stands that begins a line: a closing bracket as deep as its opening one.
  func depth(before punctuation: Unicode.Scalar?) -> Int {
    punctuation == ")" || punctuation == "]" ? depth - 1 : depth
  }

  mutating func step(_ token: Token, _ bytes: [UInt8]) {
    endsWithOperator = token.isInfixOperator(in: bytes)
    guard token.kind == .punctuation, token.span.count == 1 else { return }
    switch bytes[token.span.start] {
    case UInt8(ascii: "("), UInt8(ascii: "["): brackets.append(bytes[token.span.start])
    case UInt8(ascii: ")"), UInt8(ascii: "]"): _ = brackets.popLast()
    default: break
    }
  }
}
