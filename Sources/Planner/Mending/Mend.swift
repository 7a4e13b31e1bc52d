import Recipe

/// A sweep that would mend one thing that an audit found wrong, before it has a name in a file.
package struct Mend: Sendable {
  /// The assertion that failed, and what it came to.
  package let why: String
  package let selection: KeySelection
  /// What the statement is called, where no other has the name yet.
  package let name: String
  /// `where …`, `by …`, `guard …`.
  package let clauses: [String]
}

/// What became of an audit's failures when somebody looked for a way to mend them.
package struct Mending: Sendable {
  package var mends: [Mend] = []
  /// What no sweep can mend, each with the reason.
  package var remarks: [String] = []

  package init() {}
}

/// What a mender must know of an audit, beside its statement.
package struct AuditFindings {
  package struct Peak: Sendable {
    /// Where its window begins: milliseconds since 1970.
    package let at: Int64
    package let keys: Int
    package let share: Double

    package init(at: Int64, keys: Int, share: Double) {
      self.at = at
      self.keys = keys
      self.share = share
    }
  }

  /// The assertions that failed, with what each came to: `found 900`.
  package let failed: [(assertion: Assertion, value: String)]
  /// How many keys a `count` or a `share` found, by the measure's number.
  package let counts: [Int: Int]
  /// The windows of a `cliff` in which more than this share of the keys expires, the highest first, none within another.
  package let peaks: (_ measure: Int, _ above: Double) -> [Peak]
  /// Milliseconds since 1970, by the server's clock.
  package let now: Int64

  package init(
    failed: [(assertion: Assertion, value: String)], counts: [Int: Int], now: Int64,
    peaks: @escaping (_ measure: Int, _ above: Double) -> [Peak]
  ) {
    self.failed = failed
    self.counts = counts
    self.now = now
    self.peaks = peaks
  }
}
