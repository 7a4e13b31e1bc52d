/// What is wrong with one row. The row is delivered so that it is counted as failed; its fields are
/// not to be used. The rows around it are sound.
@usableFromInline package enum RowDefect: BitwiseCopyable, Sendable, Hashable {
  /// The record has another number of fields than the source has columns.
  case ragged(expected: Int32, got: Int32)
  /// Bytes follow the closing quote of a field (`column` counts from 0).
  case textAfterQuote(column: Int32)
  case notJSON(JSONDefect)

  /// What failures of this kind are counted under.
  package var code: String { if case .notJSON = self { "json" } else { "csv" } }

  /// For the report: the reason, without the place.
  package var reason: String {
    switch self {
    case .ragged(let expected, let got):
      "\(got) \(got == 1 ? "field" : "fields") where the header has \(expected)"
    case .textAfterQuote(let column):
      "text after the closing quote of field \(column + 1)"
    case .notJSON(let defect): defect.reason
    }
  }
}
