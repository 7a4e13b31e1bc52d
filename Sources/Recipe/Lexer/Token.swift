import SourceText

/// One lexical element. Tokens tile the file: each begins where the one before ends.
package struct Token: Sendable {
  package enum Kind: Hashable, Sendable {
    /// A name or a word.
    case name
    /// A number with whatever unit touches it: `5`, `5k`, `1h30m`, `20%`, `15k/s`, `2KiB`.
    case number
    /// `"…"`, holes included.
    case string
    /// `"""…"""`, holes included.
    case text
    /// `'…'` or `'''…'''`.
    case raw
    /// `` `…` ``, holes included.
    case command
    /// An operator or a bracket; which one is its text.
    case punctuation
    case newline
    /// Blanks and tabs, and a carriage return before a newline.
    case blank
    case comment
    /// Bytes that begin no token: a NUL, invalid UTF-8, a stray control character.
    case invalid
    /// One shell argument that is no name: a string where a string is due, else an expression.
    case argument
    case end
  }

  package let kind: Kind
  package let span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// Whether the parser sees it.
  package var isTrivia: Bool { kind == .blank || kind == .comment }
}
