/// The rows of a `from` clause: a source, and what is asked of it.
package struct RowOrigin: Sendable {
  package var source: SourceDeclaration
  /// The query for an SQL source.
  package var query: SQLQuery?
  /// What of a Redis source.
  package var collection: RedisCollection?
  /// `resume by`: the query's only sort key.
  package var resume: String?

  package init(
    source: SourceDeclaration, query: SQLQuery? = nil, collection: RedisCollection? = nil
  ) {
    self.source = source
    self.query = query
    self.collection = collection
  }

  /// Which columns there are is different from row to row: a name that no row has is null in all of them.
  package var columnsAreFree: Bool {
    switch source.kind {
    case .jsonl: true
    case .redis: collection?.kind == .stream
    case .csv, .lines, .sqlite, .postgres: false
    }
  }

  /// What is read of the statement's own server, so that it must be allowed there.
  package var readsOwnServer: RedisCollection? {
    if case .redis(server: nil) = source.kind { collection } else { nil }
  }
}

extension Action.Body {
  /// The rows that a statement reads: those of a warm, or those that give a sweep or an audit its keys.
  package var origin: RowOrigin? {
    switch self {
    case .warm(let warm): warm.origin
    case .sweep(let sweep): sweep.selection.origin
    case .audit(let audit): audit.selection.origin
    case .deploy, .bench, .raw, .restore, .pending: nil
    }
  }

  /// What the formulas read of a row or a key.
  package var slots: [Slot] {
    switch self {
    case .warm(let warm): warm.slots
    case .sweep(let sweep): sweep.slots
    case .audit(let audit): audit.slots
    case .deploy, .bench, .raw, .restore, .pending: []
    }
  }
}

extension KeySelection {
  fileprivate var origin: RowOrigin? { if case .rows(let origin, _) = self { origin } else { nil } }
}
