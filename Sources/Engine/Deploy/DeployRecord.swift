import Recipe

/// What the run store keeps of a library that a deploy replaced: for a rollback (docs/decisions/0025).
package struct DeployRecord: Sendable {
  package let library: String
  /// Nil: there was none.
  package let before: [UInt8]?
  /// Nil: it was removed.
  package let after: [UInt8]?

  /// Every library that is touched has a mark; what it held before and afterwards stands under two more kinds.
  fileprivate static let mark = "library"
  fileprivate static let beforeKind = "library-before"
  fileprivate static let afterKind = "library-after"

  /// What it takes to put back what stood before a deploy.
  package static func restored(
    _ statement: StatementRecord, of run: String, in store: RunStore
  ) throws(RunFailure) -> [Deploy.Restored] {
    let prefix = "\(statement.number)/"
    var restored: [Deploy.Restored] = []
    for name in try store.artifactNames(kind: mark, of: run) where name.hasPrefix(prefix) {
      restored.append(
        Deploy.Restored(
          library: String(name.dropFirst(prefix.count)),
          code: try store.artifact(kind: beforeKind, name: name, of: run),
          deployed: try store.artifact(kind: afterKind, name: name, of: run) ?? []))
    }
    return restored
  }
}

extension StatementJournal {
  func keep(_ record: DeployRecord, of statement: Int) throws(RunFailure) {
    let name = "\(statement)/\(record.library)"
    if let before = record.before {
      try keep(before, kind: DeployRecord.beforeKind, name: name)
    }
    if let after = record.after { try keep(after, kind: DeployRecord.afterKind, name: name) }
    try keep(Array(record.library.utf8), kind: DeployRecord.mark, name: name)
  }
}
