/// One number that a bench measures of one operation, or of all.
package struct BenchFigure: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The latency below which this fraction of the operations lies.
    case percentile(Double)
    case longest
    /// Finished without an error, a second.
    case rate
    /// The fraction that failed, or was lost.
    case errors
    /// The fraction of those that were due by the schedule that were sent; all, where there is no schedule.
    case sent
    case count
  }

  package let kind: Kind
  /// Its place among the bench's operations; nil for all of them.
  package let operation: Int?

  package init(_ kind: Kind, of operation: Int?) {
    self.kind = kind
    self.operation = operation
  }
}
