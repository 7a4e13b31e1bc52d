import Recipe

/// Where rows come from. A source is read by one thread, in order, once.
package protocol RowSource: AnyObject {
  /// Known once the source is open; the fields of every row are in this order.
  var columns: [Column] { get }

  /// Whether each field says its own type: text is quoted, and what is not is a JSON literal. Else `columns` says it.
  var isSelfTyped: Bool { get }

  /// Where the next row begins; nil where reading cannot go on in the middle.
  var position: SourcePosition? { get }

  /// Replaces what `batch` holds by the next rows: at least one and at most `rows`.
  ///
  /// A source gives what it has rather than wait for a full batch. False means the end, with an
  /// empty batch. Slices of what the batch held before are no longer valid.
  func nextBatch(into batch: inout RowBatch, limit rows: Int) throws(RowSourceError) -> Bool
}

extension RowSource {
  package var isSelfTyped: Bool { false }
  package var position: SourcePosition? { nil }
}
