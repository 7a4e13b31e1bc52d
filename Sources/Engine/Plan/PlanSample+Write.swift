import Bytes
import Planner
import RESP

extension PlanSample {
  /// A write that a plan would send: its key, its TTL and how long its value is.
  init(_ batch: borrowing WriteBatch, _ index: Int) {
    let record = batch.records[index]
    let command = batch.command(index)
    let life = record.life == WriteBatch.forever ? "never" : UnitText.rounded(record.life)
    self.init(
      key: Array(RESPCommand.argument(1, of: command)),
      facts: [
        Fact(name: "ttl", text: life),
        Fact(name: "value", text: "\(RESPCommand.argument(2, of: command).count) B"),
      ])
  }
}
