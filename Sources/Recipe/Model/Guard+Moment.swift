extension Guard {
  /// When a guard is looked at.
  package enum Moment: Sendable {
    /// After the first pass has counted, before anything is changed: a failure leaves everything as it was.
    case before
    /// Again and again while the statement runs.
    case during
  }

  /// A guard over what a first pass counts is asked before; one over the server or the results is asked during the run.
  package var moment: Moment {
    let isBefore = aggregates.contains {
      if case .aggregate(let aggregate) = $0.source {
        AggregateNames.moment(of: aggregate) == .before
      } else {
        false
      }
    }
    return isBefore ? .before : .during
  }
}
