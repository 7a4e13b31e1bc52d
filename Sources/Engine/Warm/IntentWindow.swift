import RowSources

/// Which rows that must not be written twice may have been sent, and which are answered: when a batch may be written down, and as
/// what. Pure.
///
/// Batches are read, written down, sent and answered, all in the order of their rows:
///
///        answered  │  sent   │  written down  │  read
///                  └──── the intent ──────────┘
///            position                        end
///
/// Whatever ends the run, three laws hold of the checkpoint on disk: what was sent lies before its intent's end; what lies before its
/// position is answered; its counts and the intent's items are all rows before the end. So at most `mostUnanswered` batches are
/// unknown after a crash.
struct IntentWindow {
  /// A place between two batches, and what is known of the rows before it that no command was made of.
  struct Edge: Hashable {
    var position: SourcePosition?
    /// Rows that could not be rendered, and what an earlier run did.
    var others = ItemCounts()
    /// How many rejects those rows have made.
    var rejects = 0
  }

  private struct Batch {
    var rows: Int
    /// How many rows have ended when this batch has.
    var boundary: Int
    var edge: Edge
    /// How many batches became this one.
    var weight = 1
  }

  /// One is answered while the next is written down.
  static let mostUnanswered = 2

  /// Everything before it is answered, with these results, and that many rejects.
  private(set) var settled: Edge
  private(set) var results = ItemCounts()
  private(set) var rejects = 0
  /// Read and not answered; the first `written` are on disk, the first `begun` of those sent, the last perhaps in part.
  private var batches: [Batch] = []
  private var written = 0
  private var begun = 0
  private var rowsRead = 0

  init(at edge: Edge) { settled = edge }

  /// A batch with so many rows was read.
  mutating func read(rows: Int, upTo edge: Edge) {
    rowsRead += rows
    batches.append(Batch(rows: rows, boundary: rowsRead, edge: edge))
  }

  /// Whether the next batch may be written down now: not so many before it are unanswered.
  var canWrite: Bool {
    written < batches.count
      && batches.prefix(written).reduce(1) { $0 + $1.weight } <= Self.mostUnanswered
  }

  /// What must be on disk before the next batch is sent.
  var intent: Checkpoint {
    let last = batches[written].edge
    return Checkpoint(
      counts: results + last.others, position: settled.position,
      intent: Checkpoint.Intent(
        items: batches.prefix(written + 1).reduce(0) { $0 + $1.rows }, end: last.position))
  }

  /// The rejects of rows that the intent's counts have in them.
  var intentRejects: Int { batches[written].edge.rejects }

  /// The intent is on disk.
  mutating func didWrite() { written += 1 }

  /// The next batch that is on disk begins to be sent.
  mutating func willSend() {
    precondition(begun < written, "a batch is sent before its intent is on disk")
    begun += 1
  }

  /// How many rows have ended when the first unanswered batch is answered.
  var boundary: Int { batches.first?.boundary ?? .max }

  /// The first batch is answered; these are the results of everything that was sent before its end.
  mutating func settle(_ results: ItemCounts, rejects: Int) {
    precondition(
      begun > 0 && results.planned == boundary,
      "\(results.planned) rows have ended where a batch ends at \(boundary)")
    self.results = results
    self.rejects = rejects
    settled = batches.removeFirst().edge
    begun -= 1
    written -= 1
  }

  /// Replies no longer come in the order of batches: those that were begun count as one.
  mutating func merge() {
    guard begun > 1 else { return }
    var whole = batches[begun - 1]
    whole.rows = batches.prefix(begun).reduce(0) { $0 + $1.rows }
    whole.weight = batches.prefix(begun).reduce(0) { $0 + $1.weight }
    batches.replaceSubrange(0..<begun, with: CollectionOfOne(whole))
    written -= begun - 1
    begun = 1
  }

  /// Everything that was sent is answered, and what was read beyond it is given up: where rows go on.
  var rest: Checkpoint {
    Checkpoint(counts: results + settled.others, position: settled.position)
  }
}

extension ItemCounts {
  var planned: Int { ok + failed + skipped + unknown }

  static func + (left: ItemCounts, right: ItemCounts) -> ItemCounts {
    ItemCounts(
      ok: left.ok + right.ok, failed: left.failed + right.failed,
      skipped: left.skipped + right.skipped, unknown: left.unknown + right.unknown)
  }
}
