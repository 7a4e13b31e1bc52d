/// `warm`: rows of a source become keys with a value and a TTL.
package struct Warm: Sendable {
  package var family: Family?
  package var origin: RowOrigin
  /// `grouped by`: the rows of a key follow each other; a key that comes back later is refused.
  package var isGrouped = false
  /// What the formulas read of a row.
  package var slots: [Slot]
  package var filter: Formula?
  package var key: TextFormula
  /// The family's `tag`, rendered from each row; nil where the family has none.
  package var tag: TextFormula?
  package var value: ValueShape
  package var ttl: TimeToLive
  package var write: WriteMode
  /// `changed touch`: an equal value has its TTL refreshed.
  package var touches: Bool
  package var verify: VerificationScope?

  package init(
    family: Family?, origin: RowOrigin, slots: [Slot], filter: Formula?, key: TextFormula,
    tag: TextFormula?, value: ValueShape, ttl: TimeToLive, write: WriteMode, touches: Bool,
    verify: VerificationScope?
  ) {
    self.family = family
    self.origin = origin
    self.slots = slots
    self.filter = filter
    self.key = key
    self.tag = tag
    self.value = value
    self.ttl = ttl
    self.write = write
    self.touches = touches
    self.verify = verify
  }

  package var source: SourceDeclaration { origin.source }

  /// `resume by`: the query's only sort key.
  package var resume: String? {
    get { origin.resume }
    set { origin.resume = newValue }
  }
}

/// What is stored under a key.
package enum ValueShape: Sendable {
  case text(TextFormula)
  /// A JSON object with these members, in order.
  case json([Member])
  /// A JSON object of all the row's columns.
  case jsonRow
  case structure(Structure)
  /// A structure whose issue is open; the text says so.
  case pending(String)

  /// One member of an object: its name and where its value comes from.
  package struct Member: Sendable {
    package let name: String
    package let value: Formula

    package init(name: String, value: Formula) {
      self.name = name
      self.value = value
    }
  }
}

/// `write …`: what happens to a key that is there.
package enum WriteMode: Sendable {
  case always
  case missing
  /// Only where missing, or where less than this fraction of the row's TTL is left.
  case stale(Double)
  case changed
  case replace
  case append
}

/// `verify N%|all`.
package enum VerificationScope: Hashable, Sendable {
  case sample(Double)
  case all
}

/// `ttl …`: how long a key lives. All in milliseconds. Order: expression, `within`, jitter.
package enum TimeToLive: Sendable {
  case never
  case expires(Formula, within: ClosedRange<Int64>?, jitter: Jitter?)

  package enum Jitter: Sendable {
    /// Shortens by up to this fraction.
    case fraction(Double)
    /// Shortens by up to so many milliseconds.
    case duration(Int64)
  }
}
