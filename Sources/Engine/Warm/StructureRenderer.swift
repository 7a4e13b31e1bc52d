import Planner
import RowSources

/// Rows whose members are only added: those of a key that follow each other become one command.
final class StructureRenderer: RowProducer {
  private let renderer: RowRenderer
  private let plan: StructurePlan
  private let awaitsExpiry: Bool
  private var members = WriteBatch()

  init(_ renderer: RowRenderer, _ plan: StructurePlan, awaitsExpiry: Bool) {
    self.renderer = renderer
    self.plan = plan
    self.awaitsExpiry = awaitsExpiry
  }

  var position: SourcePosition? { renderer.position }
  var scanned: Int { renderer.scanned }
  var ledger: ItemLedger { renderer.ledger }

  func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    batch.removeAll()
    guard try renderer.fill(&members, limit: limit) else { return false }
    for index in 0..<members.count {
      batch.append(
        members.command(index), tag: members.tag(index), of: members.records[index], to: plan,
        awaitsExpiry: awaitsExpiry)
    }
    return true
  }
}
