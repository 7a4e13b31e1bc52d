/// What a column's values are taken to be.
package enum ColumnType: String, Sendable, Hashable, CaseIterable {
  case text, int, float, bool, json
}

/// A column of a source: its name as the source spells it, and its type.
package struct SourceColumn: Sendable, Hashable {
  package var name: String
  package var type: ColumnType

  package init(name: String, type: ColumnType = .text) {
    self.name = name
    self.type = type
  }
}
