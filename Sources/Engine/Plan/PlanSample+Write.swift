import Bytes
import Planner
import RESP

extension PlanSample {
  /// A write that a plan would send: its key, its TTL and how long its value is.
  init(_ batch: borrowing WriteBatch, _ index: Int, _ plan: WritePlan) {
    let record = batch.records[index]
    let command = batch.command(index)
    let life = record.life == WriteBatch.forever ? "never" : UnitText.rounded(record.life)
    let key = RESPCommand.argument(plan.keyArgument, of: command)
    let value =
      switch plan.form {
      case .value:
        Fact(
          name: "value",
          text: "\(RESPCommand.argument(plan.keyArgument + 1, of: command).count) B")
      case .structure: Fact(name: "rows", text: "\(record.rows)")
      }
    self.init(key: Array(key), facts: [Fact(name: "ttl", text: life), value])
  }
}
