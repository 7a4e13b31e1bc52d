import RedisClient
import RowSources

/// What is known of a statement when it begins to act.
struct StatementStart {
  let verb: String
  let name: String
  /// As people call it.
  let server: String
  let identity: ServerIdentity
  /// Milliseconds since 1970, by the server's clock.
  let serverTime: Int64
  /// The fingerprint of the file that rows come from.
  let input: String?
  /// What is done to an item: SET, UNLINK.
  let command: String
}

/// A statement of a run as the store has it.
package struct StatementRecord: Sendable {
  /// Its place among the chosen ones, from 0.
  package let number: Int
  package let verb: String
  package let name: String
  package let server: String
  package let identity: String
  package let serverTime: Int64
  package let input: String?
  package let command: String
  /// `running`, or as in reports.
  package let status: String
  package let exit: Int?
  /// Nil until it ended.
  package let counts: ItemCounts?
  package let checkpoint: Checkpoint?

  /// The row at which a run that goes on begins; nil for the first.
  package var resumeLine: Int? {
    checkpoint.flatMap { ($0.intent == nil ? $0.position : $0.intent?.end)?.line }
  }
}

/// How far a statement certainly is. There is one at most; the next takes its place.
package struct Checkpoint: Hashable, Sendable {
  /// What became of everything before `position`.
  package var counts: ItemCounts
  /// Nil where the statement cannot go on in the middle.
  package var position: SourcePosition?
  /// What may have been sent behind `position`, and must not be sent again.
  package var intent: Intent?

  package struct Intent: Hashable, Sendable {
    package let items: Int
    /// Behind the last of them.
    package let end: SourcePosition?
  }
}

/// How many items ended how.
package struct ItemCounts: Hashable, Sendable {
  package var ok = 0
  package var failed = 0
  package var skipped = 0
  package var unknown = 0

  package init(ok: Int = 0, failed: Int = 0, skipped: Int = 0, unknown: Int = 0) {
    self.ok = ok
    self.failed = failed
    self.skipped = skipped
    self.unknown = unknown
  }

  init(_ ledger: ItemLedger) {
    self.init(
      ok: ledger.ok, failed: ledger.failed, skipped: ledger.skipped, unknown: ledger.unknown)
  }
}

/// Which server a run acted on: where it is, and which start of its process. A restarted cache may be an empty one.
package struct ServerIdentity: Hashable, Sendable {
  package let address: String
  package let runID: String?

  package var text: String { "\(address) run_id=\(runID ?? "unknown")" }

  package init(address: String, runID: String?) {
    self.address = address
    self.runID = runID
  }

  init(_ session: ServerSession) {
    address = session.connection.address.description
    runID = session.info.runID
  }
}
