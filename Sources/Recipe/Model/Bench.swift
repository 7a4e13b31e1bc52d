import SourceText

/// `bench`: a workload, checked. All times in milliseconds.
package struct Bench: Sendable {
  /// What is drawn anew for each operation; `Slot.Source.draw(i)` is the i-th.
  package var draws: [BenchDraw]
  /// What the operations' formulas read.
  package var slots: [Slot]
  /// The `key` clause; built-in operations work on it.
  package var key: TextFormula?
  package var operations: [BenchOperation]
  package var load: BenchLoad
  package var phases: [BenchPhase]
  package var origin: BenchOrigin?
  package var defence: StampedeDefence
  package var events: [BenchEvent]
  /// The glob of the keys that are removed at the end.
  package var clean: [UInt8]?

  package init(
    draws: [BenchDraw], slots: [Slot], key: TextFormula?, operations: [BenchOperation],
    load: BenchLoad, phases: [BenchPhase], origin: BenchOrigin? = nil,
    defence: StampedeDefence = .none, events: [BenchEvent] = [], clean: [UInt8]? = nil
  ) {
    self.draws = draws
    self.slots = slots
    self.key = key
    self.operations = operations
    self.load = load
    self.phases = phases
    self.origin = origin
    self.defence = defence
    self.events = events
    self.clean = clean
  }
}

/// How hard, from how many connections.
package struct BenchLoad: Sendable {
  package var connections = 50
  /// Commands in flight on each.
  package var depth = 1
  package var threads = 1
  package var seed: UInt64 = 1
  /// Nil: each connection sends when it has a reply (a closed loop).
  package var pace: BenchPace?

  package init() {}
}

/// `rate R` or `rate A..B over D`: operations a second, by a schedule that does not wait for replies.
package struct BenchPace: Hashable, Sendable {
  package let from: Double
  package let to: Double
  /// How long the ramp takes; 0 for a constant rate.
  package let over: Int64

  package init(from: Double, to: Double, over: Int64) {
    self.from = from
    self.to = to
    self.over = over
  }
}

package enum BenchPhase: Hashable, Sendable {
  /// Writes so many keys, one after another.
  case fill(Int)
  /// Runs, and counts nothing.
  case warmup(Int64)
  case measure(Int64)
}

/// One `op`: what is done, and how often it is chosen.
package struct BenchOperation: Sendable {
  package enum Body: Sendable {
    /// The arguments of a command.
    case command([TextFormula])
    case read(ReadStrategy, StoreOptions)
    case write(WriteStrategy, StoreOptions)
  }

  package let name: String
  /// A fraction of all operations.
  package let share: Double
  package let body: Body
  package let location: Location

  package init(name: String, share: Double, body: Body, location: Location) {
    self.name = name
    self.share = share
    self.body = body
    self.location = location
  }
}

package enum ReadStrategy: String, Sendable {
  case aside, through
}

package enum WriteStrategy: String, Sendable {
  case through, behind
}

/// How a strategy stores what it loads.
package struct StoreOptions: Sendable {
  /// Nil: it stays.
  package var ttl: Int64?
  package var jitter: TimeToLive.Jitter?
  /// Of the value, in bytes.
  package var size: ClosedRange<Int64>
  /// How often `write behind` writes to the origin what is only in the cache, in milliseconds.
  package var flush: Int64 = 1000

  package init(ttl: Int64?, jitter: TimeToLive.Jitter?, size: ClosedRange<Int64>) {
    self.ttl = ttl
    self.jitter = jitter
    self.size = size
  }
}

/// `at D EVENT`: something that happens in the measuring phase, so long after its start.
package struct BenchEvent: Sendable {
  package enum Kind: Sendable {
    case expireAll
    /// A glob.
    case invalidate([UInt8])
    case slowOrigin(Double)
    case flush
  }

  package let at: Int64
  package let kind: Kind

  package init(at: Int64, kind: Kind) {
    self.at = at
    self.kind = kind
  }
}
