import Planner
import RowSources

/// Reads rows, filters them and renders each into its command: the first half of a warm, without a server.
final class RowRenderer: RowProducer {
  private var pipeline: RowPipeline

  /// - Parameter largestArgument: bytes that the server takes as one value.
  init(
    source: any RowSource, program: Program, plan: WritePlan, now: Int64, largestArgument: Int,
    rejects: RejectLog? = nil
  ) {
    pipeline = RowPipeline(
      source: source, program: program, plan: plan, now: now, largestArgument: largestArgument,
      rejects: rejects)
  }

  var position: SourcePosition? { pipeline.position }

  var scanned: Int { pipeline.scanned }

  var ledger: ItemLedger { pipeline.ledger }

  /// `fail stop`, and a row failed.
  var isStopped: Bool { pipeline.isStopped }

  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    try pipeline.fill(&batch, limit: limit)
  }
}
