import Bytes
import Recipe

/// What a statement compiles to: pure, printable, made without I/O. A Program observed against a server is a Plan.
///
///     input ──► name filter ──► probes ──► filter ──► output ──► account
package struct Program: Sendable {
  package let action: Action
  /// Where items come from.
  package let input: Input
  /// What the formulas read of an item; the executor fills them in this order.
  package let slots: [Slot]
  /// Decides on names and columns alone, before anything is probed.
  package let nameFilter: Formula?
  /// What is asked of each key that is left, in one pipeline a page: silent ones first. Touching ones are asked of the keys
  /// that `filter` leaves.
  package let probes: [Probe]
  /// Decides on what the silent probes answered.
  package let filter: Formula?
  /// Decides on what the touching probes answered, too.
  package let touchingFilter: Formula?
  /// Whether the server is told that our reads are nobody's use of a key.
  package let keepsIdleTimes: Bool
  package let output: Output
  package let batch: BatchBounds
  /// Keys per second, or nil for as fast as the server goes.
  package let rate: Double?
  package let scanRate: Double?
  /// Globs of keys that are counted as `skipped(protected)`.
  package let protected: [GlobPattern]

  /// The COUNT of each SCAN of an audit, where its `batch` or the server's ceiling says it; nil where the walk finds it.
  package var pageSize: Int? {
    guard case .measure = output, action.batch != nil || batch.members < Explanation.pageSize
    else { return nil }
    return min(batch.members, Self.mostKeysOfAPage)
  }

  private static let mostKeysOfAPage = 5000

  /// The keys that an audit looks at; nil for all.
  package var sample: Sample? {
    if case .measure(let audit) = output { audit.sample } else { nil }
  }

  package enum Input: Sendable {
    case rows(RowOrigin)
    case scan(KeyPattern)
    case keys([[UInt8]])
    case tag(TagInput)
    /// A key for each row of a source.
    case rowKeys(RowOrigin, key: TextFormula)
    case none
  }

  package enum Output: Sendable {
    case write(WritePlan)
    case remove(RemovalPlan)
    case measure(Audit)
    case deploy(DeployPlan)
    case bench(BenchProgram)
    case call([[UInt8]])
    case restore(Restoration)
  }

  /// Whether running it may change the keyspace.
  package var writes: Bool {
    switch output {
    case .write, .remove, .deploy, .restore: true
    case .bench(let bench): bench.writes
    case .measure, .call: false
    }
  }

  /// Whether running it is meant to keep the server busy.
  package var isLoad: Bool { if case .bench = output { true } else { false } }

  /// Whether running it takes something away, so that a person is asked first.
  package var removes: Bool {
    switch output {
    case .remove: true
    case .deploy(let plan): plan.drift == .overwrite && plan.artifacts.contains(where: \.isLibrary)
    case .write, .measure, .bench, .call, .restore: false
    }
  }
}

/// How many members a batch may have, and how many bytes.
package struct BatchBounds: Hashable, Sendable {
  package let members: Int
  package let bytes: Int

  package static let defaultBytes = 1 << 20

  package init(members: Int, bytes: Int = defaultBytes) {
    self.members = members
    self.bytes = bytes
  }
}

/// Which keys SCAN is asked for, and how they are told from others that the glob lets through.
package struct KeyPattern: Sendable {
  package let glob: [UInt8]
  /// The family's template: it refuses keys that only look alike and gives the fields.
  package let template: KeyTemplate?

  package init(glob: [UInt8], template: KeyTemplate?) {
    self.glob = glob
    self.template = template
  }
}

/// The members of a set or a sorted set, which is asked for its type first.
package struct TagInput: Sendable {
  package let tag: [UInt8]
  /// The family of the keys, where the statement names one.
  package let template: KeyTemplate?
  /// The name filter tells from a key whether it is of the tag.
  package let isVerified: Bool
}
