import Bytes
import Planner

/// What becomes of writes when the connection is lost, and of those before it when another process answers.
extension WarmRun {
  func mayResend(tag: UInt64) -> Bool {
    WriteTag(bits: tag).kind != .write || plan.isIdempotent
  }

  func lost(_ command: ByteSlice, tag bits: UInt64, mayHaveRun: Bool) {
    let tag = WriteTag(bits: bits)
    intents?.merge()
    defer { settle() }
    switch tag.kind {
    case .load: loading = []
    case .tag: lostTag(tag)
    case .probe:
      // Its write was never sent.
      if let write = held.removeFirst() { tally.ledger.skip(.stopped, write.rows) }
    case .write where mayHaveRun:
      tally.ledger.lose(key: key(of: command), row: tag.row, count: tag.rows)
    case .write: tally.ledger.skip(.stopped, tag.rows)
    }
  }

  func connectionReplaced() { doubtWhatAnotherProcessTook() }

  /// Of keys that are written whole, those that are gone show when they are read back.
  func doubtWhatAnotherProcessTook() {
    guard !plan.writesWholeKeys, session.isAnotherProcess() else { return }
    doubted += ledger.ok
    tally.ledger.doubtSuccesses(because: "the server was started again, or another took its place")
  }
}
