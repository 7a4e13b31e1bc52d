import Platform
import RESP

/// Decides what a connection does next. It has no socket and no clock: events and the time come in, actions come out,
/// so everything that can happen to a connection can be played to it in a test.
///
/// It also keeps the books: which commands are in flight, and how far the stream of their bytes was written and answered.
/// Positions are bytes since the connection began, the handshake not counted.
struct ConnectionMachine: ~Copyable {
  enum Action: Equatable {
    /// Open a socket; report `opened` or `openFailed`.
    case open(until: MonotonicTime)
    /// Send these and report each reply.
    case send([Handshake.Step])
    /// Read on.
    case read
    /// Do nothing until then, then `tick`.
    case wait(until: MonotonicTime)
    /// Commands may be sent.
    case ready
    /// Close; the connection is over.
    case fail(ConnectionError)
  }

  private enum State {
    case idle
    case waiting(Attempt)
    case opening(Attempt)
    case handshaking(Attempt, Handshake)
    case ready
    case failed(ConnectionError)
  }

  /// What holds across the attempts of one `connect`.
  private struct Attempt {
    let deadline: MonotonicTime
    var backoff: Backoff
    /// When this attempt ends, or when the next begins.
    var timeout: MonotonicTime
  }

  let address: ServerAddress
  let options: ConnectionOptions
  private let credentials: Credentials?
  /// Connections made from here on begin with `CLIENT NO-TOUCH ON`.
  var keepsIdleTimes = false
  private var state: State = .idle

  private(set) var inFlight: InFlightQueue
  private(set) var enqueuedEnd = 0
  private(set) var writtenEnd = 0
  private(set) var repliedEnd = 0
  /// The last sign that the server is alive, or when it was first asked for one.
  private var lastProgress = MonotonicTime(nanoseconds: 0)

  init(address: ServerAddress, credentials: Credentials?, options: ConnectionOptions) {
    self.address = address
    self.credentials = credentials
    self.options = options
    inFlight = InFlightQueue(capacity: options.expectedInFlight)
  }

  var isReady: Bool {
    if case .ready = state { true } else { false }
  }

  var failure: ConnectionError? {
    if case .failed(let error) = state { error } else { nil }
  }

  // MARK: Connecting

  /// - Parameter patience: for all attempts; else `connectDeadline`.
  mutating func begin(now: MonotonicTime, seed: UInt64, patience: Duration? = nil) -> Action {
    switch state {
    case .idle, .failed: break
    case .waiting, .opening, .handshaking, .ready:
      preconditionFailure("connect in state \(state)")
    }
    precondition(
      inFlight.count == 0 || writtenEnd == 0, "unreplied commands: reconnect(resending:) decides")
    return open(
      Attempt(
        deadline: now + (patience ?? options.connectDeadline), backoff: Backoff(seed: seed),
        timeout: now),
      now: now)
  }

  mutating func opened() -> Action {
    guard case .opening(let attempt) = state else {
      preconditionFailure("opened in state \(state)")
    }
    let handshake = Handshake(
      credentials: credentials, clientName: options.clientName, database: address.database,
      keepsIdleTimes: keepsIdleTimes, wantsMaster: address.isWatched)
    state = .handshaking(attempt, handshake)
    return .send(handshake.steps)
  }

  mutating func openFailed(_ failure: OpenFailure, now: MonotonicTime) -> Action {
    guard case .opening(let attempt) = state else {
      preconditionFailure("openFailed in state \(state)")
    }
    return failure.isLasting
      ? fail(failure.kind, failure.detail)
      : retry(attempt, failure.kind, failure.detail, now: now)
  }

  mutating func handshakeReply(_ reply: Reply, now: MonotonicTime) -> Action {
    guard case .handshaking(let attempt, var handshake) = state else {
      preconditionFailure("a handshake reply in state \(state)")
    }
    switch handshake.receive(reply) {
    case .more:
      state = .handshaking(attempt, handshake)
      return .read
    case .done:
      state = .ready
      lastProgress = now
      return .ready
    case .retry(let kind, let detail): return retry(attempt, kind, detail, now: now)
    case .stop(let kind, let detail): return fail(kind, detail)
    }
  }

  /// Time has passed: ends a wait, an attempt that takes too long, or a silence with commands in flight.
  mutating func tick(now: MonotonicTime) -> Action? {
    switch state {
    case .waiting(let attempt):
      return now >= attempt.timeout ? open(attempt, now: now) : .wait(until: attempt.timeout)
    case .opening(let attempt), .handshaking(let attempt, _):
      guard now >= attempt.timeout else { return nil }
      return retry(attempt, .timedOut, "no answer in time", now: now)
    case .ready:
      guard inFlight.count > 0, now >= lastProgress + options.replyTimeout else { return nil }
      return fail(.timedOut, "no reply in time; \(inFlight.count) commands in flight")
    case .idle, .failed:
      return nil
    }
  }

  /// When `tick` has something to say, if nothing else happens before.
  var nextTick: MonotonicTime? {
    switch state {
    case .waiting(let attempt), .opening(let attempt), .handshaking(let attempt, _):
      attempt.timeout
    case .ready: inFlight.count > 0 ? lastProgress + options.replyTimeout : nil
    case .idle, .failed: nil
    }
  }

  private mutating func open(_ attempt: Attempt, now: MonotonicTime) -> Action {
    var attempt = attempt
    attempt.timeout = min(now + options.attemptTimeout, attempt.deadline)
    state = .opening(attempt)
    return .open(until: attempt.timeout)
  }

  private mutating func retry(
    _ attempt: Attempt, _ kind: ConnectionError.Kind, _ detail: String, now: MonotonicTime
  ) -> Action {
    var attempt = attempt
    let next = now + attempt.backoff.next()
    guard next < attempt.deadline else { return fail(kind, detail) }
    attempt.timeout = next
    state = .waiting(attempt)
    return .wait(until: next)
  }

  private mutating func fail(_ kind: ConnectionError.Kind, _ detail: String) -> Action {
    let error = ConnectionError(kind, address, detail)
    state = .failed(error)
    return .fail(error)
  }

  // MARK: Losing

  /// The other side ended the connection, or the system did.
  mutating func closed(_ detail: String, now: MonotonicTime) -> Action {
    switch state {
    case .handshaking(let attempt, _): retry(attempt, .closedHalfway, detail, now: now)
    case .ready: fail(.closedHalfway, "\(detail); \(inFlight.count) commands in flight")
    case .failed(let error): .fail(error)
    case .idle, .waiting, .opening: preconditionFailure("closed in state \(state)")
    }
  }

  /// It ended for a reason that stays: TLS tells of a refused certificate only with the first bytes.
  mutating func refused(_ failure: OpenFailure) -> Action {
    switch state {
    case .handshaking, .ready: fail(failure.kind, failure.detail)
    case .failed(let error): .fail(error)
    case .idle, .waiting, .opening: preconditionFailure("refused in state \(state)")
    }
  }

  /// What came is not RESP2, or breaks a limit.
  mutating func broken(_ error: ProtocolError) -> Action {
    switch state {
    case .handshaking: fail(.notRedis, "it answers, but not as Redis does: \(error.description)")
    case .ready: fail(.brokenProtocol, error.description)
    case .failed(let error): .fail(error)
    case .idle, .waiting, .opening: preconditionFailure("broken bytes in state \(state)")
    }
  }

  /// A caller's own limit has passed.
  mutating func timedOut() -> Action {
    fail(.timedOut, "no reply in time")
  }

  /// A signal ended the waiting for it.
  mutating func interrupted(by signal: Int32) -> Action {
    fail(.interrupted(signal), "stopped by \(Interrupts.name(of: signal))")
  }

  /// We end it.
  mutating func close() {
    switch state {
    case .failed: break
    case .idle, .waiting, .opening, .handshaking, .ready: state = .idle
    }
  }

  // MARK: Commands

  mutating func enqueued(tag: UInt64, end: Int) {
    precondition(end > enqueuedEnd, "a command without bytes")
    enqueuedEnd = end
    inFlight.append(InFlightQueue.Record(tag: tag, end: end))
  }

  /// Commands were enqueued behind each other.
  mutating func enqueued(_ commands: UnsafeBufferPointer<QueuedCommand>) {
    guard let last = commands.last else { return }
    inFlight.append(commands, from: enqueuedEnd)
    enqueuedEnd += last.end
  }

  mutating func wrote(_ length: Int, now: MonotonicTime) {
    writtenEnd += length
    precondition(writtenEnd <= enqueuedEnd, "wrote more than was enqueued")
    lastProgress = now
  }

  /// Bytes came.
  mutating func received(now: MonotonicTime) { lastProgress = now }

  /// The oldest command has its reply; nil when none was due.
  mutating func reply() -> (tag: UInt64, bytes: Range<Int>)? {
    // Before its last byte was written a command cannot have been answered.
    guard inFlight.count > 0, inFlight[0].end <= writtenEnd, let record = inFlight.removeFirst()
    else { return nil }
    let bytes = repliedEnd..<record.end
    repliedEnd = record.end
    return (record.tag, bytes)
  }

  /// The oldest commands have their replies: none of them failed. False, and nothing done, when not so many were due.
  mutating func replies(_ count: Int) -> Bool {
    guard count <= inFlight.count, inFlight[count - 1].end <= writtenEnd else { return false }
    repliedEnd = inFlight[count - 1].end
    inFlight.removeFirst(count)
    return true
  }

  /// Begins new books, with only these commands in them: none was written on the connection to come.
  mutating func restart(with commands: consuming InFlightQueue) {
    precondition(!isReady, "restart of a living connection")
    enqueuedEnd = commands.count > 0 ? commands[commands.count - 1].end : 0
    writtenEnd = 0
    repliedEnd = 0
    inFlight = commands
  }
}
