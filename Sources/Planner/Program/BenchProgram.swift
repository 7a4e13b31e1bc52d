import Bytes
import Recipe

/// A workload as the engine runs it: commands with holes, what is drawn for each, and how often which is chosen. Pure.
package struct BenchProgram: Sendable {
  /// Which draw fills which slot of the scope before an operation is rendered.
  package struct SlotDraw: Hashable, Sendable {
    package let slot: Int
    package let draw: Int
  }

  package struct Operation: Sendable {
    package enum Body: Sendable {
      /// Sent as it is; its one reply ends the operation.
      case command(CommandTemplate)
      /// A small machine over the bench's key (`Engine/Bench`).
      case read(ReadStrategy, StoreOptions)
      case write(WriteStrategy, StoreOptions)
    }

    package let name: String
    /// A fraction of all operations.
    package let share: Double
    package let body: Body
    /// In the order in which they are drawn: the same seed draws the same.
    package let draws: [SlotDraw]
    package let writes: Bool
  }

  /// `phase fill N`: so many keys, one after another.
  package struct Fill: Sendable {
    package let template: CommandTemplate
    /// The slot that counts through `range`; nil where only one key is written.
    package let counter: Int?
    package let range: ClosedRange<Int64>
    /// What else the command draws.
    package let draws: [SlotDraw]
    /// As this strategy stores, with its stamp and its TTL; nil: as the template says.
    package let store: StoreOptions?
  }

  package let operations: [Operation]
  package let draws: [BenchDraw]
  package let slots: [Slot]
  package let key: TextFormula?
  package let load: BenchLoad
  package let phases: [BenchPhase]
  package let fill: Fill?
  package let origin: BenchOrigin?
  package let defence: StampedeDefence
  package let events: [BenchEvent]
  /// The glob of the keys that are removed at the end.
  package let clean: [UInt8]?

  /// Whether a key may be written: by an operation, by filling, or by what happens in the run.
  package var writes: Bool {
    fill != nil || !events.isEmpty || operations.contains(where: \.writes)
  }

  /// The glob of the keys that are its own: of `clean`, or of the prefix that its key begins with.
  package var ownKeys: [UInt8]? {
    clean ?? key.map { KeyEnds($0).prefix + [UInt8(ascii: "*")] }
  }

  /// The key of the set that names what `write behind` has not yet written to the origin.
  package var dirtyKey: [UInt8]? { ownKeys.map { $0.dropLast() + Array("unwritten".utf8) } }

  package var writesBehind: Bool { flushInterval != nil }

  /// How often what is only in the cache goes to the origin, in milliseconds; nil: nothing is written behind.
  package var flushInterval: Int64? {
    operations.compactMap {
      if case .write(.behind, let options) = $0.body { options.flush } else { nil }
    }.min()
  }

  /// Whether it has an operation that loads from an origin.
  package var hasStrategy: Bool { operations.contains(where: \.isBuiltIn) }

  /// Every command that is sent.
  package var templates: [CommandTemplate] {
    operations.compactMap { if case .command(let template) = $0.body { template } else { nil } }
      + (fill.map { [$0.template] } ?? [])
  }

  /// For a draw between 0 and 1: the operation at `i` is chosen below the i-th of these rising bounds, and not below the one
  /// before. The last is 1.
  package var bounds: [Double] {
    var sum = 0.0
    var bounds = operations.map { operation in
      sum += operation.share
      return sum
    }
    if !bounds.isEmpty { bounds[bounds.count - 1] = 1 }
    return bounds
  }
}
