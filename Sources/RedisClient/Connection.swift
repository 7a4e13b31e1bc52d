import Bytes
import Platform
import RESP

/// One connection to one server: a socket, the commands on their way, and the reader of replies.
///
/// Lives on one thread, the one that drives all connections of a run; nothing here blocks but `connect`, `call`, `pump` and
/// `wait`, all in poll(2) and all with a limit. The caller encodes straight into `encoder`, says `didEnqueue` after each
/// command, and lets `pump` deliver the replies. Bytes are kept until their reply has come, so that a failed command can be
/// named by its key and an idempotent one sent again.
///
/// Every error thrown is a `ConnectionError`, and closes the connection; what was in flight stays listed as unreplied.
@usableFromInline package final class Connection {
  /// What is called for each reply: the command's tag, its bytes as they were sent, and the reply. Both are valid until
  /// the next command is encoded, or the call returns. The handler may enqueue, and may not pump.
  package typealias ReplyHandler = (_ tag: UInt64, _ command: ByteSlice, _ reply: ReplyView) -> Void

  /// What is called for replies of OK that follow each other, where the caller has one. It may not enqueue.
  package typealias RunHandler = (CommandRun) -> Void

  package let address: ServerAddress
  package let options: ConnectionOptions

  /// Where commands are encoded. Only append; say `didEnqueue` after each command.
  @inlinable package var encoder: CommandEncoder {
    unsafeAddress { UnsafePointer(encoderCell.pointer) }
    unsafeMutableAddress { encoderCell.pointer }
  }

  var machine: ConnectionMachine {
    unsafeAddress { UnsafePointer(machineCell.pointer) }
    unsafeMutableAddress { machineCell.pointer }
  }

  var reader: ReplyReader {
    unsafeAddress { UnsafePointer(readerCell.pointer) }
    unsafeMutableAddress { readerCell.pointer }
  }

  @usableFromInline package let encoderCell = HeapCell(CommandEncoder(capacity: 64 << 10))
  private let machineCell: HeapCell<ConnectionMachine>
  private let readerCell: HeapCell<ReplyReader>

  /// The position in the stream of the encoder's first byte.
  var origin = 0
  var socket: Socket?
  /// Who is asked where the server is, each time that it is connected to.
  var sentinels: Sentinels?
  let credentials: Credentials?
  var wasReady = false
  let isWatched: Bool
  /// Who the sentinels named when this was connected, and when they are asked again.
  var master: ServerAddress.HostAndPort?
  var nextLook = MonotonicTime(nanoseconds: 0)
  var isDelivering = false
  let chunk = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ReplyReader.chunk, alignment: 16)

  /// Does not connect yet. Credentials given here stand before those in the address.
  package init(
    to address: ServerAddress, credentials: Credentials? = nil,
    options: ConnectionOptions = ConnectionOptions()
  ) {
    self.address = address
    self.options = options
    self.credentials = credentials ?? address.credentials
    sentinels = Sentinels(of: address)
    isWatched = address.isWatched
    machineCell = HeapCell(
      ConnectionMachine(
        address: address, credentials: self.credentials, options: options))
    readerCell = HeapCell(ReplyReader(limits: options.replyLimits))
  }

  deinit { chunk.deallocate() }

  package var isReady: Bool { machine.isReady }

  /// Whether the connection, when it is made again, asks the server to overlook its reads (`CLIENT NO-TOUCH ON`).
  package var keepsIdleTimes: Bool {
    get { machine.keepsIdleTimes }
    set { machine.keepsIdleTimes = newValue }
  }

  /// Why the connection is over.
  package var failure: ConnectionError? { machine.failure }

  // MARK: The window

  /// Commands without a reply, those included that are not written yet.
  package var inFlightCommands: Int { machine.inFlight.count }

  /// Bytes of those commands.
  package var inFlightBytes: Int { machine.enqueuedEnd - machine.repliedEnd }

  /// Says that one whole command now stands at the end of `encoder`, and what to call it when its reply comes.
  package func didEnqueue(tag: UInt64) {
    machine.enqueued(tag: tag, end: origin + encoder.bytes.count)
  }

  /// Takes over commands that were encoded elsewhere and lie behind each other, whole: a batch in one copy.
  package func enqueue(_ bytes: ByteSlice, _ commands: UnsafeBufferPointer<QueuedCommand>) {
    precondition(commands.last?.end ?? 0 == bytes.count, "bytes that belong to no command")
    precondition(origin + encoder.bytes.count == machine.enqueuedEnd, "bytes without a didEnqueue")
    encoder.bytes.append(bytes)
    machine.enqueued(commands)
  }

  /// Ends the connection from our side. What is in flight stays unreplied.
  package func close() {
    socket = nil
    machine.close()
  }

  func perform(_ action: ConnectionMachine.Action) throws(ConnectionError) {
    if case .fail(let error) = action {
      socket = nil
      throw error
    }
  }
}
