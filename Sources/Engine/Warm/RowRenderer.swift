import Planner
import RowSources

/// Reads rows, filters them and renders each into its command: the first half of a warm, without a server.
final class RowRenderer: WriteProducer {
  private var pipeline: RowPipeline

  init(source: any RowSource, program: Program, plan: WritePlan, now: Int64) {
    pipeline = RowPipeline(source: source, program: program, plan: plan, now: now)
  }

  /// Rows read so far, those filtered out included.
  var scanned: Int { pipeline.scanned }

  /// What could not be rendered; the caller merges it into its ledger.
  var ledger: ItemLedger { pipeline.ledger }

  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    try pipeline.fill(&batch, limit: limit)
  }
}
