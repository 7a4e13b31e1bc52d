/// What could not be written where it was asked for. A run goes on without it, says so, and does not end with 0.
final class OutputLosses {
  /// Nobody reads stdout any more, or nobody ever did: that is no failure.
  private(set) var isReaderGone = false
  private(set) var first: CommandFailure?
  /// Who watches the metrics was told how the run ended, or must not be.
  var hasMetrics = false

  func note(_ failure: CommandFailure) { first = first ?? failure }
  func noteReaderGone() { isReaderGone = true }
}
