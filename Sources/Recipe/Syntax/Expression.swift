import SourceText

/// An expression as written, before names and types are known.
package struct Expression: Sendable {
  package let kind: Kind
  package let span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    case literal(Literal)
    /// `"…"`, `"""…"""`, `'…'` or `'''…'''`.
    case template(Template)
    /// A command in backticks.
    case command(CommandTemplate)
    /// `name`, `attr.ttl`, `row.'Unit Price'`: at least one part.
    case reference([Identifier])
    case call(Identifier, [Expression])
    case list([ListItem])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case range(Expression, Expression)
    /// Nothing that can be read as an expression; a diagnostic says so already.
    case missing
  }
}

/// A name with its place. `text` is as written, without the quotes of a raw part.
package struct Identifier: Hashable, Sendable {
  package let text: String
  package let span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// One element of a list: `id`, `price:float`, `title=name`, `"eu"`, `10m`.
package struct ListItem: Sendable {
  /// The name before `=`.
  package let name: Identifier?
  package let value: Expression
  /// The type after `:`.
  package let type: Identifier?
  package let span: Span

  package init(name: Identifier?, value: Expression, type: Identifier?, span: Span) {
    self.name = name
    self.value = value
    self.type = type
    self.span = span
  }
}

package enum UnaryOperator: String, Sendable {
  case not
  case negate = "-"
}

package enum BinaryOperator: String, Sendable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case isNotIn = "not in"
  case like
  case notLike = "not like"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

/// A constant as written, with its unit already applied.
package enum Literal: Hashable, Sendable {
  case null
  case never
  case boolean(Bool)
  case integer(Int64)
  case real(Double)
  /// Milliseconds.
  case duration(Int64)
  /// A duration that is no whole number of milliseconds, in microseconds.
  case latency(Int64)
  /// Bytes.
  case size(Int64)
  /// Per second. `ofBytes` tells `10MB/s` from `5k/s`.
  case rate(Double, ofBytes: Bool)
  /// 20 % is 0.2.
  case percent(Double)
}
