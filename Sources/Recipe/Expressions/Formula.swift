import Bytes

/// A checked expression, ready to be evaluated: names are slots, units are applied, types agree.
///
/// The checker makes formulas; `evaluate(in:)` (Formula+Evaluation.swift) computes them, three-valued: an operator with a null
/// operand gives null, `and`/`or`/`not` follow Kleene, and a row is selected only by true.
///
/// A slot, which most formulas are, needs no box: to look at one costs no reference count.
package enum Formula: Sendable {
  indirect case constant(Constant)
  /// The value that the executor put at this index of the scope before evaluating.
  case slot(Int)
  indirect case not(Formula)
  indirect case negate(Formula)
  indirect case binary(BinaryOperator, Formula, Formula)
  /// `x == null`, `x != null`: the only tests of null; never null themselves.
  indirect case isNull(Formula, negated: Bool)
  /// `x in [a b c]`.
  indirect case member(Formula, of: [Formula], negated: Bool)
  /// `x in a..b`, both ends included.
  indirect case within(Formula, lower: Formula, upper: Formula, negated: Bool)
  /// `x like "glob"`, by Redis' rules.
  indirect case like(Formula, pattern: TextFormula, negated: Bool)
  case call(Function, [Formula])
  /// A column of text used as another type, as its place of use says (`{id:int}`): null when the text is none.
  indirect case convert(Formula, to: ColumnType)
  /// A string with holes as a value.
  case text(TextFormula)
}

/// The functions and filters that a formula may call on single values. Aggregates (`count`, `share`, `p99`, `cliff`) are not
/// among them: the checker turns each into a slot (`Aggregate`).
package enum Function: String, Sendable, CaseIterable {
  // functions
  case now, hour, age, time, prefix, length
  // filters, also callable
  case lower, upper, trim, sha1, crc16, pad, slice, date
  case seconds = "s"
  case milliseconds = "ms"
  case json
  case fallback = "default"
  case urlencode, base64
}

/// A string with holes, checked: literal bytes and formulas.
package struct TextFormula: Sendable {
  package enum Part: Sendable {
    case literal(PinnedBytes)
    /// A rendered value; `hashTag` puts it between braces.
    case value(Formula, hashTag: Bool)
  }

  /// A part as it is rendered. What lies in `parts` is only pointed to: to read a piece counts no reference.
  enum Piece: Sendable {
    case literal(ByteSlice)
    case slot(Int)
    /// The part at this index, whatever it is.
    case part(Int)
  }

  package let parts: [Part]
  let pieces: [Piece]

  package init(parts: [Part]) {
    self.parts = parts
    pieces = parts.enumerated().map { index, part in
      switch part {
      case .literal(let literal): .literal(literal.slice)
      case .value(.slot(let slot), hashTag: false): .slot(slot)
      case .value: .part(index)
      }
    }
  }

  /// The text when no part depends on a row.
  package var constant: [UInt8]? {
    var bytes: [UInt8] = []
    for part in parts {
      guard case .literal(let literal) = part else { return nil }
      bytes += Array(literal.slice)
    }
    return bytes
  }
}
