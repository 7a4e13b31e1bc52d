import Bytes
import Planner
import RedisClient

/// What the replies to a warm's writes came to: the ledger, the sample to verify, and whether memory is short.
///
/// One value, so that the usual reply costs one exclusive access to it.
struct WriteTally {
  var ledger = ItemLedger()
  var memory = MemoryPressure()
  private(set) var sample: WrittenSample
  /// What `verify` asks for, beyond the sample.
  private let kept: WrittenKeys?

  init(_ plan: WritePlan, rejects: RejectLog? = nil, kept: WrittenKeys? = nil) {
    ledger.rejects = rejects
    self.kept = kept
    sample = WrittenSample(keyArgument: plan.keyArgument, expires: plan.awaitsExpiry)
  }

  /// A write of so many rows was answered with OK.
  @inline(__always)
  mutating func succeed(_ command: ByteSlice, rows: Int) {
    ledger.succeed(rows)
    memory.relax()
    if let kept { kept.consider(command) } else { sample.consider(command) }
  }

  /// Writes were answered with OK one behind the other.
  mutating func succeed(_ run: CommandRun) {
    var rows = 0
    for index in 0..<run.count { rows += WriteTag(bits: run.tag(index)).rows }
    ledger.succeed(rows)
    memory.relax()
    if let kept {
      for index in 0..<run.count { kept.consider(run.command(index)) }
    } else {
      sample.consider(run)
    }
  }
}
