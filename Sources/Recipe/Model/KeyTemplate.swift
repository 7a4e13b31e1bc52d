import Bytes

/// A family's key: literal bytes and named fields. It runs both ways: a row renders a key, and a key gives back its fields.
///
/// Backwards, a field ends at the first occurrence of the literal that follows it (the last field takes the rest before the
/// closing literal), an `int` field holds only digits, and no field is empty: a key that does not fit is not of the family.
package struct KeyTemplate: Sendable {
  package enum Part: Sendable {
    case literal([UInt8])
    case field(Field)
  }

  package struct Field: Hashable, Sendable {
    package let name: String
    package let type: ColumnType
    /// Rendered between braces, a cluster hash tag.
    package let isHashTag: Bool

    package init(name: String, type: ColumnType, isHashTag: Bool) {
      self.name = name
      self.type = type
      self.isHashTag = isHashTag
    }
  }

  package let parts: [Part]

  package init(parts: [Part]) { self.parts = parts }

  package var fields: [Field] {
    parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
  }
}
