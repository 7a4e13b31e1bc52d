import SourceText

/// A string with its holes: literal bytes and expressions, in order.
///
/// Escapes are resolved, doubled braces are single, and text that begins with a newline is dedented. A hole is parsed once,
/// here, and what it renders is never parsed again.
package struct Template: Sendable {
  package enum Style: Sendable {
    /// `"…"`
    case string
    /// `"""…"""`
    case text
    /// `'…'` and `'''…'''`: no holes, no escapes.
    case raw
  }

  package enum Piece: Sendable {
    /// Literal bytes, and where they stand in the source (the span includes escapes, so lengths may differ).
    case literal([UInt8], Span)
    case hole(Hole)
  }

  package let style: Style
  package let pieces: [Piece]
  package let span: Span

  package init(style: Style, pieces: [Piece], span: Span) {
    self.style = style
    self.pieces = pieces
    self.span = span
  }

  /// The text when there is no hole.
  package var constant: [UInt8]? {
    if pieces.count == 1 {
      guard case .literal(let literal, _) = pieces[0] else { return nil }
      return literal
    }
    var bytes: [UInt8] = []
    for piece in pieces {
      guard case .literal(let literal, _) = piece else { return nil }
      bytes += literal
    }
    return bytes
  }
}

/// `{expr}`, `{id:int}`, `{ts | date '%Y'}`, `{#id}`, `{*list}`.
package struct Hole: Sendable {
  package enum Mark: Sendable {
    case plain
    /// `{#x}`: rendered between braces, a cluster hash tag.
    case hashTag
    /// `{*x}`: one or more arguments.
    case spread
  }

  package let mark: Mark
  package let expression: Expression
  package let type: Identifier?
  package let filters: [Filter]
  package let span: Span

  package init(
    mark: Mark, expression: Expression, type: Identifier?, filters: [Filter], span: Span
  ) {
    self.mark = mark
    self.expression = expression
    self.type = type
    self.filters = filters
    self.span = span
  }
}

/// `| date '%Y%m%d'`.
package struct Filter: Sendable {
  package let name: Identifier
  package let arguments: [Expression]

  package init(name: Identifier, arguments: [Expression]) {
    self.name = name
    self.arguments = arguments
  }
}

/// A command in backticks: split into arguments at compile time, so that a hole is always part of exactly one of them.
package struct CommandTemplate: Sendable {
  package let arguments: [Template]
  package let span: Span

  package init(arguments: [Template], span: Span) {
    self.arguments = arguments
    self.span = span
  }
}
