import Bytes
import RESP

/// A command whose reply has not come.
package struct UnrepliedCommand {
  package let tag: UInt64
  /// As it was encoded; valid until the next command is encoded, or the connection made again.
  package let bytes: ByteSlice
  /// Its last byte was handed to the system, on this connection or an earlier one: it may have run. False means that it
  /// certainly has not.
  package let mayHaveRun: Bool
}

extension Connection {
  /// Every command without a reply, oldest first: after a loss, those whose outcome is to be decided.
  package func forEachUnreplied(_ body: (UnrepliedCommand) -> Void) {
    var start = machine.repliedEnd
    for index in 0..<machine.inFlight.count {
      let record = machine.inFlight[index]
      body(
        UnrepliedCommand(
          tag: record.tag, bytes: encoder.bytes.slice(start - origin..<record.end - origin),
          mayHaveRun: record.wasSentBefore || record.end <= machine.writtenEnd))
      start = record.end
    }
  }

  /// Connects again, and puts those unreplied commands in flight again that `shouldResend` says yes to, in their order. The
  /// others are forgotten: the caller has booked them when it said no.
  ///
  /// When connecting fails those kept stay unreplied, and this can be called again.
  package func reconnect(
    resending shouldResend: (UnrepliedCommand) -> Bool
  ) throws(ConnectionError) {
    close()
    var kept = CommandEncoder(capacity: 64 << 10)
    var records = InFlightQueue()
    forEachUnreplied { command in
      guard shouldResend(command) else { return }
      kept.bytes.append(command.bytes)
      records.append(
        InFlightQueue.Record(
          tag: command.tag, end: kept.bytes.count, wasSentBefore: command.mayHaveRun))
    }
    encoder = kept
    origin = 0
    machine.restart(with: records)
    try connect()
  }
}
