import Planner
import Platform
import RowSources
import Recipe

/// How a warm goes on where an earlier run left it.
struct WarmResumption {
  private let record: StatementRecord
  private let run: String
  /// Where rows go on; nil to begin again.
  let start: SourcePosition?

  /// The server's time at which the earlier run began, which its query was asked with.
  var serverTime: Int64 { record.serverTime }

  /// Refused where the input is not the same any more.
  init(_ record: StatementRecord, of run: String, _ source: SourceDeclaration) throws(RunFailure) {
    self.record = record
    self.run = run
    guard !source.readsStandardInput else {
      throw .stale("rows from stdin come once: run without --resume, with all of the input")
    }
    guard record.input == source.fingerprint else {
      throw .stale(
        "the file of `\(source.name)` has changed since \(run) began to read it: run without --resume"
      )
    }
    let position = record.checkpoint?.intent.map(\.end) ?? record.checkpoint?.position
    start = position
  }

  /// The rows were planned first: all are read again, and those before `start` are passed over.
  var wasPlanned: Bool { start.map { $0.byteOffset == nil && $0.key == .null } ?? false }

  /// What became of the rows before `start`; refused where they would be written a second time that must not be.
  func carried(_ plan: WritePlan) throws(RunFailure) -> ItemLedger {
    var ledger = ItemLedger()
    guard var counts = record.checkpoint?.counts else { return ledger }
    counts.unknown += record.checkpoint?.intent?.items ?? 0
    if start != nil {
      ledger.carry(counts, from: run)
    } else if plan.isUnsafe, counts.ok + counts.skipped + counts.unknown > 0 {
      throw .stale(
        "rows that \(run) wrote would be written twice, and this source cannot go on in the middle:"
          + " what is there must be removed first, then run without --resume")
    }
    return ledger
  }

  /// What a person should know.
  var note: String {
    guard let start else { return "goes on with \(run) from the first row" }
    return "goes on with \(run) at row \(start.line)"
  }
}

extension Action {
  /// Of the file that a warm's rows come from.
  var fingerprint: String? {
    if case .warm(let warm) = body { warm.source.fingerprint } else { nil }
  }

  /// A warm whose source does not keep us waiting for its next row, as stdin and pipes do.
  var rowsAreAtHand: Bool {
    if case .warm(let warm) = body { warm.source.rowsAreAtHand } else { false }
  }
}

extension SourceDeclaration {
  /// Whether its rows come from stdin.
  package var readsStandardInput: Bool {
    switch kind {
    case .csv(let format): format.path == "-"
    case .jsonl(let path), .lines(let path): path == "-"
    case .sqlite, .postgres, .redis: false
    }
  }

  fileprivate var rowsAreAtHand: Bool {
    switch kind {
    case .csv(let format): Files.isRegular(format.path)
    case .jsonl(let path), .lines(let path): Files.isRegular(path)
    case .sqlite, .postgres, .redis: true
    }
  }

  /// Of the file that must be the same when a run goes on; nil for what is asked anew, and for what comes once.
  var fingerprint: String? {
    switch kind {
    case .csv(let format): SourceFingerprint.of(format.path)
    case .jsonl(let path), .lines(let path): SourceFingerprint.of(path)
    case .sqlite, .postgres, .redis: nil
    }
  }
}
