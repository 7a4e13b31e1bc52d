/// Which keys a sweep or an audit looks at.
package enum KeySelection: Sendable {
  /// Keys that fit a family's template.
  case family(Family)
  /// Keys that match a Redis glob.
  case pattern([UInt8])
  /// Keys by name.
  case keys([[UInt8]])
  /// The members of a tag.
  case tag(TagSelection)
  /// A key for each row of a source.
  case rows(RowOrigin, key: TextFormula)
}

/// `tag "T"`: the keys that a set or a sorted set lists.
package struct TagSelection: Sendable {
  package let tag: [UInt8]
  /// Where the statement names one: members that are no keys of it are passed over.
  package let family: Family?
  /// True of a key of which the family's own tag, made of the key's fields, is this one; nil where a key does not tell.
  package let membership: Formula?
}

/// `sweep`: matching keys are removed or made to expire.
package struct Sweep: Sendable {
  package var selection: KeySelection
  /// What the formulas read of a key.
  package var slots: [Slot]
  package var filter: Formula?
  package var action: SweepAction
  /// Where what is removed is kept first.
  package var undo: SweepUndo?

  package init(
    selection: KeySelection, slots: [Slot], filter: Formula?, action: SweepAction
  ) {
    self.selection = selection
    self.slots = slots
    self.filter = filter
    self.action = action
  }
}

/// `undo "FOLDER" max SIZE`.
package struct SweepUndo: Hashable, Sendable {
  /// Absolute, or relative to where the program was started.
  package let folder: String
  /// Bytes that all undo files in it may have together.
  package let limit: Int?

  package init(folder: String, limit: Int?) {
    self.folder = folder
    self.limit = limit
  }
}

/// `cachectl undo`: what one sweep kept, back to where it was.
package struct Restoration: Hashable, Sendable {
  /// The file that it was kept in.
  package let path: String

  package init(path: String) { self.path = path }
}

/// `by …`.
package enum SweepAction: Sendable {
  case unlink
  /// Expires in `after`, spread by up to `jitter`; milliseconds. Never lengthens a life.
  case expire(after: Int64, jitter: Int64)
  /// Moves the key to a name made of its own; with `life`, it expires there so many milliseconds later.
  case rename(target: TextFormula, life: Int64?)
  /// Takes the TTL away.
  case persist
}

/// `audit`: what is true of the keyspace.
package struct Audit: Sendable {
  package var selection: KeySelection
  /// What the formulas read of a key.
  package var slots: [Slot]
  package var filter: Formula?
  /// What the assertions ask for; `Aggregate.measure(i)` is the i-th.
  package var measures: [Measure]
  package var reports: [Report]
  /// Nil to look at every key.
  package var sample: Sample?
  /// `allow touch`: idle times may be reset by asking.
  package var allowsTouch = false
  /// Ask for every key's size, even where no formula mentions it: for a report that shows sizes unasked.
  package var asksForSizes = false

  package init(
    selection: KeySelection, slots: [Slot], filter: Formula?, measures: [Measure],
    reports: [Report]
  ) {
    self.selection = selection
    self.slots = slots
    self.filter = filter
    self.measures = measures
    self.reports = reports
  }
}

/// `sample …`: some of the keys only.
package enum Sample: Hashable, Sendable {
  /// So many keys, the first that SCAN gives: its order is that of a hash, so they are a fair choice.
  case keys(Int)
  /// The keys whose hash falls into this fraction of all hashes: the same ones every time.
  case share(Double)
}

/// One number that an audit computes over all keys it saw.
package enum Measure: Sendable {
  /// How many keys satisfy it.
  case count(Formula)
  /// Which fraction of the keys satisfies it.
  case share(Formula)
  /// The value below which this fraction of the values lies; nulls and `never` stay out.
  case percentile(Double, of: Formula, type: ValueType)
  /// What the values come to together, the least or the greatest of them; nulls and `never` stay out.
  case extent(Extent, of: Formula, type: ValueType)
  /// The largest share of keys that expires within a window of so many milliseconds.
  case cliff(Int64)
}

/// `sum(…)`, `min(…)`, `max(…)`.
package enum Extent: String, CaseIterable, Sendable {
  case sum, min, max
}

/// `report …`: a distribution or a ranking. `name` is what is counted, as a person wrote it.
package enum Report: Sendable {
  /// `report ttl buckets [1m 10m]`: how many values lie below each bound and above the last; bounds in the value's unit.
  case buckets(name: String, of: Formula, type: ValueType, bounds: [Int64])
  /// `report bytes`: percentiles, the sum and the largest.
  case summary(name: String, of: Formula, type: ValueType)
  /// `report bytes by region top 10`: the groups in which it adds up to most; without a number to add, those of most keys.
  case groups(name: String, of: Formula?, type: ValueType, by: Formula, byName: String, top: Int)
  /// `report ttl buckets [1m 10m] by region top 10`: the buckets of each of the groups of most keys.
  case groupBuckets(
    name: String, of: Formula, type: ValueType, bounds: [Int64], by: Formula, byName: String,
    top: Int)
}

/// `do`: one raw command, checked.
package struct RawCommand: Sendable {
  /// One argument each; they hold only compile-time names.
  package var arguments: [[UInt8]]

  package init(arguments: [[UInt8]]) { self.arguments = arguments }
}
