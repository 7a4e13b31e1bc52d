import Console
import Recipe
import SourceText

/// Statements: what the parser would take at the cursor, as words.
extension Completer {
  func statement(_ text: String) -> Completion {
    let bytes = Array(text.utf8)
    if let quote = OpenQuote(bytes) { return inside(quote, of: bytes) }
    var start = bytes.count
    while start > 0, Self.isWordPart(bytes[start - 1]) { start -= 1 }
    let word = String(decoding: bytes[start...], as: UTF8.self)
    let expected = Parser.expectedSet(at: start, in: bytes)
    if let first = word.utf8.first, (0x30...0x39).contains(first) {
      return Self.matching(word, units(after: word))
    }
    let statement = Parser.parse(SourceFile(path: "<prompt>", bytes: Array(bytes[..<start])))
      .syntax.statements.last
    let verbs = expected.verbs.map { Completion.Candidate($0.word, $0.doc) }
    var completion = Self.matching(word, verbs + candidates.at(expected, in: statement))
    completion.hint = StatementCandidates.hint(for: expected)
    return completion
  }

  var candidates: StatementCandidates {
    StatementCandidates(known: session.known, scripts: session.scriptNames)
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2D || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }

  private func units(after word: String) -> [Completion.Candidate] {
    let digits = word.prefix { $0.isNumber || $0 == "." || $0 == "_" }
    return Vocabulary.units.map { .init(digits + $0.word, $0.doc) }
  }

  // MARK: Inside quotes

  /// Where a string is open: a path, a pattern or key, or the inside of a hole.
  private func inside(_ quote: OpenQuote, of bytes: [UInt8]) -> Completion {
    let content = String(decoding: bytes[quote.contentStart...], as: UTF8.self)
    let statement = Parser.parse(SourceFile(path: "<prompt>", bytes: Array(bytes[..<quote.start])))
      .syntax.statements.last
    if quote.hasHoles, let open = content.lastIndex(of: "{"), !content[open...].contains("}") {
      let inner = String(content[content.index(after: open)...])
      let word = String(
        inner.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
      if inner.dropLast(word.count).contains("|") {
        return Self.matching(word, Vocabulary.filters.map { .init($0.name, $0.doc, ending: "") })
      }
      return Self.matching(
        word, candidates.values(in: statement).map { .init($0.text, $0.detail, ending: "") })
    }
    let expected = Parser.expectedSet(at: quote.start, in: bytes)
    let uses = expected.parameters.flatMap(\.accepts)
    let isPath = uses.contains { if case .template(.path) = $0 { true } else { false } }
    if isPath { return PathCompletion.complete(content) }
    let isKey =
      uses.contains { accepted in
        switch accepted {
        case .template(.glob), .template(.key), .list(.templates(.key)): true
        default: false
        }
      } || expected.subject != nil
    return isKey ? keys.complete(content, ending: "") : Completion(word: content)
  }
}

/// A string that is not closed at the end of a text.
private struct OpenQuote {
  let start: Int
  let contentStart: Int
  let hasHoles: Bool

  init?(_ bytes: [UInt8]) {
    var index = 0
    var open: (start: Int, mark: ArraySlice<UInt8>)?
    while index < bytes.count {
      let byte = bytes[index]
      if let (_, mark) = open {
        if byte == 0x5C, mark == [0x22] {
          index += 2
        } else if bytes[index...].starts(with: mark) {
          index += mark.count
          open = nil
        } else {
          index += 1
        }
      } else if byte == 0x23 {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
        let triple = ArraySlice(repeating: byte, count: 3)
        let isTriple = byte != 0x60 && bytes[index...].starts(with: triple)
        open = (index, isTriple ? triple : [byte])
        index += isTriple ? 3 : 1
      } else {
        index += 1
      }
    }
    guard let open else { return nil }
    start = open.start
    contentStart = min(open.start + open.mark.count, bytes.count)
    hasHoles = open.mark.first != 0x27
  }
}
