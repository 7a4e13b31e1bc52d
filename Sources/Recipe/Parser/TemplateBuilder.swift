import SourceText

/// Gathers literal bytes and holes into pieces.
struct TemplateBuilder {
  private(set) var pieces: [Template.Piece] = []
  private var literal: [UInt8] = []
  private var literalStart: Int

  init(at start: Int) { literalStart = start }

  var isEmpty: Bool { pieces.isEmpty && literal.isEmpty }

  mutating func append(_ byte: UInt8, at position: Int) {
    if literal.isEmpty { literalStart = position }
    literal.append(byte)
  }

  mutating func append(_ hole: Hole) {
    flush(at: hole.span.start)
    pieces.append(.hole(hole))
    literalStart = hole.span.end
  }

  mutating func finish(at end: Int) -> [Template.Piece] {
    flush(at: end)
    return pieces
  }

  private mutating func flush(at end: Int) {
    guard !literal.isEmpty else { return }
    pieces.append(.literal(literal, Span(literalStart, end)))
    literal = []
  }
}
