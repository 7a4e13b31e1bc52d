/// The rows of a `from` clause: a source, and what is asked of it.
package struct RowOrigin: Sendable {
  package var source: SourceDeclaration
  /// The query for an SQL source.
  package var query: SQLQuery?
  /// `resume by`: the query's only sort key.
  package var resume: String?

  package init(source: SourceDeclaration, query: SQLQuery? = nil) {
    self.source = source
    self.query = query
  }
}

extension Action.Body {
  /// The rows that a statement reads: those of a warm, or those that give a sweep or an audit its keys.
  package var origin: RowOrigin? {
    switch self {
    case .warm(let warm): warm.origin
    case .sweep(let sweep): sweep.selection.origin
    case .audit(let audit): audit.selection.origin
    case .deploy, .bench, .raw, .pending: nil
    }
  }

  /// What the formulas read of a row or a key.
  package var slots: [Slot] {
    switch self {
    case .warm(let warm): warm.slots
    case .sweep(let sweep): sweep.slots
    case .audit(let audit): audit.slots
    case .deploy, .bench, .raw, .pending: []
    }
  }
}

extension KeySelection {
  fileprivate var origin: RowOrigin? { if case .rows(let origin, _) = self { origin } else { nil } }
}
